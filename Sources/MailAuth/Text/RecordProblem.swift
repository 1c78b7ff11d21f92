/// Something in the text of a record that its grammar or its standard does not admit.
public struct RecordProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The octets that are meant, in the joined text of the record; `ResourceRecord.origin` turns them into a place.
    public var range: Range<Int>
    /// What was found and what was expected, in one sentence without a full stop.
    public var message: String
    /// What to write instead, as an instruction; nil where nobody can know.
    public var remedy: String?

    /// A problem at a stretch of the record's text.
    public init(_ range: Range<Int>, _ message: String, remedy: String? = nil) {
        self.range = range
        self.message = message
        self.remedy = remedy
    }

    /// The message with the offset of the first octet: `at octet 12: …`.
    public var description: String {
        "at octet \(range.lowerBound): \(message)"
    }
}
