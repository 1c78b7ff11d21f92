import Foundation
import MailMessage
import Testing

/// Messages and their expected parse by Stalwart's mail-parser, beside the project where they are present.
@Suite("MIME torture")
struct MIMETortureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/oracles/lint/mime").standardizedFileURL

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
    }()

    /// A message; what is expected was made from the messages without their carriage returns.
    static func message(_ name: String) throws -> [UInt8] {
        try Data(contentsOf: folder.appending(path: "\(name).eml")).filter { $0 != 0x0D }
    }

    /// What is expected of it, as JSON.
    static func expectation(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: "\(name).json"))
    }

    /// Where the other parser departs from what is done here, and why that is right.
    private static let deviations: [String: String] = [
        "000": "it drops parts that have no empty line before the next delimiter",
        "004": "it takes --ab for a delimiter of boundary a",
        "005": "it takes a boundary in the middle of a line for a delimiter",
        "008": "it lets an inner multipart run over a delimiter of the outer one, which RFC 2046 §5.1.2 forbids",
        "011": "a line break that ends the header and precedes a delimiter belongs to the delimiter here",
        "012": "it lets an inner multipart run over a delimiter of the outer one, which RFC 2046 §5.1.2 forbids",
        "015": "it lets an inner multipart run over a delimiter of the outer one, which RFC 2046 §5.1.2 forbids",
        "016": "it takes longer boundaries for delimiters of a shorter one",
        "020": "of two Content-Type fields in a part it takes the second",
    ]

    private struct Expected: Decodable {
        var parts: [Part]

        struct Part: Decodable {
            var offset_body: Int
            var offset_end: Int
            var body: Body
        }

        enum Body: Decodable {
            case text(String)
            case multipart(count: Int)
            case message(Expected)
            case binary([UInt8])

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                let key = try #require(container.allKeys.first)
                switch key.stringValue {
                case "Multipart": self = .multipart(count: try container.decode([Int].self, forKey: key).count)
                case "Message": self = .message(try container.decode(Expected.self, forKey: key))
                case "Text", "Html": self = .text(try container.decode(String.self, forKey: key))
                default: self = .binary(try container.decode([UInt8].self, forKey: key))
                }
            }
        }

        struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
    }

    @Test(
        "parts, their places and their contents are those of another parser",
        .enabled(if: !names.isEmpty, "no oracle here"), arguments: names)
    func agreement(name: String) throws {
        let expected = try JSONDecoder().decode(Expected.self, from: try Self.expectation(name))
        let root = Message(bytes: try Self.message(name)).mimeRoot
        let differences = differences(root, expected)
        if let reason = Self.deviations[name] {
            #expect(!differences.isEmpty, "no deviation any more: \(reason)")
        } else {
            #expect(differences.isEmpty)
        }
    }

    private func differences(_ root: MIMEPart, _ expected: Expected) -> [String] {
        // The other parser lists an inner message as one part, and its parts below that.
        var parts: [MIMEPart] = []
        func collect(_ part: MIMEPart) {
            parts.append(part)
            if part.contentType.type == "multipart" { part.children.forEach(collect) }
        }
        collect(root)
        guard parts.count == expected.parts.count else {
            return ["\(parts.count) parts in place of \(expected.parts.count)"]
        }
        var result: [String] = []
        for (part, other) in zip(parts, expected.parts) {
            if part.body.startIndex != other.offset_body {
                result.append("body at \(part.body.startIndex), not \(other.offset_body)")
            }
            switch other.body {
            case .multipart(let count):
                if part.children.count != count { result.append("\(part.children.count) children, not \(count)") }
            case .message(let inner):
                guard let child = part.children.first else {
                    result.append("no inner message")
                    continue
                }
                result += differences(child, inner)
            case .text(let text):
                if let own = part.text, own != text { result.append("text \(own.prefix(60)), not \(text.prefix(60))") }
            case .binary(let bytes):
                if part.decodedBody != bytes { result.append("\(part.decodedBody.count) bytes, not \(bytes.count)") }
            }
        }
        return result
    }
}
