/// What a domain owner asks receivers to do with mail that fails (RFC 9989 §4.7, `p`), from mild to strict.
public enum DMARCPolicy: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Nothing.
    case none
    /// To treat it as suspicious.
    case quarantine
    /// To refuse it.
    case reject

    /// Orders by strictness.
    public static func < (left: DMARCPolicy, right: DMARCPolicy) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .none: 0
        case .quarantine: 1
        case .reject: 2
        }
    }

    /// RFC 9989 §4.7, t=y: one level below.
    public var oneLevelBelow: DMARCPolicy {
        self == .reject ? .quarantine : .none
    }
}

/// How near an authenticated domain must be to that of the From field (RFC 9989 §4.4).
public enum DMARCAlignmentMode: String, Sendable, Hashable, CaseIterable {
    /// The same organizational domain.
    case relaxed = "r"
    /// The same domain.
    case strict = "s"
}

/// The two standards that receivers follow while they move from one to the other.
public enum DMARCStandard: String, Sendable, Hashable, CaseIterable {
    /// RFC 7489, of 2015: organizational domains from a public suffix list, `pct`, `rf`, `ri`.
    case rfc7489
    /// RFC 9989, of 2026: organizational domains by a walk up the tree, `np`, `psd`, `t`.
    case rfc9989
}
