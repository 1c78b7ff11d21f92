import Findings
import Foundation
import TemplateLint
import Testing

/// What the tree says of the source is what stands there: every element, attribute and text of every page.
@Suite(.enabled(if: LintOracles.areThere, "the oracles are not here"))
struct TreePlacesTests {
    /// Every page, and the HTML part of every message, as bytes.
    private static func pages() throws -> [(name: String, bytes: [UInt8])] {
        let templates = try ["good", "labelled"].flatMap { try LintOracles.files(in: $0, ["html"]) }
        let messages = try ["nice", "spam", "mime"].flatMap { try LintOracles.files(in: $0, LintOracles.messages) }
        // A message is no page, and still has tags that a parser finds.
        return (templates + messages).map { ($0.file, $0.bytes) }
    }

    /// The source of a stretch that holds no character reference and nothing else that a parser alters; nil otherwise.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.contains { $0 == 0x26 || $0 == 0x0D || $0 == 0 } ? nil : String(validating: bytes, as: UTF8.self)
    }

    @Test("a start tag stands where its element is said to begin")
    func elements() throws {
        var seen = 0
        for page in try Self.pages() {
            for element in HTMLDocument(parsing: page.bytes).elements where element.isWritten {
                seen += 1
                let tag = page.bytes[element.range]
                let name = String(decoding: tag.dropFirst().prefix(element.name.utf8.count), as: UTF8.self)
                // WHATWG HTML §13.2.6.4.7: a start tag "image" is read as "img".
                let isRight = name.lowercased() == element.name || (element.name == "img" && name.lowercased() == "ima")
                let isWhole = tag.first == UInt8(ascii: "<") && tag.last == UInt8(ascii: ">")
                #expect(isRight && isWhole, "\(page.name): \(element.name) at \(String(decoding: tag, as: UTF8.self))")
            }
        }
        #expect(seen > 5000)
    }

    @Test("an attribute's name and value stand where they are said to be")
    func attributes() throws {
        var seen = 0
        for page in try Self.pages() {
            for element in HTMLDocument(parsing: page.bytes).elements where element.isWritten {
                for attribute in element.attributes {
                    seen += 1
                    let name = String(decoding: page.bytes[attribute.nameRange], as: UTF8.self)
                    #expect(name.lowercased() == attribute.name, "\(page.name): \(attribute)")
                    #expect(element.range.contains(attribute.nameRange.lowerBound), "\(page.name): \(attribute)")
                    if let value = Self.plain(page.bytes[attribute.valueRange]) {
                        #expect(value == attribute.value, "\(page.name): \(attribute)")
                    }
                    // An attribute without a value ends with its name.
                    guard attribute.valueRange.lowerBound > attribute.nameRange.upperBound else { continue }
                    let before = page.bytes[..<attribute.valueRange.lowerBound].last
                    let after = page.bytes[attribute.valueRange.upperBound...].first
                    if before == UInt8(ascii: "\"") || before == UInt8(ascii: "'") {
                        #expect(before == after, "\(page.name): \(attribute) is not the whole value")
                    }
                }
            }
        }
        #expect(seen > 9000)
    }

    @Test("a text stands where it is said to be")
    func texts() throws {
        var seen = 0
        for page in try Self.pages() {
            for text in HTMLDocument(parsing: page.bytes).texts where !text.isBlank {
                seen += 1
                guard let written = Self.plain(page.bytes[text.range]) else { continue }
                // What stands misplaced in a table is moved before it, in pieces that belong together.
                #expect(
                    written == text.text || text.text.hasPrefix(written.prefix { $0 != "<" }),
                    "\(page.name): '\(text.text)' at '\(written)'")
            }
        }
        #expect(seen > 2000)
    }
}
