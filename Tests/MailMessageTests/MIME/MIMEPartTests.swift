import MailMessage
import Support
import Testing

@Suite("MIMEPart")
struct MIMEPartTests {
    private func root(_ text: String) -> MIMEPart {
        Message(bytes: Array(text.replacing("\n", with: "\r\n").utf8)).mimeRoot
    }

    @Test("a multipart is taken apart, text decoded, preamble and epilogue left out")
    func alternative() {
        let root = root(
            """
            Content-Type: multipart/alternative; boundary="b 1"

            preamble
            --b 1
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            caf=E9

            --b 1 \t
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+w6k8L2I+
            --b 1--
            epilogue
            """)
        #expect(root.children.map(\.contentType.description) == ["text/plain", "text/html"])
        #expect(root.children.map(\.text) == ["café\r\n", "<b>é</b>"])
        #expect(root.allParts.count == 3)
        #expect(root.defects.isEmpty)
    }

    @Test("an inner message is a part with a part of its own")
    func innerMessage() {
        let root = root(
            """
            Content-Type: multipart/digest; boundary=d

            --d

            Subject: one

            first
            --d
            Content-Type: message/rfc822

            Subject: two
            Content-Type: text/html

            second
            --d--
            """)
        #expect(root.children.map(\.contentType.description) == ["message/rfc822", "message/rfc822"])
        #expect(root.children.map { $0.children.first?.fields.first?.unfoldedValue } == ["one", "two"])
        #expect(root.children[1].children[0].text == "second")
    }

    @Test("a boundary that begins another one cuts nothing")
    func prefixBoundary() {
        let root = root(
            """
            Content-Type: multipart/mixed; boundary=a

            --a
            Content-Type: multipart/mixed; boundary=ab

            --ab

            inner
            --ab--
            --a--
            """)
        #expect(root.children.count == 1)
        #expect(root.children[0].children.map(\.text) == ["inner"])
    }

    @Test(
        "what is not in order is told",
        arguments: [
            ("Content-Type: multipart/mixed\n\nx", MIMEPart.Defect.missingBoundary),
            ("Content-Type: multipart/mixed; boundary=b\n\nx", .noParts),
            ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", .missingCloseDelimiter),
            (
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b\n",
                .delimiterAfterClose(offset: 62)
            ),
            ("Content-Type: nonsense\n\nx", .unreadableContentType),
            (
                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n--b--",
                .encodedMultipart
            ),
        ])
    func defects(text: String, defect: MIMEPart.Defect) {
        #expect(root(text).defects.contains(defect))
    }

    @Test("a part of an unknown character set has no text, one of none is UTF-8")
    func characterSets() {
        #expect(root("Content-Type: text/plain; charset=x-klingon\n\nx").text == nil)
        #expect(root("Content-Type: text/plain\n\né").text == "é")
        #expect(root("\né").text == "é")
        #expect(root("Content-Type: image/png\n\nx").text == nil)
    }

    @Test("parts are looked for up to a depth and a number")
    func limits() {
        var deep = ""
        for level in 0..<200 { deep += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        #expect(root(deep).allParts.count == MIMEPart.depthLimit + 1)
        let messages = String(repeating: "Content-Type: message/rfc822\n\n", count: 1000)
        #expect(root(messages).allParts.count == MIMEPart.depthLimit + 1)
        let wide = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 5000)
        #expect(root(wide).allParts.count == MIMEPart.countLimit)
        #expect(root(wide).defects.contains(.limitReached))
    }

    @Test("any bytes are taken apart")
    func anyBytes() {
        var random = SeededGenerator()
        let pieces = [
            "Content-Type: multipart/mixed; boundary=a\r\n", "Content-Type: message/rfc822\r\n", "\r\n", "--a\r\n",
            "--a--",
            "--a", "x", "\n", "Content-Transfer-Encoding: base64\r\n", "=", "\u{FF}",
            "Content-Type: text/plain; charset",
        ]
        for _ in 0..<1000 {
            let text = (0..<Int.random(in: 0...25, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            for part in Message(bytes: Array(text.joined().utf8)).mimeRoot.allParts {
                _ = (part.text, part.decodedBody)
            }
        }
    }
}
