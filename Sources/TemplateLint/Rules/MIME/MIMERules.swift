/// The rules about the parts of a message.
enum MIMERules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        HTMLOnly.self,
        TextPartEmpty.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "mime/alternative-order",
        "mime/parts-diverge",
        "mime/version-missing",
        "mime/charset-missing-or-wrong",
        "mime/cte-mismatch",
        "mime/line-too-long",
        "mime/boundary-broken",
        "mime/cid-unresolved",
        "mime/attachment-risky-type",
    ]
}
