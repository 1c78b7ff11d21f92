import FaultLab
import MailTransport
import Support
import Testing

@Suite("A fault of TLS", .timeLimit(.minutes(10)))
struct TLSFaultTests {
    @Test(
        "changes the certificate of new connections, is counted, and ends when it is disarmed",
        arguments: [false, true])
    func certificate(isImplicit: Bool) async throws {
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: .init(isImplicit: isImplicit))) { fixture in
            #expect(await fixture.failure() == nil)
            let armed = try fixture.lab.arm(
                TLSFault(server: "mx", certificate: .expired), lease: .seconds(600))
            #expect(await fixture.failure()?.tlsProblem == .expired)
            #expect(armed.hits.total == 1)
            #expect(armed.hits.bySubject == ["mx": 1])
            armed.disarm()
            #expect(await fixture.failure() == nil)
            #expect(armed.hits.total == 1)
            #expect(fixture.server.mailboxes.messages().count == 2)
        }
    }

    @Test("is named by the attempt that failed of it")
    func record() async throws {
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: .init())) { fixture in
            let armed = try fixture.lab.arm(TLSFault(certificate: .selfSigned), lease: .seconds(600))
            var events = fixture.lab.events().makeAsyncIterator()
            #expect(await fixture.failure()?.tlsProblem == .selfSigned)
            guard case .attempt(let attempt) = await events.next() else {
                Issue.record("no attempt was told")
                return
            }
            #expect(attempt.stage == .starttls)
            #expect(attempt.reply == nil)
            #expect(attempt.fault == armed.id)
            #expect(fixture.server.offences.count(of: .handshake) == 1)
        }
    }

    @Test("leaves an old version alone, which a client of today does not speak", arguments: ["1.0", "1.1"])
    func version(text: String) async throws {
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: .init())) { fixture in
            let version = try #require(TLSProtocolVersion(rawValue: text))
            let armed = try fixture.lab.arm(TLSFault(version: version), lease: .seconds(600))
            #expect(await fixture.failure()?.tlsProblem == .handshake)
            armed.disarm()
            #expect(await fixture.failure() == nil)
        }
    }

    @Test("strikes as often as it shall")
    func first() async throws {
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: .init())) { fixture in
            let armed = try fixture.lab.arm(
                TLSFault(certificate: .wrongName, cadence: FaultCadence(first: 1)), lease: .seconds(600))
            #expect(await fixture.failure()?.tlsProblem == .wrongName)
            #expect(await fixture.failure() == nil)
            #expect(armed.hits.matches == 2)
        }
    }

    @Test("cannot be armed where there is no TLS, no such server, or nothing to do")
    func impossible() async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        #expect(throws: LabError.self) { try lab.arm(TLSFault(certificate: .expired), lease: .seconds(1)) }
        #expect(throws: LabError.self) { try lab.arm(TLSFault(server: "my", version: .v1_0), lease: .seconds(1)) }
        #expect(throws: InvalidFault.self) { try TLSFault() }
        #expect(await lab.stop() == [])
    }
}
