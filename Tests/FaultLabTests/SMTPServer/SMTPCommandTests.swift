import FaultLab
import MailMessage
import Support
import Testing

@Suite("Commands")
struct SMTPCommandTests {
    @Test(
        "are understood whatever the case of their words",
        arguments: [
            ("EHLO client.example", SMTPCommand.ehlo("client.example")),
            ("ehlo [192.0.2.1]", .ehlo("[192.0.2.1]")),
            ("HELO my_host", .helo("my_host")),
            ("DATA", .data), ("data  \t", .data), ("RSET", .rset), ("QUIT", .quit),
            ("NOOP anything at all", .noop), ("HELP MAIL", .help), ("VRFY ana", .vrfy),
            ("starttls", .starttls), ("bdat 10", .bdat(octets: 10, isLast: false)),
            ("BDAT 0 last", .bdat(octets: 0, isLast: true)),
            ("BDAT 99999999999999999999 LAST", .bdat(octets: .max, isLast: true)),
            ("auth plain AA==", .auth(mechanism: "PLAIN", initial: "AA==")),
            ("AUTH LOGIN", .auth(mechanism: "LOGIN", initial: nil)),
            ("expn list", .notImplemented("EXPN")),
            ("MAIL FROM:<>", .mail(from: nil, parameters: [])),
            ("RCPT TO:<Postmaster>", .rcpt(to: .postmaster, parameters: [])),
        ])
    func understood(line: String, command: SMTPCommand) throws {
        #expect(try SMTPCommand(line: Array(line.utf8)) == command)
    }

    @Test(
        "name an address in every form of RFC 5321",
        arguments: [
            ("<ana@example.org>", "ana@example.org"),
            ("<a.b+c=d@sub.example.org>", "a.b+c=d@sub.example.org"),
            ("<\"a b\"@example.org>", "\"a b\"@example.org"),
            ("<\"a>b\"@example.org>", "\"a>b\"@example.org"),
            ("<ana@[192.0.2.1]>", "ana@[192.0.2.1]"),
            ("<anä@bücher.example>", "anä@bücher.example"),
            ("<@relay.example,@other.example:ana@example.org>", "ana@example.org"),
        ])
    func addresses(path: String, address: String) throws {
        guard case .mail(let sender, []) = try SMTPCommand(line: Array("MAIL FROM:\(path)".utf8)) else {
            Issue.record("not MAIL without parameters")
            return
        }
        #expect(sender?.description == address)
    }

    @Test("carry parameters, each once")
    func parameters() throws {
        let command = try SMTPCommand(line: Array("MAIL FROM:<a@b.example> size=1000 BODY=8BITMIME X-Y".utf8))
        guard case .mail(_, let parameters) = command else {
            Issue.record("not MAIL")
            return
        }
        #expect(parameters == [.init("SIZE", "1000"), .init("BODY", "8BITMIME"), .init("X-Y")])
        #expect(refusal("MAIL FROM:<a@b.example> SIZE=1 size=2") == "501 5.5.4")
    }

    @Test(
        "with wrong syntax are refused with the code of RFC 5321",
        arguments: [
            ("", "500 5.5.2"), ("GET / HTTP/1.1", "500 5.5.2"), ("MAILFROM:<a@b.example>", "500 5.5.2"),
            ("EHLO", "501 5.5.4"), ("EHLO two names", "501 5.5.4"), ("EHLO a\u{7}b", "501 5.5.4"),
            ("DATA now", "501 5.5.4"), ("STARTTLS now", "501 5.5.4"), ("QUIT please", "501 5.5.4"),
            ("VRFY", "501 5.5.4"),
            ("MAIL", "501 5.5.4"), ("MAIL FROM: <a@b.example>", "501 5.1.7"), ("MAIL FROM :<a@b.example>", "501 5.5.4"),
            ("MAIL FROM:a@b.example", "501 5.1.7"), ("MAIL FROM:<a@b.example", "501 5.1.7"),
            ("MAIL FROM:<a b@c.example>", "501 5.1.7"), ("MAIL FROM:<a@>", "501 5.1.7"),
            ("MAIL FROM:<@route.example>", "501 5.1.7"), ("MAIL FROM:<a@b.example>SIZE=1", "501 5.5.4"),
            ("MAIL FROM:<a@b.example> =1", "501 5.5.4"), ("MAIL FROM:<a@b.example> SIZE=", "501 5.5.4"),
            ("RCPT TO:<>", "501 5.1.3"), ("RCPT TO:<ana>", "501 5.1.3"), ("RCPT TO:<a..b@c.example>", "501 5.1.3"),
            ("BDAT", "501 5.5.4"), ("BDAT x", "501 5.5.4"), ("BDAT -1", "501 5.5.4"), ("BDAT 1 FIRST", "501 5.5.4"),
            ("BDAT 1 LAST now", "501 5.5.4"), ("BDAT 123456789012345678901", "501 5.5.4"), ("AUTH", "501 5.5.4"),
            ("AUTH PLAIN a b", "501 5.5.4"),
        ])
    func refused(line: String, code: String) {
        #expect(refusal(line) == code)
    }

    @Test("with addresses that are no UTF-8 are refused")
    func invalidUTF8() {
        #expect(throws: CommandRefusal.self) {
            try SMTPCommand(line: Array("MAIL FROM:<a".utf8) + [0xFF] + Array("@b.example>".utf8))
        }
    }

    @Test("are held to the lengths of RFC 5321")
    func lengths() throws {
        let local = String(repeating: "a", count: SMTPLimits.localPart)
        _ = try SMTPCommand(line: Array("RCPT TO:<\(local)@b.example>".utf8))
        #expect(refusal("RCPT TO:<\(local)a@b.example>") == "501 5.1.3")
        let labels = Array(repeating: String(repeating: "d", count: 50), count: 5).joined(separator: ".")
        #expect(refusal("RCPT TO:<\(local)@\(labels)>") == "501 5.1.3")
    }

    @Test("of any octets are understood or refused, never more")
    func mutations() {
        var random = SeededGenerator(seed: 7)
        let seeds = [
            "MAIL FROM:<\"a\\\"b\"@[IPv6:2001:db8::1]> SIZE=10 BODY=7BIT",
            "RCPT TO:<@a.example,@b.example:c@d.example>",
            "EHLO [192.0.2.1]", "VRFY \"x", "BDAT 10 LAST", "AUTH PLAIN AGEAYg==",
            "RCPT TO:<ü@x.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+2B@b.example",
        ].map { Array($0.utf8) }
        for round in 0..<20_000 {
            var line = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<max(1, line.count), using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: line.insert(UInt8.random(in: 0...255, using: &random), at: at)
                case 1 where !line.isEmpty: line.remove(at: at)
                default: if !line.isEmpty { line[at] = UInt8.random(in: 0...255, using: &random) }
                }
            }
            do {
                _ = try SMTPCommand(line: line)
            } catch {
                #expect((500...555).contains(error.reply.code))
            }
        }
    }

    private func refusal(_ line: String) -> String? {
        do {
            _ = try SMTPCommand(line: Array(line.utf8))
            return nil
        } catch {
            return "\(error.reply.code) \(error.reply.enhanced ?? "")"
        }
    }
}
