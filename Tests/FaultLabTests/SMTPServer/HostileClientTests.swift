import FaultLab
import Support
import Testing

@Suite("A hostile client", .timeLimit(.minutes(10)))
struct HostileClientTests {
    private func withServer(
        _ server: LabConfiguration.Server, _ body: (LabSMTPServer) async throws -> Void
    ) async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [server], seed: 1))
        do {
            try await body(try #require(lab.smtp[server.name]))
        } catch {
            _ = await lab.stop()
            throw error
        }
        #expect(await lab.stop() == [])
    }

    @Test("that opens more connections than there may be gets 421, is counted, and keeps nobody out for good")
    func many() async throws {
        var limits = SMTPLimits()
        limits.connections = 100
        try await withServer(.init(name: "mx", domains: nil, limits: limits)) { server in
            var open: [RawConnection] = []
            for _ in 0..<100 { open.append(try RawConnection(port: server.port)) }
            for connection in open { #expect(try await connection.replies().hasPrefix("220 ")) }
            for _ in 0..<20 {
                #expect(try await RawConnection(port: server.port).replies().hasPrefix("421 "))
            }
            #expect(server.offences.count(of: .connectionLimit) == 20)
            #expect(try await open[99].exchange("NOOP") == "250 2.0.0 OK")
            open.removeAll()
            // The places are free once the server has seen that they are.
            while try await !RawConnection(port: server.port).replies().hasPrefix("220 ") {}
        }
    }

    @Test("that says nothing is sent away, in clear with a word", arguments: [false, true])
    func silent(isImplicit: Bool) async throws {
        var limits = SMTPLimits()
        limits.silence = .seconds(1)
        let offer = TLSOffer(isImplicit: isImplicit)
        try await withServer(.init(name: "mx", domains: nil, limits: limits, tls: offer)) { server in
            let client = try RawConnection(port: server.port)
            let said = try await client.replies(3)
            #expect(said.hasSuffix("(closed)"))
            #expect(said.contains("421 4.4.2 ") == !isImplicit)
        }
    }

    @Test("that speaks no TLS where TLS is, or goes away in the middle, disturbs nobody", arguments: [false, true])
    func garbage(isImplicit: Bool) async throws {
        let offer = TLSOffer(isImplicit: isImplicit)
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: offer)) { fixture in
            for text in ["EHLO c.example\r\n", "\u{16}\u{3}\u{1}", ""] {
                let client = try RawConnection(port: fixture.server.port)
                if !isImplicit {
                    _ = try await client.replies()
                    _ = try await client.exchange("STARTTLS")
                }
                try await client.send(Array(text.utf8))
                client.finishSending()
                // Perhaps an alert, then the end, perhaps by a reset.
                while let octets = try? await client.read(), !octets.isEmpty {}
            }
            while fixture.server.offences.count(of: .handshake) < 3 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(await fixture.failure() == nil)
        }
    }

    @Test("that smuggles a message behind a line break alone is refused and counted")
    func smuggling() async throws {
        try await withServer(.init(name: "mx", domains: nil)) { server in
            let client = try RawConnection(port: server.port)
            _ = try await client.replies()
            _ = try await client.exchange("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
            let second = "MAIL FROM:<evil@evil.example>\r\nRCPT TO:<bob@inbox.example>\r\nDATA\r\ny\r\n.\r\n"
            let smuggled = "x\n.\r\n" + second
            try await client.send(Array(smuggled.utf8))
            #expect(try await client.replies().hasPrefix("550 5.6.0 "))
            #expect(try await client.exchange("NOOP") == "250 2.0.0 OK")
            #expect(server.offences.count(of: .bareLineBreak) == 1)
            #expect(server.mailboxes.messages().isEmpty)
        }
    }
}
