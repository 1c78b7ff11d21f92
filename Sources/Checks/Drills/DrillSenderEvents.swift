import Alerting
import Findings
import MailTransport

extension DeliveryEvent {
    /// A server's last word on a recipient, as the sender saw it.
    init(sent reply: SMTPReply, to domain: String?) {
        self.init(
            .smtpReply(
                Reply(
                    code: reply.code, enhanced: reply.enhanced.map { "\($0)" } ?? "",
                    reason: reply.reason?.rawValue ?? "", recipientDomain: domain ?? "")),
            at: .now(), observedBy: .sender)
    }

    /// A mail that got no last word, as a mail server writes it into its log: put off, with the status of RFC 3463 for
    /// what went wrong.
    init(failed failure: TransportError, to domain: String?) {
        if let reply = failure.reply, failure.tlsProblem == nil {
            self.init(sent: reply, to: domain)
            return
        }
        let enhanced =
            switch failure.code {
            // RFC 3463 §3.8: cryptographic failure.
            case .tls: "4.7.5"
            // RFC 3463 §3.5: no answer from host; bad connection.
            case .nameNotFound, .connectionRefused, .connectFailed: "4.4.1"
            case .timeout, .connectionLost: "4.4.2"
            // RFC 3463 §3.6: invalid command, or what the two sides say to each other.
            default: "4.5.0"
            }
        // 451: the mail is still there, and is tried again (RFC 5321 §4.2.3).
        self.init(
            .smtpReply(Reply(code: 451, enhanced: enhanced, recipientDomain: domain ?? "")), at: .now(),
            observedBy: .sender)
    }
}
