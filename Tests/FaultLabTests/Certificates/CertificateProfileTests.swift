import FaultLab
import MailMessage
import MailTransport
import Support
import Testing

@Suite("A certificate of the lab", .timeLimit(.minutes(10)))
struct CertificateProfileTests {
    @Test("that is valid is taken by who trusts the lab's authority", arguments: [false, true])
    func valid(isImplicit: Bool) async throws {
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: .init(isImplicit: isImplicit))) { fixture in
            #expect(fixture.server.url.hasPrefix(isImplicit ? "smtps://" : "smtp://"))
            #expect(try await fixture.send().recipients.map(\.reply.code) == [250])
            let message = try #require(fixture.server.mailboxes.messages().first)
            #expect(message.recipient.description == "ana@inbox.example")
            let version = message.envelope?.client.tls
            #expect(version == .v1_2 || version == .v1_3)
            #expect(String(decoding: message.bytes, as: UTF8.self).contains(" with ESMTPS id "))
            #expect(fixture.server.offences.count(of: .handshake) == 0)
        }
    }

    @Test(
        "that is not is refused by a client for just that reason, before any mail is sent",
        arguments: [
            (CertificateProfile.expired, TLSProblem.expired), (.notYetValid, .notYetValid), (.selfSigned, .selfSigned),
            (.wrongName, .wrongName), (.weak, .otherCertificate),
        ], [false, true])
    func bad(_ kind: (CertificateProfile, TLSProblem), isImplicit: Bool) async throws {
        let offer = TLSOffer(isImplicit: isImplicit, certificate: kind.0)
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: offer)) { fixture in
            let failure = await fixture.failure()
            #expect(failure?.code == .tls)
            #expect(failure?.tlsProblem == kind.1, "\(String(describing: failure))")
            #expect(fixture.server.mailboxes.messages().isEmpty)
        }
    }

    @Test("of another lab is not trusted")
    func stranger() async throws {
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: .init())) { fixture in
            try fixture.folder.write(LabCertificateAuthority().pem, to: "ca.pem")
            #expect(await fixture.failure()?.tlsProblem == .unknownIssuer)
        }
    }
}
