/// The rules about how large a mail is.
enum SizeRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        GmailClip.self,
        StyleBlock.self,
        TooLarge.self,
        MessageTotal.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
