/// The stable name of a rule or a kind of problem, `group/name` in lower case: `headers/one-click-invalid`.
///
/// It is what users write into scenarios, baselines and suppressions, so it never changes its meaning.
public struct RuleID: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible, Comparable
{
    /// The name itself.
    public var rawValue: String

    /// Wraps a name; nothing is checked.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Wraps a literal name.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// The part before the slash, or the whole name without one.
    public var group: Substring {
        rawValue.prefix { $0 != "/" }
    }

    /// The name itself.
    public var description: String {
        rawValue
    }

    /// Orders by name.
    public static func < (left: RuleID, right: RuleID) -> Bool {
        left.rawValue < right.rawValue
    }
}
