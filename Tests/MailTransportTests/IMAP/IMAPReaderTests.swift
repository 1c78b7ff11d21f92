import MailTransport
import Support
import Testing

@Suite("IMAPReader")
struct IMAPReaderTests {
    private func responses(_ text: String) throws -> [IMAPResponse] {
        try responses(Array(text.utf8))
    }

    private func responses(_ bytes: [UInt8]) throws -> [IMAPResponse] {
        var reader = IMAPReader()
        reader.feed(bytes)
        var responses: [IMAPResponse] = []
        while let (response, _) = try reader.next() { responses.append(response) }
        return responses
    }

    private func data(_ text: String) throws -> IMAPData {
        try data(try #require(try responses(text).first))
    }

    private func data(_ response: IMAPResponse) throws -> IMAPData {
        guard case .data(let data) = response else { throw NoData() }
        return data
    }

    private struct NoData: Error {}

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("statuses, data, continuations and tagged answers are told apart")
    func kinds() throws {
        let text = "* OK [UIDNEXT 7] next\r\n+ go on\r\n* 3 EXISTS\r\n* BYE\r\nM1 NO [NONEXISTENT] no such mailbox\r\n"
        #expect(
            try responses(text) == [
                .status(IMAPStatus(.ok, code: "UIDNEXT", argument: "7", text: "next")),
                .continuation("go on"),
                .data(IMAPData(number: 3, "EXISTS", [], cost: 10)),
                .status(IMAPStatus(.bye)),
                .tagged(tag: "M1", IMAPStatus(.no, code: "NONEXISTENT", text: "no such mailbox")),
            ])
    }

