import Findings
import Foundation
import Testing

@Suite("JSONString")
struct JSONStringTests {
    @Test("quotes, backslashes and control characters are escaped, and nothing else")
    func escapes() {
        #expect(JSONString.quoted("a\"b\\c\n\r\t\u{1}\u{1F}é😀/") == #""a\"b\\c\n\r\t\u0001\u001fé😀/""#)
        #expect(JSONString.quoted("") == "\"\"")
        // One Character, and two to be escaped.
        #expect(JSONString.quoted("\r\n") == #""\r\n""#)
    }

    @Test("any character is read again as it was")
    func roundTrip() throws {
        let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
        let read = try JSONDecoder().decode([String].self, from: Data("[\(JSONString.quoted(text))]".utf8))
        #expect(read == [text])
    }
}
