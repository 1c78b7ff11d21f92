import MailMessage
import Support
import Testing

@Suite("HeaderField, piece by piece")
struct DecodedPieceTests {
    private func field(_ text: String) throws -> HeaderField {
        try #require(HeaderField(bytes: Array(text.utf8)))
    }

    @Test("plain text and encoded words have their places, and no piece reaches over a fold")
    func pieces() throws {
        let field = try field("Subject: Hi =?utf-8?Q?caf=C3?=\r\n =?utf-8?Q?=A9?= and\r\n more \r\n")
        let pieces = field.decodedPieces(limit: 1000)
        #expect(pieces.map(\.text) == ["Hi ", "café", " and", " more"])
        #expect(pieces.map(\.isEncoded) == [false, true, false, false])
        let spelt = pieces.map { String(decoding: field.bytes[$0.range], as: UTF8.self) }
        #expect(spelt == ["Hi ", "=?utf-8?Q?caf=C3?=\r\n =?utf-8?Q?=A9?=", " and", " more"])
    }

    @Test("the pieces together are the decoded value, and a plain piece is what stands in the field")
    func together() throws {
        for octets in Mutations(
            of: ["A: b =?utf-8?Q?c?= =?utf-8?B?ZA==?=\r\n e\r\n\tf \r\n", "A:\r\n b\r\n"], seed: 53)
        {
            guard let field = HeaderField(bytes: octets) else { continue }
            let pieces = field.decodedPieces(limit: .max)
            guard String(decoding: pieces.flatMap { Array($0.text.utf8) }, as: UTF8.self) == field.decodedValue else {
                // Broken UTF-8 is replaced piece by piece.
                #expect(String(validating: octets, as: UTF8.self) == nil, "\(octets)")
                continue
            }
            for piece in pieces where !piece.isEncoded {
                guard String(decoding: field.bytes[piece.range], as: UTF8.self) == piece.text else {
                    Issue.record("a piece is not where it says: \(octets)")
                    return
                }
            }
        }
    }

    @Test("of a long value only the beginning is read")
    func limit() throws {
        let field = try field("Subject: " + String(repeating: "x", count: 1000) + "\r\n")
        #expect(field.decodedPieces(limit: 11).map(\.text) == [String(repeating: "x", count: 10)])
    }
}
