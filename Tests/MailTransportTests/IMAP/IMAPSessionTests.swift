import MailTransport
import Testing

@Suite("IMAPSession")
struct IMAPSessionTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func outcome(_ action: IMAPSession.Action) throws -> IMAPOutcome {
        guard case .finished(let outcome) = action else { throw NotFinished() }
        return outcome
    }

    private struct NotFinished: Error {}

    private func search(for string: some Sequence<UInt8>) throws -> IMAPCommand {
        var command = IMAPCommand("SEARCH SUBJECT", to: "search")
        try command.add(string: string)
        return command
    }

    @Test("a command is over with its tag, and has all that was said before")
    func command() throws {
        var session = IMAPSession()
        #expect(text(session.begin(IMAPCommand("CAPABILITY", to: "ask"))) == "M1 CAPABILITY\r\n")
        #expect(!session.isUsable)
        #expect(try session.receive(.data(IMAPData("CAPABILITY", [.atom(Array("IDLE".utf8))]))) == .wait)
        #expect(try session.receive(.status(IMAPStatus(.ok, code: "UIDNEXT", argument: "12"))) == .wait)
        let outcome = try outcome(try session.receive(.tagged(tag: "M1", IMAPStatus(.ok))))
        #expect(outcome.data.map(\.name) == ["CAPABILITY"])
        #expect(outcome.number(of: "UIDNEXT") == 12)
        #expect(session.isUsable)
        #expect(text(session.begin(IMAPCommand("NOOP", to: "wait"))) == "M2 NOOP\r\n")
    }

    @Test("a string is quoted where it can be")
    func quoting() throws {
        var session = IMAPSession()
        let command = try search(for: "a \"b\" \\c".utf8)
        #expect(text(session.begin(command)) == "M1 SEARCH SUBJECT \"a \\\"b\\\" \\\\c\"\r\n")
    }

    @Test("a string beyond ASCII is a literal, which waits for the server's word")
    func literal() throws {
        var session = IMAPSession()
        var command = try search(for: "ü".utf8)
        command.add("ALL")
        #expect(text(session.begin(command)) == "M1 SEARCH SUBJECT {2}\r\n")
        #expect(try session.receive(.continuation("go")) == .send(Array("ü ALL\r\n".utf8)))
        #expect(throws: IMAPSyntaxError.self) { try session.receive(.continuation("go")) }
        #expect(!session.isUsable)
    }

    @Test("a literal that is refused is not sent")
    func refusedLiteral() throws {
        var session = IMAPSession()
        _ = session.begin(try search(for: "ü".utf8))
        _ = try outcome(try session.receive(.tagged(tag: "M1", IMAPStatus(.bad))))
        #expect(throws: IMAPSyntaxError.self) { try session.receive(.continuation("go")) }
    }

    @Test("a string with a line break or a NUL goes nowhere", arguments: ["a\r\nM2 DELETE INBOX", "a\n", "a\r", "a\0"])
    func injection(string: String) {
        #expect(throws: IMAPUnsendable.self) { try search(for: string.utf8) }
    }

    @Test("an answer with another tag is an error, and so is one to nothing", arguments: ["M2", "A001", "m1"])
    func otherTag(tag: String) {
        var session = IMAPSession()
        #expect(throws: IMAPSyntaxError.self) { try session.receive(.tagged(tag: tag, IMAPStatus(.ok))) }
        session = IMAPSession()
        _ = session.begin(IMAPCommand("NOOP", to: "wait"))
        #expect(throws: IMAPSyntaxError.self) { try session.receive(.tagged(tag: tag, IMAPStatus(.ok))) }
    }

    @Test("behind BYE nothing more is asked, but LOGOUT is still answered")
    func farewell() throws {
        var session = IMAPSession()
        _ = session.begin(IMAPCommand("LOGOUT", to: "log out"))
        #expect(try session.receive(.status(IMAPStatus(.bye, text: "see you"))) == .wait)
        _ = try outcome(try session.receive(.tagged(tag: "M1", IMAPStatus(.ok))))
        #expect(!session.isUsable)
        #expect(session.farewell?.text == "see you")
    }

    @Test("a server that never stops telling is too large an answer")
    func flood() {
        var session = IMAPSession()
        _ = session.begin(IMAPCommand("NOOP", to: "wait"))
        let error = #expect(throws: IMAPSyntaxError.self) {
            for _ in 0...IMAPSession.responsesLimit { _ = try session.receive(.data(IMAPData("EXISTS", []))) }
        }
        #expect(error?.kind == .tooLarge)
        session = IMAPSession()
        _ = session.begin(IMAPCommand("NOOP", to: "wait"))
        let large = IMAPData("FETCH", [], cost: IMAPSession.outcomeLimit / 2 + 1)
        #expect(throws: IMAPSyntaxError.self) {
            _ = try session.receive(.data(large))
            _ = try session.receive(.data(large))
        }
    }

    @Test("a set of messages is written in ranges")
    func sets() {
        #expect(IMAPSet.members([5, 3, 4, 9, 9, 1]).description == "1,3:5,9")
        #expect(IMAPSet.members([4_294_967_295]).description == "4294967295")
        #expect(IMAPSet.from(7).description == "7:*")
    }
}
