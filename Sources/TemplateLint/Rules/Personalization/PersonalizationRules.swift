/// The rules about what a template is filled with.
enum PersonalizationRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        UnbalancedBlock.self,
        UnresolvedPlaceholder.self,
        UndefinedVariableRule.self,
        UnusedData.self,
        LiteralNull.self,
        EmptyRender.self,
        UnescapedOutput.self,
        HeaderInjection.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
