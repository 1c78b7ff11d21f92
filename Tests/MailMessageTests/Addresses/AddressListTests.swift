import MailMessage
import Support
import Testing

@Suite("AddressList")
struct AddressListTests {
    private func parse(_ text: String) -> AddressList { AddressList.parse(Array(text.utf8)[...]) }

    @Test(
        "mailboxes are read with their names",
        arguments: [
            ("ana@example.org", ["ana@example.org"]),
            ("Ana <ana@example.org>", ["Ana <ana@example.org>"]),
            ("<ana@example.org>", ["ana@example.org"]),
            ("\"Doe, John\" <j@example.org>, b@example.org", ["Doe, John <j@example.org>", "b@example.org"]),
            ("=?utf-8?Q?J=C3=B6rg?= Doe <j@example.org>", ["Jörg Doe <j@example.org>"]),
            ("=?utf-8?Q?J=C3=B6?= =?utf-8?Q?rg?= <j@example.org>", ["Jörg <j@example.org>"]),
            ("\"=?utf-8?Q?x?=\" <j@example.org>", ["=?utf-8?Q?x?= <j@example.org>"]),
            ("John Q. Public <j@example.org>", ["John Q. Public <j@example.org>"]),
            ("j@example.org (John (the) Doe)", ["j@example.org"]),
            // RFC 5322 appendix A.5 and A.6: comments, folds and obsolete forms.
            (
                "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>,\r\n c@(Chris's host.)public.example",
                ["Pete <pete@silly.test>", "c@public.example"]
            ),
            (
                "Mary Smith <@node.test,@other.test:mary@example.net>, , jdoe@test . example",
                ["Mary Smith <mary@example.net>", "jdoe@test.example"]
            ),
            ("john . doe@example.org", ["john.doe@example.org"]),
            ("Joe@ <", []),
            ("", []),
        ])
    func mailboxes(text: String, expected: [String]) {
        #expect(parse(text).mailboxes.map(\.description) == expected)
    }

    @Test("groups have a name and members, or none")
    func groups() {
        let list = parse("A Group:Ed <ed@x.example>,joe@y.example;, undisclosed-recipients:;")
        #expect(list.problems.isEmpty)
        guard case .group(let name, let members) = list.entries.first else {
            Issue.record("no group")
            return
        }
        #expect(name == "A Group")
        #expect(members.map(\.mailbox.address.localPart) == ["ed", "joe"])
        #expect(list.entries.count == 2)
        #expect(list.mailboxes.count == 2)
    }

    @Test(
        "what is wrong is told with its place, and the rest is read",
        arguments: [
            ("Ana, b@x.example", "Ana", 1), ("a b@x.example, c@x.example", "a b@x.example", 1),
            ("a..b@x.example", "a..b@x.example", 1), ("a@x.example b, c@x.example", "b", 2),
            ("Ana <ana@x.example, b@x.example", "<ana@x.example", 2), ("Ana <>, b@x.example", "<", 1),
            ("g: a@x.example", "g: a@x.example", 1), ("a@-, b@x..example", "b@x..example", 1),
            ("a@x.example; b@x.example", ";", 2), ("<a@x.example> <b@x.example>, c@x.example", "<", 2),
        ])
    func problems(text: String, place: String, count: Int) throws {
        let list = parse(text)
        let bytes = Array(text.utf8)
        let shown = list.problems.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(shown == [place])
        #expect(list.mailboxes.count == count)
    }

    @Test("a place in a field is an offset in the field's bytes")
    func fieldPlaces() throws {
        let field = try #require(HeaderField(bytes: Array("To: a@x.example,\r\n Bea <b@x.example>\r\n".utf8)))
        let places = AddressList.parse(field).placedMailboxes.map {
            String(decoding: field.bytes[$0.range], as: UTF8.self)
        }
        #expect(places == ["a@x.example", "Bea <b@x.example>"])
    }

    @Test(
        "what is written is read the same",
        arguments: ["Ana", "Doe, John", "Jörg \"J\" Ö", "a.b", " x ", "=?x", "日本語のとても長い名前で七十五文字の限界を超えるもの"])
    func roundTrip(name: String) throws {
        let mailbox = Mailbox(displayName: name, address: try Address("a@x.example"))
        #expect(mailbox.headerText.utf8.allSatisfy { $0 < 0x80 })
        #expect(Mailbox(mailbox.headerText) == mailbox)
    }

    @Test("any bytes are read in linear time, and places lie within them")
    func anyBytes() {
        var random = SeededGenerator()
        let alphabet = Array("a@.,;:<>()[]\"\\ \r\n=?".utf8) + [0xC3, 0]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let list = AddressList.parse(bytes[...])
            for problem in list.problems { #expect(problem.range.upperBound <= bytes.count) }
            for mailbox in list.placedMailboxes { #expect(mailbox.range.upperBound <= bytes.count) }
        }
        for hostile in ["(", "<", "a@", "\"", "a,", "a:", "@x,", "<@", "a.", "a@b<"] {
            let list = parse(String(repeating: hostile, count: 50_000))
            #expect(list.problems.count <= 50_001)
        }
    }
}
