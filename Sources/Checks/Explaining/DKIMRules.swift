import Findings

/// What the rules about DKIM keys and signatures (RFC 6376) mean, for `mailproof explain`.
enum DKIMRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [:]
}
