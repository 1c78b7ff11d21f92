package import Alerting
package import FaultLab
import Findings
import MailTransport

extension DeliveryEvent {
    /// What the lab saw, as the monitor counts it: the last word on each recipient, and each verification.
    ///
    /// An attempt that was refused before a recipient was named counts without a domain.
    package init(_ event: LabEvent) {
        switch event {
        case .attempt(let record):
            let reply = SMTPReply(
                code: record.reply.code, enhanced: record.reply.enhanced.flatMap { EnhancedStatusCode($0) },
                lines: record.reply.lines)
            self.init(
                .smtpReply(
                    Reply(
                        code: record.reply.code, enhanced: record.reply.enhanced ?? "",
                        reason: reply.reason?.rawValue ?? "", recipientDomain: record.recipientDomain ?? "")),
                at: Moment(instant: .now, wallTime: record.time))
        case .authentication(let record):
            self.init(
                .authenticationResult(
                    AuthenticationResult(
                        method: record.method, result: record.result, signingDomain: record.domain ?? "",
                        selector: record.selector ?? "")),
                at: Moment(instant: .now, wallTime: record.time))
        }
    }
}
