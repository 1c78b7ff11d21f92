import Findings

/// What the rules about where DNS answers come from mean, for `mailproof explain`.
enum DNSRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [:]
}
