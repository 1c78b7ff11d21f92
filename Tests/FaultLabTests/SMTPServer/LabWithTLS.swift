import FaultLab
import Foundation
import MailTransport
import Support
import Testing

/// A lab of one server with TLS, and the file by which its authority is trusted.
struct LabWithTLS {
    let lab: Lab
    let server: LabSMTPServer
    let folder: TemporaryFolder

    /// Starts it, has `body` use it, and stops it.
    static func run(_ server: LabConfiguration.Server, _ body: (LabWithTLS) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let lab = try await Lab.start(LabConfiguration(servers: [server], seed: 1))
        do {
            try folder.write(try #require(lab.authority).pem, to: "ca.pem")
            try await body(LabWithTLS(lab: lab, server: try #require(lab.smtp[server.name]), folder: folder))
        } catch {
            _ = await lab.stop()
            throw error
        }
        #expect(await lab.stop() == [])
    }

    /// The file that a client trusts.
    var trustedCertificates: String { folder.url.appendingPathComponent("ca.pem").path }

    /// Sends one message by our own client, over TLS that it verifies.
    func send(login: SMTPOptions.Login? = nil) async throws -> SMTPDelivery {
        var options = SMTPOptions()
        options.helloName = "client.example"
        options.tls = .required
        options.trustedCertificates = trustedCertificates
        options.login = login
        let endpoint = try #require(SMTPEndpoint(url: server.url))
        let sender = SMTPSender(to: endpoint, options: options, messagesPerConnection: 1)
        let envelope = try SMTPEnvelope(sender: "news@example.com", recipients: ["ana@inbox.example"])
        let delivery = try await sender.send(
            OutgoingMail(envelope, message: Array("Subject: hello\r\n\r\nHello.\r\n".utf8)))
        await sender.close()
        return delivery
    }

    /// Why our own client did not send; nil where it did.
    func failure(login: SMTPOptions.Login? = nil) async -> TransportError? {
        do {
            _ = try await send(login: login)
            return nil
        } catch {
            return error as? TransportError
        }
    }
}
