/// The rules about what a mail says.
enum TextRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        ImageOnly.self,
        Mojibake.self,
        MixedScript.self,
        TestString.self,
        Shouting.self,
        SpamPhrase.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
