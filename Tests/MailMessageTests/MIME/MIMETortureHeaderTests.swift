import Findings
import Foundation
import MailMessage
import Testing

/// The header fields of the same messages as `MIMETortureTests`: their names, places and values.
@Suite("MIME torture, header fields")
struct MIMETortureHeaderTests {
    /// Fields whose reading differs, by message, and why that is right.
    private static let deviations: [String: (fields: Set<String>, reason: String)] = [
        "004": (["content-type"], "it takes --ab for a delimiter of boundary a, and reads a part there"),
        "007": (["from"], "it takes a word without an @ for an address, which RFC 5322 §3.4.1 does not"),
        "015": (
            [
                "return-path", "Received-SPF", "Authentication-Results", "received", "content-type", "X-Spam-Result",
                "X-Spam-Score", "spf=none (mail.mailserver.de", "spf=pass (mail.mailserver.de",
                "Thu, 12 Feb 2026 12", "Thu, 12 Feb 2026 13",
            ],
            "it reads lines of a damaged attached header as fields, a date among them, where a line that is no field "
                + "ends the header here"
        ),
        "016": (["content-type"], "it takes longer boundaries for delimiters of a shorter one, and reads a part there"),
    ]

    private struct Expected: Decodable {
        var parts: [Part]

        struct Part: Decodable {
            var headers: [Header]
            var offset_header: Int
            var body: Body
        }

        struct Body: Decodable {
            var Message: Expected?
        }

        struct Header: Decodable {
            var name: Name
            var value: Value
            var offset_field: Int
            var offset_start: Int
            var offset_end: Int
        }

        /// `content_type`, or another name as it is written.
        struct Name: Decodable {
            var text: String

            init(from decoder: any Decoder) throws {
                if let known = try? decoder.singleValueContainer().decode(String.self) {
                    text = known.replacing("_", with: "-")
                } else {
                    text = try decoder.singleValueContainer().decode([String: String].self)["other"] ?? ""
                }
            }
        }

        struct Value: Decodable {
            var Text: String?
            var TextList: [String]?
            var ContentType: TypeValue?
            var Address: AddressValue?
            var DateTime: DateValue?
        }

        struct TypeValue: Decodable {
            var c_type: String
            var c_subtype: String?
            var attributes: [Attribute]?
        }

        struct Attribute: Decodable {
            var name: String
            var value: String
        }

        struct AddressValue: Decodable {
            var List: [Mailbox]?
        }

        struct Mailbox: Decodable {
            var name: String?
            var address: String?
        }

        struct DateValue: Decodable {
            var year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
            var tz_before_gmt: Bool
            var tz_hour: Int, tz_minute: Int
        }
    }

    @Test(
        "names, places and values are those of another parser",
        .enabled(if: !MIMETortureTests.names.isEmpty, "no oracle here"), arguments: MIMETortureTests.names)
    func agreement(name: String) throws {
        let bytes = try MIMETortureTests.message(name)
        let expected = try JSONDecoder().decode(Expected.self, from: try MIMETortureTests.expectation(name))
        var headers = expected.parts.flatMap(\.headers)
        var pending = expected.parts.compactMap(\.body.Message)
        while let inner = pending.popLast() {
            headers += inner.parts.flatMap(\.headers)
            pending += inner.parts.compactMap(\.body.Message)
        }
        let fields = Dictionary(
            Message(bytes: bytes).mimeRoot.allParts.flatMap(\.fields).map { ($0.offset, $0) }, uniquingKeysWith: { $1 })
        var differences: [String: String] = [:]
        for header in headers {
            guard let field = fields[header.offset_field] else {
                differences[header.name.text] = "no field at \(header.offset_field)"
                continue
            }
            if let difference = difference(field, header) { differences[header.name.text] = difference }
        }
        let known = Self.deviations[name]?.fields ?? []
        #expect(Set(differences.keys) == known, "\(differences)")
    }

    private func difference(_ field: HeaderField, _ header: Expected.Header) -> String? {
        if field.name.lowercased() != header.name.text.lowercased() { return "named \(field.name)" }
        let start = field.offset + field.colon + 1
        let end = field.offset + field.bytes.count
        if start != header.offset_start || end != header.offset_end { return "at \(start)..<\(end)" }
        let value = header.value
        if let text = value.Text ?? value.TextList?.joined(separator: " ") {
            let own = collapsed(field.decodedValue)
            // Identifiers are given without their brackets.
            return own == collapsed(text) || own.filter { !"<>".contains($0) } == collapsed(text) ? nil : "'\(own)'"
        }
        if let type = value.ContentType { return difference(field, type) }
        if let list = value.Address?.List {
            let own = AddressList.parse(field).mailboxes.map { ($0.displayName, "\($0.address)") }
            let same =
                own.count == list.count
                && zip(own, list).allSatisfy { $0.1 == $1.address && collapsed($0.0 ?? "") == collapsed($1.name ?? "") }
            return same ? nil : "\(own)"
        }
        if let date = value.DateTime {
            guard let own = MessageDate.read(Array(field.rawValue)) else { return "no date" }
            let offset = (date.tz_hour * 60 + date.tz_minute) * (date.tz_before_gmt ? -1 : 1)
            let local = WallTime(microseconds: own.time.microseconds + Int64(offset) * 60_000_000)
            let text = String(
                format: "%04d-%02d-%02dT%02d:%02d:%02d", date.year, date.month, date.day, date.hour, date.minute,
                date.second)
            return local.withoutZone == text ? nil : local.withoutZone
        }
        return nil
    }

    private func difference(_ field: HeaderField, _ type: Expected.TypeValue) -> String? {
        let value = Array(field.rawValue)
        let content = ContentType(value)
        let disposition = ContentDisposition(value)
        let kind = type.c_subtype == nil ? disposition?.kind : content?.description
        let expected = type.c_subtype.map { "\(type.c_type)/\($0)" } ?? type.c_type
        if kind != expected.lowercased() { return "\(kind ?? "unreadable")" }
        let parameters = (type.c_subtype == nil ? disposition?.parameters : content?.parameters) ?? HeaderParameters()
        let own = parameters.entries.map { "\($0.name)=\($0.value)" }.sorted()
        let theirs = (type.attributes ?? []).map { "\($0.name.lowercased())=\($0.value)" }.sorted()
        return own == theirs ? nil : "\(own), not \(theirs)"
    }

    private func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