    @Test("atoms, strings, literals and nested lists are values")
    func values() throws {
        let text =
            "* 2 FETCH (UID 9 FLAGS (\\Seen $a) X (NIL \"a \\\"b\\\" {3}\" {3}\r\n)\r\n ()) Y ~{2}\r\n\0\u{1})\r\n"
        let data = try data(text)
        #expect(data.number == 2 && data.name == "FETCH")
        #expect(
            data.values == [
                .list([
                    .atom(bytes("UID")), .atom(bytes("9")), .atom(bytes("FLAGS")),
                    .list([.atom(bytes("\\Seen")), .atom(bytes("$a"))]), .atom(bytes("X")),
                    .list([.atom(bytes("NIL")), .string(bytes("a \"b\" {3}")), .string(bytes(")\r\n")), .list([])]),
                    .atom(bytes("Y")), .string([0, 1]),
                ])
            ])
    }

    @Test("a message that imitates the end of a command ends nothing")
    func imitation() throws {
        let mail = "M1 OK done\r\n* BYE\r\n)\r\nM1 OK done {9}\r\n"
        let text = "* 1 FETCH (BODY[HEADER] {\(mail.utf8.count)}\r\n\(mail) UID 4)\r\nM1 OK really\r\n"
        let all = try responses(text)
        #expect(all.count == 2)
        #expect(try IMAPFetch.messages(in: [data(all[0])])[4]?.section == bytes(mail))
        #expect(all[1] == .tagged(tag: "M1", IMAPStatus(.ok, text: "really")))
    }

    @Test("a quoted subject that ends like a literal announces none")
    func quotedBrace() throws {
        let envelope = "* 1 FETCH (ENVELOPE (\"x\" \"{5}\"))\r\n"
        let all = try responses(envelope + "* LIST () \"/\" \"a{3}\"\r\nM1 OK {7}\r\n* OK {4}\r\n")
        #expect(all.count == 4)
    }

    @Test("a section in brackets is one atom, spaces and all")
    func section() throws {
        let text =
            "* 1 FETCH (UID 3 BODY[HEADER.FIELDS (X-A \"B\")]<0> \"A: 1\" "
            + "INTERNALDATE \" 7-Feb-2026 22:43:04 -0800\")\r\n"
        let data = try data(text)
        let message = try #require(IMAPFetch.messages(in: [data])[3])
        #expect(message.section == bytes("A: 1"))
        #expect(message.internalDate == IMAPDate(unixTime: 1_770_532_984))
    }

    @Test("a mailbox name may have brackets without being a section")
    func brackets() throws {
        let data = try data("* LIST (\\Junk) \"/\" [Gmail]/Spam\r\n")
        #expect(data.values[2] == .atom(bytes("[Gmail]/Spam")))
    }

    @Test(
        "what is no response is an error",
        arguments: [
            "\r\n", "* \r\n", "*\r\n", "hello\r\n", "M1 MAYBE\r\n", "M1 BYE\r\n", "* LIST (\r\n", "* LIST )\r\n",
            "* LIST \"a\r\n", "* LIST \"a\\\r\n", "* X {5\r\n", "* X {}\r\n", "* X {a}\r\n", "* X a{1}\r\nb\r\n",
            "* 1 FETCH (BODY[HEADER\r\n", "* X \(String(repeating: "(", count: 100))\r\n",
        ])
    func malformed(text: String) {
        let error = #expect(throws: IMAPSyntaxError.self) { try responses(text) }
        #expect(error?.kind == .malformed)
    }

    @Test(
        "what is larger than is read is an error as soon as it is announced",
        arguments: [
            "* 1 FETCH (BODY[] {4294967295}\r\n", "* 1 FETCH (BODY[] {99999999999999999999}\r\n",
            "* 1 FETCH (BODY[] {1048577}\r\n",
            String(repeating: "a", count: IMAPReader.textLimit + 1),
            "* X" + String(repeating: " {0}\r\n", count: IMAPReader.literalCountLimit + 1),
        ])
    func tooLarge(text: String) {
        let error = #expect(throws: IMAPSyntaxError.self) { try responses(text) }
        #expect(error?.kind == .tooLarge)
    }

    @Test(
        "however much comes, no more is held than the limits allow",
        arguments: ["x", "* X {1048576}\r\n", "* X \"", "* X ()", "{9}\r\n", "* X {9}\r\n"])
    func held(text: String) {
        var reader = IMAPReader()
        reader.feed(bytes("* 1 FETCH ("))
        let piece = Array(repeating: bytes(text), count: 1 + 16_384 / text.utf8.count).flatMap(\.self)
        let limit = IMAPReader.textLimit + IMAPReader.literalsLimit + piece.count
        var fed = 0
        do throws(IMAPSyntaxError) {
            while fed < 3 * limit {
                reader.feed(piece)
                fed += piece.count
                while try reader.next() != nil {}
                guard reader.heldCount <= limit else { break }
            }
        } catch {
            #expect(error.kind == .tooLarge || error.kind == .malformed)
        }
        #expect(reader.heldCount <= limit)
    }

    @Test("a section that is NIL is an empty one, and a message without one was not told")
    func missingSection() throws {
        let messages = try IMAPFetch.messages(in: [
            data("* 1 FETCH (UID 5 BODY[HEADER] NIL)\r\n"), data("* 2 FETCH (UID 6 FLAGS ())\r\n"),
            data("* 3 FETCH (FLAGS (\\Seen))\r\n"), data("* 2 FETCH (UID 6 INTERNALDATE \"x\")\r\n"),
        ])
        #expect(messages.keys.sorted() == [5, 6])
        #expect(messages[5]?.section == [] && messages[6]?.section == nil)
        #expect(messages[6]?.flags == [] && messages[6]?.internalDate == nil)
    }

    private static let corpus = [
        "* OK [CAPABILITY IMAP4rev1 SASL-IR] ready\r\n* CAPABILITY IMAP4rev1 UIDPLUS X-GM-EXT-1\r\nA1 OK done\r\n",
        "* LIST (\\HasNoChildren \\Junk) \"/\" \"[Gmail]/Spam\"\r\n* LIST () NIL {5}\r\na{3}\r\n x\r\nM1 OK done\r\n",
        "* STATUS INBOX (UIDNEXT 9 UIDVALIDITY 1)\r\n* SEARCH 1 2 3 (MODSEQ 4)\r\n* SEARCH\r\nM2 NO [X] y\r\n",
        "* 1 FETCH (UID 3 FLAGS (\\Seen) INTERNALDATE \" 7-Feb-2026 22:43:04 -0800\" BODY[HEADER]<0> {6}\r\nA: 1\r\n)\r\n",
        "* 1 FETCH (BODY[HEADER.FIELDS (X-A \"B\")] \"a \\\\ \\\" b\" X ((((NIL)) ()) ~{1}\r\n\0))\r\n+ go\r\n* BYE\r\n",
    ]

    /// Everything that is read from bytes which come in pieces of these sizes, and how it ends.
    private func read(_ bytes: [UInt8], pieces: () -> Int) -> ([IMAPResponse], IMAPSyntaxError?) {
        var reader = IMAPReader()
        var responses: [IMAPResponse] = []
        var rest = bytes[...]
        do throws(IMAPSyntaxError) {
            while !rest.isEmpty {
                let piece = rest.prefix(pieces())
                rest = rest.dropFirst(piece.count)
                reader.feed(piece)
                while let (response, _) = try reader.next() { responses.append(response) }
            }
            return (responses, nil)
        } catch {
            return (responses, error)
        }
    }

    @Test("mutated dialogues end in values or errors, and the pieces in which they come change nothing")
    func mutations() {
        var generator = SeededGenerator(seed: 31)
        for bytes in Mutations(of: Self.corpus, seed: 30) {
            let whole = read(bytes) { bytes.count }
            let pieces = read(bytes) { Int.random(in: 1...7, using: &generator) }
            let text = String(decoding: bytes, as: UTF8.self).debugDescription
            #expect(whole.0 == pieces.0 && whole.1 == pieces.1, "\(text)")
            var session = IMAPSession()
            _ = session.begin(IMAPCommand("X", to: "x"))
            for response in whole.0 { _ = try? session.receive(response) }
            let data = whole.0.compactMap { if case .data(let data) = $0 { data } else { nil } }
            for message in IMAPFetch.messages(in: data).values { _ = IMAPMarks(header: message.section ?? []) }
            _ = IMAPFolder.folders(in: data)
            _ = IMAPFetch.searchResult(in: data)
        }
    }

    @Test("whatever stands in a literal, it comes out as it went in")
    func literals() throws {
        var generator = SeededGenerator(seed: 32)
        let telling = Array("M1 OK\r\n*{}()\"\\ 1+".utf8)
        for _ in 0..<2000 {
            let body = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                telling.randomElement(using: &generator) ?? 0
            }
            let text = bytes("* 1 FETCH (UID 5 BODY[HEADER] {\(body.count)}\r\n") + body + bytes(")\r\nM1 OK\r\n")
            let (all, error) = read(text) { Int.random(in: 1...40, using: &generator) }
            #expect(error == nil && all.count == 2)
            #expect(try IMAPFetch.messages(in: [data(all[0])])[5]?.section == body)
        }
    }

    @Test("a long line that comes byte by byte is looked at once")
    func byteByByte() throws {
        var reader = IMAPReader()
        reader.feed(bytes("* SEARCH"))
        for _ in 0..<300_000 {
            reader.feed(bytes(" 1"))
            #expect(try reader.next() == nil)
        }
        reader.feed(bytes("\r\n"))
        #expect(try reader.next() != nil)
        #expect(reader.heldCount == 0)
    }
}
