import MailTransport
import Testing

@Suite("Requests for delivery status notifications")
struct DeliveryStatusRequestTests {
    private let offering = SMTPCapabilities(
        SMTPReply(code: 250, enhanced: nil, lines: ["mx", "PIPELINING", "DSN"]))

    private func commands(_ request: DeliveryStatusRequest, _ capabilities: SMTPCapabilities) throws -> String {
        var session = SMTPClientSession(capabilities: capabilities)
        let envelope = try SMTPEnvelope(
            sender: "s@example.org", recipients: ["a@x.example", "b@x.example"], deliveryStatus: request)
        guard case .send(let bytes) = try session.begin(OutgoingMail(envelope, message: [])) else { return "" }
        return String(decoding: bytes, as: UTF8.self) + (session.remark ?? "")
    }

    @Test("everything that can be asked for stands behind MAIL and RCPT")
    func whole() throws {
        let request = try DeliveryStatusRequest(
            returns: .headers, envelopeID: "run 7+1=8", notify: [.success, .failure],
            originalRecipients: ["first+tag@x.example"])
        #expect(
            try commands(request, offering) == """
                MAIL FROM:<s@example.org> RET=HDRS ENVID=run+207+2B1+3D8\r
                RCPT TO:<a@x.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;first+2Btag@x.example\r
                RCPT TO:<b@x.example> NOTIFY=SUCCESS,FAILURE\r
                DATA\r\n
                """)
    }

    @Test("no report at all is NEVER")
    func never() throws {
        #expect(try commands(DeliveryStatusRequest(notify: []), offering).contains("<a@x.example> NOTIFY=NEVER\r\n"))
        #expect(try !commands(DeliveryStatusRequest(), offering).contains("NOTIFY"))
    }

    @Test("a server that does not offer DSN is not asked: an error, or a remark where that was wished")
    func notOffered() throws {
        let none = SMTPCapabilities(SMTPReply(code: 250, enhanced: nil, lines: ["mx", "PIPELINING"]))
        #expect(throws: SMTPNotOffered.deliveryStatus) {
            try commands(DeliveryStatusRequest(returns: .full, notify: [.delay]), none)
        }
        let ignoring = try DeliveryStatusRequest(returns: .full, notify: [.delay], fallback: .ignore)
        let said = try commands(ignoring, none)
        #expect(!said.contains("RET=") && !said.contains("NOTIFY="))
        #expect(said.contains("does not offer DSN"))
    }

    @Test(
        "what would not fit into a command is refused",
        arguments: ["a\r\nRSET", "ü", "", String(repeating: "x", count: 101), String(repeating: "+", count: 34)])
    func invalidIdentifier(text: String) {
        #expect(throws: SMTPEnvelope.InvalidPath.self) { try DeliveryStatusRequest(envelopeID: text) }
    }

    @Test("an original recipient is printable ASCII of bounded length", arguments: ["a\n@b", "ü@x", ""])
    func invalidRecipient(text: String) {
        #expect(throws: SMTPEnvelope.InvalidPath.self) { try DeliveryStatusRequest(originalRecipients: [text]) }
        #expect(throws: SMTPEnvelope.InvalidPath.self) {
            try DeliveryStatusRequest(originalRecipients: [nil, String(repeating: "x", count: 500)])
        }
    }

    @Test("xtext escapes what ends a parameter")
    func xtext() {
        #expect(XText.encode("a+b=c d\r\n~!") == "a+2Bb+3Dc+20d+0D+0A~!")
        #expect(XText.encode("ü") == "+C3+BC")
    }
}
