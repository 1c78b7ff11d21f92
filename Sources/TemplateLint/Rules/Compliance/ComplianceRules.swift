/// The rules about what the law and the receivers ask of marketing mail.
enum ComplianceRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        UnsubscribeLinkMissing.self,
        UnsubscribeNotVisible.self,
        PostalAddressMissing.self,
        SenderIdentityMissing.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
