package import Alerting
package import FaultLab
import Findings
import MailTransport

extension DeliveryEvent {
    /// What the lab saw, as the monitor counts it: the last word on each recipient, and each verification.
    ///
    /// An attempt that was refused before a recipient was named counts without a domain; one that got no reply is no
    /// event of the monitor, which counts replies.
    package init?(_ event: LabEvent) {
        switch event {
        case .attempt(let record):
            guard let said = record.reply else { return nil }
            let reply = SMTPReply(
                code: said.code, enhanced: said.enhanced.flatMap { EnhancedStatusCode($0) }, lines: said.lines)
            self.init(
                .smtpReply(
                    Reply(
                        code: said.code, enhanced: said.enhanced ?? "",
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
