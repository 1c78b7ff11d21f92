/// The rules about readers who do not see a mail, or see it badly.
enum AccessibilityRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        ImageAlternative.self,
        LinkName.self,
        HTMLLanguage.self,
        TitleMissing.self,
        LayoutTableRole.self,
        HeadingEmpty.self,
        ContrastAA.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
