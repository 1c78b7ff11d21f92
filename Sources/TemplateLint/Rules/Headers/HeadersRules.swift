/// The rules about the other header fields.
enum HeadersRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        DuplicateSingleton.self,
        ListUnsubscribeMissing.self,
        OneClickInvalid.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "headers/missing-required",
        "headers/message-id-invalid",
        "headers/date-invalid",
        "headers/line-too-long",
        "headers/list-unsubscribe-syntax",
        "headers/one-click-not-signed",
        "headers/list-id-missing",
    ]
}
