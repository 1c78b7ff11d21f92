/// How much a finding matters, from a remark to a reason to stop.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// A remark: taste, or weak evidence.
    case info
    /// Measurable harm with a remedy.
    case warning
    /// A requirement of a standard or a provider is broken, or the reader sees something broken.
    case error

    /// Orders by how much it matters.
    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}
