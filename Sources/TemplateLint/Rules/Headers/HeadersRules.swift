/// The rules about the other header fields.
enum HeadersRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        MissingRequired.self,
        DuplicateSingleton.self,
        MessageIDInvalid.self,
        DateInvalid.self,
        HeaderLineTooLong.self,
        RecipientsShown.self,
        ListUnsubscribeMissing.self,
        ListUnsubscribeSyntax.self,
        OneClickInvalid.self,
        OneClickNotSigned.self,
        ListIDMissing.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
