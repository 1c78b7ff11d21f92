import DNS
import Findings
import MailAuth
import Support
import Testing

/// The text of a record with 1️⃣ and 2️⃣ around the octets that a rule means, and what it should say of them.
struct RecordExample: Sendable, CustomTestStringConvertible {
    let rule: String
    let severity: Severity
    let marked: String
    let replacement: String?
    let strings: [Int]

    /// - Parameters:
    ///   - strings: The offsets at which the text is split into strings, beside every 255 octets.
    init(_ rule: String, _ severity: Severity, _ marked: String, to replacement: String? = nil, strings: [Int] = []) {
        self.rule = rule
        self.severity = severity
        self.marked = marked
        self.replacement = replacement
        self.strings = strings
    }

    var testDescription: String { "\(rule): \(text.prefix(60))" }

    var text: String { MarkedText(marked).text }

    /// The octets between the marks.
    var range: Range<Int> {
        let places = MarkedText(marked).places
        guard let start = places[1], let end = places[2] else { return 0..<text.utf8.count }
        return (start.column - 1)..<(end.column - 1)
    }

    /// The record at a name.
    func record(at name: DomainName) -> ResourceRecord {
        Self.record(text, at: name, strings: strings)
    }

    static func record(_ text: String, at name: DomainName, strings: [Int] = []) -> ResourceRecord {
        let octets = Array(text.utf8)
        let starts = Set(stride(from: 0, to: max(1, octets.count), by: 255)).union(strings).sorted()
        let ends = starts.dropFirst() + [octets.count]
        let pieces = zip(starts, ends).map { Array(octets[$0..<$1]) }
        return ResourceRecord(name: name, type: .TXT, timeToLive: 300, data: .txt(pieces))
    }
}
