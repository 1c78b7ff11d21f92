import MailTransport
import Support
import Testing

@Suite("IMAP names, dates and marks")
struct IMAPValuesTests {
    @Test(
        "a mailbox name goes to modified UTF-7 and back",
        arguments: [
            // RFC 3501 §5.1.3 has this one.
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("Entwürfe", "Entw&APw-rfe"), ("a&b", "a&-b"), ("INBOX", "INBOX"), ("", ""), ("😀", "&2D3eAA-"),
        ])
    func names(name: String, wire: String) {
        #expect(String(decoding: IMAPMailboxName.encode(name), as: UTF8.self) == wire)
        #expect(IMAPMailboxName.decode(Array(wire.utf8)) == name)
    }

    @Test(
        "a name that is no modified UTF-7 is read as UTF-8",
        arguments: ["a&b", "&", "&AP-", "&APx-", "&2D0-", "&*-", "Entwürfe", "&AAAAA-"])
    func otherNames(wire: String) {
        #expect(IMAPMailboxName.decodeStrictly(Array(wire.utf8)) == nil)
        #expect(IMAPMailboxName.decode(Array(wire.utf8)) == wire)
    }

    @Test("any name comes back as it was")
    func anyName() {
        var generator = SeededGenerator(seed: 40)
        for _ in 0..<5000 {
            var name = ""
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                let limit: UInt32 = [0x80, 0x800, 0x1_1000].randomElement(using: &generator) ?? 0x80
                if let scalar = UnicodeScalar(UInt32.random(in: 0..<limit, using: &generator)) {
                    name.unicodeScalars.append(scalar)
                }
            }
            let wire = IMAPMailboxName.encode(name)
            #expect(wire.allSatisfy { (0x20...0x7E).contains($0) })
            #expect(IMAPMailboxName.decodeStrictly(wire) == name)
        }
        for wire in Mutations(of: ["&U,BTFw-/&ZeVnLIqe-", "a&-b"], seed: 41) { _ = IMAPMailboxName.decode(wire) }
    }

    @Test(
        "a date is seconds since 1970",
        arguments: [
            (" 1-Jan-1970 00:00:00 +0000", 0), ("17-Jul-1996 02:44:25 -0700", 837_596_665),
            ("29-feb-2000 23:59:59 +0100", 951_865_199), ("1-Mar-2024 00:00:60 +0000", 1_709_251_260),
            ("31-Dec-1969 23:59:59 +0000", -1),
        ] as [(String, Int64)])
    func dates(text: String, seconds: Int64) {
        #expect(IMAPDate(Array(text.utf8))?.unixTime == seconds)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "1-Jan-1970", "1-Jan-1970 00:00:00", "0-Jan-1970 00:00:00 +0000", "1-Foo-1970 00:00:00 +0000",
            "1-Jan-1970 24:00:00 +0000", "1-Jan-99999 00:00:00 +0000", "1-Jan-1970 00:00:00 0000",
        ])
    func otherDates(text: String) {
        #expect(IMAPDate(Array(text.utf8)) == nil)
    }

    @Test(
        "a set of a server is read, however large its ranges are",
        arguments: [
            ("4:6,2", [4, 5, 6, 2]), ("9:7", [7, 8, 9]), ("", []), ("1,x,3", [1]), ("1:", [1]), ("1:2:3", []),
        ] as [(String, [UInt32])])
    func sets(text: String, members: [UInt32]) {
        #expect(IMAPSet.members(in: Array(text.utf8)) == members)
        #expect(IMAPSet.members(in: Array("0:4294967295,1:9".utf8)).count == IMAPSet.memberLimit)
    }

    @Test("a search tells its numbers in either form")
    func searchResults() {
        let numbers = ["7", "3"].map { IMAPValue.atom(Array($0.utf8)) }
        let words = ["UID", "ALL", "9:10"].map { IMAPValue.atom(Array($0.utf8)) }
        let data = [
            IMAPData("SEARCH", numbers + [.list([])]), IMAPData("ESEARCH", [.list([])] + words),
            IMAPData("ESEARCH", [.list([])]), IMAPData(number: 4, "EXISTS", []),
        ]
        #expect(IMAPFetch.searchResult(in: data) == [3, 7, 9, 10])
    }

    private func listing(_ names: [(attributes: [String], name: String)]) -> [IMAPFolder] {
        IMAPFolder.folders(
            in: names.map { entry in
                IMAPData(
                    "LIST",
                    [
                        .list(entry.attributes.map { .atom(Array($0.utf8)) }), .string([UInt8(ascii: "/")]),
                        .string(Array(entry.name.utf8)),
                    ])
            })
    }

    @Test("a special-use attribute says what a folder is for, whatever its name")
    func specialUse() {
        let folders = listing([
            ([], "inbox"), (["\\HasNoChildren", "\\JUNK"], "[Gmail]/Pourriel"), (["\\All"], "[Gmail]/Tous"),
            ([], "Spam"), (["\\Trash", "\\Noselect"], "Corbeille"),
        ])
        #expect(folders.map(\.role) == [.inbox, .junk, .all, .other, .trash])
        #expect(folders.map(\.isSelectable) == [true, true, true, true, false])
    }

    @Test(
        "without attributes the usual names say it, at any depth",
        arguments: ["Spam", "JUNK", "INBOX/Junk E-mail", "Bulk Mail"])
    func usualNames(name: String) {
        #expect(listing([([], "INBOX"), ([], "Sent"), ([], name)]).map(\.role) == [.inbox, .other, .junk])
    }

    @Test("a folder whose name holds a line break cannot be opened, and no message about a folder has two lines")
    func lineBreak() {
        #expect(listing([([], "a&AA0ACg-b&hO4-")]).first?.name == "a??b\u{84EE}")
        #expect(listing([([], "a\r\nM9 DELETE INBOX")]).first?.isSelectable == false)
    }

    @Test("marks are read from folded fields, in any case of letters, and not from the body")
    func marks() {
        let header = """
            Received: from a\r
            x-mailproof-SEED:\r
            \t t1 \r
            X-Mailproof-Seed: t2\r
            X-Mailproof-Seed-Other: t3\r
            Message-ID:<1@example.org>\r
            not a field\r
            \r
            X-Mailproof-Seed: t4\r
            """
        let marks = IMAPMarks(header: Array(header.utf8))
        #expect(marks.tokens == ["t1", "t2"])
        #expect(marks.messageID == "<1@example.org>")
        #expect(IMAPSought(token: "t2").isMarked(by: marks))
        #expect(IMAPSought(token: "gone", messageID: "<1@example.org>").isMarked(by: marks))
        #expect(!IMAPSought(token: "t4").isMarked(by: marks))
        #expect(!IMAPSought(token: "t").isMarked(by: marks))
    }

    @Test(
        "a URL names host, port and whether TLS begins at once",
        arguments: [
            ("imaps://imap.example.org", IMAPEndpoint(host: "imap.example.org", port: 993)),
            ("imap://[::1]:2143/", IMAPEndpoint(host: "::1", port: 2143, usesImplicitTLS: false)),
            ("IMAP://127.0.0.1", IMAPEndpoint(host: "127.0.0.1", port: 143, usesImplicitTLS: false)),
        ])
    func endpoints(url: String, endpoint: IMAPEndpoint) {
        #expect(IMAPEndpoint(url: url) == endpoint)
        #expect(IMAPEndpoint(url: endpoint.description) == endpoint)
    }

    @Test(
        "no other URL does",
        arguments: ["smtp://a", "imap://", "imap://u:p@a", "imap://a/INBOX", "imap://a:0", "a:143"])
    func otherURLs(url: String) {
        #expect(IMAPEndpoint(url: url) == nil)
    }
}
