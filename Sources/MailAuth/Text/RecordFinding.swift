public import DNS
public import Findings

/// Something to mend in a published record, beside the verdict that receivers reach.
///
/// SPF, DKIM and DMARC say what they find in records with this one type: a stable rule, the octets that are meant, the
/// section that asks for it, and the text to publish instead where one can be written.
public struct RecordFinding: Sendable, Hashable {
    /// The stable name: `spf/allow-all`.
    public var rule: RuleID
    /// How much it matters.
    public var severity: Severity
    /// What was found, in one sentence without a full stop.
    public var message: String
    /// The TXT record that is spoken of; nil where the record is missing, or where it is about no single one.
    public var resource: ResourceRecord?
    /// The octets that are meant, in the joined text of the record.
    public var range: Range<Int>
    /// The terms or names that lead to the record, from the domain's own on; empty for its own record.
    public var path: [String]
    /// The section that it follows from, in the form `RFC 7208 §5.1`.
    public var section: String
    /// What to do, as an instruction.
    public var remedy: String?
    /// The text of the record that should be published instead; nil where nobody can know it.
    public var replacement: String?

    /// A finding; what is not known is left out.
    public init(
        _ rule: RuleID, _ severity: Severity, _ message: String, in resource: ResourceRecord? = nil,
        at range: Range<Int> = 0..<0, path: [String] = [], section: String, remedy: String? = nil,
        replacement: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.resource = resource
        self.range = range
        self.path = path
        self.section = section
        self.remedy = remedy
        self.replacement = replacement
    }

    /// The place of the octets in a zone file; nil where the record came from the network.
    public var place: Place? {
        resource?.origin?.place(ofText: range)
    }

    /// The octets that are meant, as they are written.
    public var excerpt: String {
        guard let text = resource?.data.joinedText, range.lowerBound < text.count else { return "" }
        return text[range.clamped(to: text.indices)].printable
    }
}
