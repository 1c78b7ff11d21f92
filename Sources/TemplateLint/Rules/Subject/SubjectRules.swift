/// The rules about the Subject field.
enum SubjectRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        SubjectMissing.self,
        SubjectTooLong.self,
        SubjectAllCaps.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "subject/fake-reply-prefix",
        "subject/contains-url",
        "subject/gappy-text",
        "subject/unencoded-8bit",
        "subject/invisible-characters",
    ]
}
