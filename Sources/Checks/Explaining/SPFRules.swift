import Findings

/// What the rules about SPF records (RFC 7208) mean, for `mailproof explain`.
enum SPFRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [:]
}
