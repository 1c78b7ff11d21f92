import Findings
import MailMessage
import Support
import TemplateLint
import Testing

@Suite struct DecodedPartTests {
    private func message(_ encoding: String, _ body: [UInt8], charset: String = "utf-8") -> SourceText {
        let header = "Content-Type: text/plain; charset=\(charset)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n"
        return SourceText(file: "a.eml", bytes: Array(header.utf8) + body)
    }

    private func decoded(_ source: SourceText) throws -> LintText {
        try #require(DecodedPart.first("plain", of: Message(bytes: source.bytes).mimeRoot, in: source))
    }

    /// The bytes of the file that a stretch of the text is said to come from.
    private func origin(of range: Range<Int>, _ text: LintText, in source: SourceText) throws -> ArraySlice<UInt8> {
        let place = try #require(text.origin.origin(ofByte: range.lowerBound, length: range.count)).place
        let start = source.byteOffset(ofLine: place.line) + place.column - 1
        return source.bytes[start..<start + place.length]
    }

    @Test("a finding in base64 points to the digits of what it is about", arguments: [76, 75, 4, 1])
    func base64(lineLength: Int) throws {
        let text = "<p>Hello, this is a text of some length, and here: NEEDLE is what is looked for.</p>"
        var body: [UInt8] = []
        for (index, digit) in Base64.encode(text.utf8).enumerated() {
            if index > 0, index % lineLength == 0 { body += [0x0D, 0x0A] }
            body.append(digit)
        }
        let source = message("base64", body)
        let part = try decoded(source)
        #expect(part.text.text == text)
        for index in part.bytes.indices {
            let place = try #require(part.origin.origin(ofByte: index, length: 1)).place
            let offset = source.byteOffset(ofLine: place.line) + place.column - 1
            let digits = source.bytes[..<offset].suffix(offset - (source.bytes.count - body.count))
                .count { $0 != 0x0D && $0 != 0x0A }
            #expect(digits == index * 4 / 3)
        }
        guard lineLength == 76 else { return }
        let start = try #require(text.utf8.firstRange(of: "NEEDLE".utf8)).lowerBound
        let offset = text.utf8.distance(from: text.startIndex, to: start)
        let digits = try origin(of: offset..<offset + 6, part, in: source)
        #expect(Base64.encode("NEEDLE".utf8).count == digits.count)
    }

    @Test("text of one byte a character keeps its places, in every encoding")
    func transcoded() throws {
        let bytes: [UInt8] = Array("caf".utf8) + [0xE9] + Array(" au ".utf8) + [0xE9, 0xE8] + Array("lait".utf8)
        for encoding in ["8bit", "quoted-printable", "base64"] {
            let body =
                switch encoding {
                case "base64": Base64.encode(bytes)
                case "quoted-printable": QuotedPrintable.encode(bytes)
                default: bytes
                }
            let source = message(encoding, body, charset: "iso-8859-1")
            let part = try decoded(source)
            #expect(part.text.text == "café au éèlait")
            let lait = part.bytes.count - 4
            let place = try #require(part.origin.origin(ofByte: lait, length: 4)).place
            let expected =
                switch encoding {
                case "base64": (bytes.count - 4) * 4 / 3 + 1
                case "quoted-printable": bytes.count - 4 + 3 * 2 + 1
                // A column counts the bytes that continue no character.
                default: bytes.count - 4 + 1
                }
            #expect(place.column == expected, "\(encoding)")
            #expect(place.line == 4)
        }
    }

    @Test("each byte of quoted-printable knows where it stands")
    func quotedPrintable() throws {
        let source = message("quoted-printable", Array("a=C3=A9 b  \r\nsoft=  \r\n end=x".utf8))
        let part = try decoded(source)
        #expect(part.text.text == "aé b\r\nsoft end=x")
        for index in part.bytes.indices {
            let spelling = Array(try origin(of: index..<index + 1, part, in: source))
            #expect(QuotedPrintable.decode(spelling + Array("|".utf8)).dropLast() == [part.bytes[index]])
        }
    }

    @Test("the text of an attached message is not the mail's own")
    func attached() {
        let text = """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: message/rfc822

            Content-Type: text/html

            <p>Forwarded</p>
            --b
            Content-Type: text/plain
            Content-Disposition: attachment

            notes
            --b--
            """
        let source = SourceText(file: "a.eml", text: text)
        let root = Message(bytes: source.bytes).mimeRoot
        #expect(DecodedPart.first("html", of: root, in: source) == nil)
        #expect(DecodedPart.first("plain", of: root, in: source) == nil)
    }

    @Test("any body has a place for each of its bytes that is in it")
    func anyBody() throws {
        var random = SeededGenerator(seed: 31)
        let pieces = ["=", "=C3", "=\r\n", " ", "\t", "\r\n", "ab", "QUJD", "==", "!", "\n", "=3d", "é"]
        for _ in 0..<3000 {
            let body = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            let encoding = ["base64", "quoted-printable", "8bit"].randomElement(using: &random) ?? ""
            let charset = ["utf-8", "windows-1252", "big5"].randomElement(using: &random) ?? ""
            let source = message(encoding, Array(body.joined().utf8), charset: charset)
            let part = try decoded(source)
            for index in part.bytes.indices {
                let place = try #require(part.origin.origin(ofByte: index, length: 1), "\(body) \(encoding)").place
                #expect(place.line >= 4)
            }
        }
    }
}
