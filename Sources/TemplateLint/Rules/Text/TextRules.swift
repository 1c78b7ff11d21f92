/// The rules about what a mail says.
enum TextRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        ImageOnly.self,
        Mojibake.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "text/shouting",
        "text/spam-phrase",
        "text/mixed-script",
        "text/test-string",
    ]
}
