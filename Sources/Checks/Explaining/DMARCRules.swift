import Findings

/// What the rules about DMARC records (RFC 9989, RFC 7489) mean, for `mailproof explain`.
enum DMARCRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [:]
}
