/// One thing found: what is wrong, where, and what to do about it.
///
/// The same value becomes a paragraph in the terminal, the body of a JUnit failure and a SARIF result.
///
///     FAIL  example.com may send › SPF authorises the pool [203.0.113.99]
///       --> Scenarios/auth.yaml:14:39                                       excerpt.span
///        |
///     14 |       - { ip: 203.0.113.99, expect: fail }                        excerpt.line
///        |                                     ^^^^ got pass                 label
///        = matched include:_spf.vendor.example → ip4:203.0.113.0/24         notes
public struct Finding: Sendable, Hashable, Codable {
    /// Which rule speaks, or which kind of problem this is.
    public var rule: RuleID
    /// How much it matters.
    public var severity: Severity
    /// One sentence without a full stop that makes sense alone: `expected fail, got pass`.
    public var message: String
    /// A few words beside the caret; the message is used where it is nil.
    public var label: String?
    /// Where it is, with the line itself; nil where there is no place.
    public var excerpt: SourceExcerpt?
    /// What to write or do instead, as an instruction.
    public var remedy: String?
    /// What else helps to understand it, in order: what was matched, further places, the server's words.
    public var notes: [Note]

    /// A finding; what is not known is left out.
    public init(
        _ rule: RuleID,
        _ severity: Severity,
        _ message: String,
        label: String? = nil,
        at excerpt: SourceExcerpt? = nil,
        remedy: String? = nil,
        notes: [Note] = []
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.label = label
        self.excerpt = excerpt
        self.remedy = remedy
        self.notes = notes
    }

    /// A line below a finding: a text, and a second place where it has one.
    public struct Note: Sendable, Hashable, Codable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        /// What is said; empty where the place alone says it.
        public var text: String
        /// The place spoken of.
        public var excerpt: SourceExcerpt?

        /// A note, with a place or without.
        public init(_ text: String, at excerpt: SourceExcerpt? = nil) {
            self.text = text
            self.excerpt = excerpt
        }

        /// A note without a place.
        public init(stringLiteral value: String) {
            self.init(value)
        }
    }
}
