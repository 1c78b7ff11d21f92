import MailTransport
import Support
import Testing

@Suite("Opening a mailbox", .timeLimit(.minutes(10)))
struct IMAPOpeningTests {
    private func error(_ server: ScriptedServer, _ options: IMAPOptions = .plain()) async -> TransportError? {
        defer { server.stop() }
        let endpoint = IMAPEndpoint(host: "127.0.0.1", port: server.port, usesImplicitTLS: false)
        return await #expect(throws: TransportError.self) { try await IMAPMailbox.open(endpoint, options: options) }
    }

    private func quick() -> IMAPOptions {
        var options = IMAPOptions.plain()
        options.connectTimeout = .milliseconds(700)
        return options
    }

    @Test("the right password opens it, and no transcript holds it")
    func password() async throws {
        let server = try IMAPServer { tag, _, peer in
            peer.say("\(tag) BAD no\r\n")
            return true
        }
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        // `\0seed\0secret` in Base64.
        #expect(server.commands.contains { $0.hasSuffix("AUTHENTICATE PLAIN AHNlZWQAc2VjcmV0") })
        let error = await #expect(throws: TransportError.self) { try await mailbox.folders() }
        let transcript = try #require(error?.transcript.text.joined(separator: "\n"))
        #expect(transcript.contains("AUTHENTICATE PLAIN ***"))
        #expect(transcript.contains("C: M2 LIST"))
        #expect(!transcript.contains("AHNlZWQ") && !transcript.contains("secret"))
    }

    @Test("a server without SASL is told user and password, which no transcript holds")
    func plainLogin() async throws {
        let server = try IMAPServer(greeting: "* OK hi\r\n", capabilities: "IMAP4rev1", login: "NO wrong")
        let error = await error(server.server)
        #expect(error?.code == .login)
        #expect(server.commands.contains { $0.hasSuffix("LOGIN seed secret") })
        #expect(error?.transcript.text.joined().contains("LOGIN ***") == true)
        #expect(error?.transcript.text.joined().contains("secret") == false)
    }

    @Test("who prints the options sees no secret")
    func printed() {
        for login in [IMAPOptions.Login.password("secret", user: "seed"), .token("secret", user: "seed")] {
            let options = IMAPOptions(login: login)
            var dumped = ""
            dump(options, to: &dumped)
            #expect(!"\(options) \(String(reflecting: options)) \(dumped)".contains("secret"))
        }
    }

    @Test("what comes in one packet with the answer to the login is not in the way")
    func togetherWithLogin() async throws {
        let server = try IMAPServer(login: "OK welcome\r\n* OK [ALERT] your mailbox is full\r\n* 3 EXISTS")
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        #expect(try await mailbox.folders() == [])
        await mailbox.close()
    }

    @Test("an answer to a challenge is in no transcript")
    func challenge() async throws {
        let server = try ScriptedServer { peer in
            peer.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n")
            _ = peer.line()
            peer.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA001 OK\r\n")
            _ = peer.line()
            peer.say("+ \r\n")
            _ = peer.line()
            peer.say("A002 NO [AUTHENTICATIONFAILED] wrong\r\n")
            _ = peer.readToEnd()
        }
        let error = await error(server)
        #expect(error?.code == .login)
        #expect(error?.detail == "NO [AUTHENTICATIONFAILED] wrong")
        #expect(error?.isTransient == false)
        #expect(error?.transcript.text.contains { $0.hasSuffix("C: ***") } == true)
        #expect(error?.transcript.text.joined().contains("AHNlZWQ") == false)
    }

    @Test("a token is shown by XOAUTH2, and no transcript holds it")
    func token() async throws {
        let server = try IMAPServer(login: "NO expired")
        let error = await error(server.server, .plain(.token("tttoken", user: "seed")))
        #expect(error?.code == .login)
        // `user=seed^Aauth=Bearer tttoken^A^A` in Base64.
        let shown = "dXNlcj1zZWVkAWF1dGg9QmVhcmVyIHR0dG9rZW4BAQ=="
        #expect(server.commands.contains { $0.hasSuffix("AUTHENTICATE XOAUTH2 \(shown)") })
        #expect(error?.transcript.text.joined().contains("dXNlcj1") == false)
    }

