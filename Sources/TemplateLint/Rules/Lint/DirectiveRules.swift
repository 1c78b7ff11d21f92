/// The rules about the comments that disable other rules.
enum DirectiveRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        UnknownRule.self,
        ReasonMissing.self,
        UnusedDisable.self,
    ]
}
