/// The rules about the Subject field.
enum SubjectRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        SubjectMissing.self,
        SubjectTooLong.self,
        SubjectAllCaps.self,
        FakeReplyPrefix.self,
        SubjectContainsURL.self,
        SubjectGappyText.self,
        SubjectUnencoded.self,
        SubjectInvisibleCharacters.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
