import FaultLab
import MailTransport
import Support
import Testing

@Suite("A fault of STARTTLS or AUTH", .timeLimit(.minutes(10)))
struct StruckOpeningTests {
    /// What a fault does, and whether our own client gets its mail through all the same.
    private static let effects: [(effect: SMTPFaultEffect, getsThrough: Bool)] = [
        (SMTPFaultEffect(reply: ServerReply(454, "4.7.0", "Not now")), false),
        (SMTPFaultEffect(reply: ServerReply(554, "5.7.0", "Never")), false),
        (SMTPFaultEffect(reply: ServerReply(421, "4.3.2", "Going away")), false),
        (SMTPFaultEffect(reply: ServerReply(454, "4.7.0", "Not now"), closes: true), false),
        (SMTPFaultEffect(closes: true), false), (SMTPFaultEffect(delay: .milliseconds(200)), true),
        (SMTPFaultEffect(drip: .milliseconds(1)), true), (SMTPFaultEffect(stalls: true), true),
    ]

    @Test("does to a real client what it shall", arguments: [FaultLab.SMTPStage.starttls, .auth], effects)
    func struck(stage: FaultLab.SMTPStage, kind: (effect: SMTPFaultEffect, getsThrough: Bool)) async throws {
        let account = LoginOffer(accounts: [.init(user: "ana", password: "secret")])
        let login = SMTPOptions.Login(user: "ana", password: "secret")
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: TLSOffer(), login: account)) { fixture in
            // Who stalls is let go on when the lease is over.
            let armed = try fixture.lab.arm(SMTPFault(at: stage, effect: kind.effect), lease: .seconds(3))
            let failure = await fixture.failure(login: login)
            #expect((failure == nil) == kind.getsThrough, "\(String(describing: failure))")
            #expect(armed.hits.total >= 1)
            #expect(fixture.server.mailboxes.messages().count == (kind.getsThrough ? 1 : 0))
            if let reply = kind.effect.reply {
                #expect(failure?.reply?.code == reply.code)
            }
            // Nobody else is harmed once it is gone.
            armed.disarm()
            #expect(await fixture.failure(login: login) == nil)
        }
    }
}