    @Test("a server that offers both ways for a token is asked in the standard one")
    func standardToken() async throws {
        let capabilities = "IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER"
        let server = try IMAPServer(greeting: "* OK hi\r\n", capabilities: capabilities, login: "NO expired")
        let error = await error(server.server, .plain(.token("tttoken", user: "seed")))
        #expect(error?.code == .login)
        let line = try #require(server.commands.first { $0.contains("AUTHENTICATE") })
        #expect(line.contains("AUTHENTICATE OAUTHBEARER "))
        let shown = String(try #require(line.split(separator: " ").last))
        #expect(error?.transcript.text.contains { $0.contains(shown) } == false)
    }

    @Test("a token that is answered with a challenge is refused, and no transcript holds either")
    func refusedToken() async throws {
        let server = try ScriptedServer { peer in
            peer.say("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi\r\n")
            _ = peer.line()
            peer.say("* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\nA001 OK\r\n")
            _ = peer.line()
            // Base64 of {"status":"400"}, at which libcurl gives up.
            peer.say("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")
            _ = peer.readToEnd()
        }
        let error = await error(server, .plain(.token("tttoken", user: "seed")))
        #expect(error?.code == .login)
        #expect(error?.isTransient == false)
        let transcript = try #require(error?.transcript.text.joined())
        #expect(!transcript.contains("eyJz") && !transcript.contains("dXNlcj1"))
    }

    @Test("a secret that the server repeats, in whatever encoding, is in no error and no transcript")
    func repeated() async throws {
        // `\0seed\0Tr0ub4dor` in Base64.
        let server = try IMAPServer(login: "NO 'Tr0ub4dor' (AHNlZWQAVHIwdWI0ZG9y) is wrong")
        let error = await error(server.server, .plain(.password("Tr0ub4dor", user: "seed")))
        #expect(error?.code == .login)
        #expect(error?.detail?.hasPrefix("NO '***' (") == true)
        let told = try #require(error).description + (error?.transcript.text.joined() ?? "")
        #expect(!told.contains("Tr0ub4dor") && !told.contains("VHIwdWI0ZG9y"))
    }

    @Test(
        "whether trying again may help is the server's to say",
        arguments: [("NO [UNAVAILABLE] later", true), ("NO [AUTHENTICATIONFAILED] wrong", false), ("NO wrong", false)])
    func transient(answer: String, isTransient: Bool) async throws {
        #expect(await error(try IMAPServer(login: answer).server)?.isTransient == isTransient)
    }

    @Test("a token goes to no server that knows passwords alone", arguments: ["AUTH=PLAIN", ""])
    func tokenNotOffered(offer: String) async throws {
        let server = try IMAPServer(greeting: "* OK hi\r\n", capabilities: "IMAP4rev1 \(offer)")
        let error = await error(server.server, .plain(.token("tttoken", user: "seed")))
        #expect(error?.code == .login)
        #expect(!server.commands.contains { $0.contains("AUTHENTICATE") || $0.contains("LOGIN") })
    }

    @Test("where the server wants TLS before a login and we do not, nobody logs in")
    func loginDisabled() async throws {
        let server = try IMAPServer(greeting: "* OK hi\r\n", capabilities: "IMAP4rev1 STARTTLS LOGINDISABLED")
        let error = await error(server.server)
        #expect(error?.code == .login)
        #expect(!server.commands.contains { $0.contains("AUTHENTICATE") || $0.contains("LOGIN") })
    }

    @Test("a login with a line break goes nowhere", arguments: ["secret\r\nA9 DELETE INBOX", "a\0"])
    func injection(password: String) async throws {
        let server = try IMAPServer()
        let error = await error(server.server, .plain(.password(password, user: "seed")))
        #expect(error?.code == .invalidInput)
        #expect(server.server.connectionCount == 0)
    }

    @Test("a greeting that refuses is told in its words")
    func farewell() async throws {
        let error = await error(try IMAPServer(greeting: "* BYE too many connections\r\n").server)
        #expect(error?.code == .greetingRefused)
        #expect(error?.detail == "BYE too many connections")
        #expect(error?.isTransient == true)
    }

    @Test("a server that asks for no login is not trusted to show the right mailbox")
    func preauthenticated() async throws {
        let error = await error(try IMAPServer(greeting: "* PREAUTH welcome\r\n").server)
        #expect(error?.code == .login)
    }

    @Test("a server that never greets is a timeout")
    func silent() async throws {
        let error = await error(try ScriptedServer { peer in _ = peer.readToEnd() }, quick())
        #expect(error?.code == .timeout)
        #expect(error?.detail?.contains("no greeting") == true)
    }

    @Test("a greeting that comes a byte at a time does not put off the deadline")
    func trickle() async throws {
        let server = try ScriptedServer { peer in
            for byte in 0..<600 where peer.isConnected { peer.say(byte == 0 ? "*" : " ", after: .milliseconds(100)) }
        }
        #expect(await error(server, quick())?.code == .timeout)
    }

    @Test("a greeting of 10 MB in one line ends in time")
    func longGreeting() async throws {
        let server = try ScriptedServer { peer in
            peer.say("* OK " + String(repeating: "x", count: 10_000_000) + "\r\n")
            _ = peer.readToEnd()
        }
        #expect(await error(server)?.code == .notUnderstood)
    }

    @Test("a server that speaks something else is not understood")
    func otherProtocol() async throws {
        let server = try ScriptedServer { peer in
            peer.say("220 mx ESMTP\r\n")
            _ = peer.readToEnd()
        }
        let code = await error(server, quick())?.code
        #expect(code == .notUnderstood || code == .timeout)
    }

    @Test("a port where nothing listens is refused")
    func refused() async throws {
        let port = Int(try RunningProgram.freePort())
        let error = await #expect(throws: TransportError.self) {
            try await IMAPMailbox.open(
                IMAPEndpoint(host: "127.0.0.1", port: port, usesImplicitTLS: false), options: .plain())
        }
        #expect(error?.code == .connectionRefused)
        #expect(error?.description == "could not open the mailbox (127.0.0.1:\(port)): connection refused")
    }

    @Test("without TLS nobody logs in unless that is said")
    func tlsRequired() async throws {
        let server = try IMAPServer()
        let error = await error(server.server, IMAPOptions(login: .password("secret", user: "seed")))
        #expect(error?.code == .tls)
        #expect(!server.commands.contains { $0.contains("AUTHENTICATE") || $0.contains("LOGIN ") })
    }

    @Test("cancelled before the greeting, opening ends at once")
    func cancelled() async throws {
        let reached = Told<Void>()
        let server = try ScriptedServer { peer in
            reached.tell(())
            _ = peer.readToEnd()
        }
        defer { server.stop() }
        let endpoint = IMAPEndpoint(host: "127.0.0.1", port: server.port, usesImplicitTLS: false)
        let task = Task { try await IMAPMailbox.open(endpoint, options: .plain()) }
        await reached.next()
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }
}
