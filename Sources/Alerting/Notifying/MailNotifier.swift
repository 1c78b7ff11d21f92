import Findings
package import MailMessage
package import MailTransport

/// Mails every firing and every resolution to some people, in order, trying again while their server fails.
///
/// Each attempt has a connection of its own: what is told once a week finds no connection that is still good. Who was
/// reached is not written to again when others of the same mail were put off.
package final class MailNotifier: AlertNotifier {
    /// Where notifications go to, and how.
    package struct Destination: Sendable {
        /// The server.
        package var endpoint: SMTPEndpoint
        /// How it is talked to.
        package var options: SMTPOptions
        /// Who the mail is from.
        package var from: Mailbox
        /// Who it is to; at least one.
        package var to: [Mailbox]

        /// A destination.
        package init(endpoint: SMTPEndpoint, options: SMTPOptions, from: Mailbox, to: [Mailbox]) {
            self.endpoint = endpoint
            self.options = options
            self.from = from
            self.to = to
        }
    }

    private let queue: NotificationQueue<Letter>

    /// A mail that is under way, and who has not got it yet.
    private struct Letter: Sendable {
        var bytes: [UInt8]
        var recipients: [String]
        /// Why it cannot be written; nil where it can.
        var problem: String?
        /// What was said to those who will never get it.
        var refusals: [String] = []

        /// A mail of now that nobody has got.
        init(_ mail: AlertMail, from: Mailbox, to: [Mailbox]) {
            recipients = to.map(\.address.description)
            do throws(CompositionError) {
                bytes = try mail.message(from: from, to: to, date: .now())
            } catch {
                bytes = []
                problem = "\(error)"
            }
        }
    }

    /// A notifier of the receiver with this name.
    package init(receiver: String, destination: Destination, retry: RetrySchedule = .mail) {
        var options = destination.options
        options.keepsTranscript = false
        let sender = SMTPSender(to: destination.endpoint, options: options, messagesPerConnection: 1)
        let from = destination.from.address.description
        queue = NotificationQueue(receiver: receiver, retry: retry) {
            AlertMail($0, receiver: receiver, domain: destination.from.address.domain).map {
                [Letter($0, from: destination.from, to: destination.to)]
            } ?? []
        } attempt: {
            await Self.send($0, from: from, over: sender)
        }
    }

    /// Takes a change to be told; returns at once, and tells it as soon as those before it were told.
    package func notify(_ transition: AlertTransition) {
        queue.add([transition])
    }

    /// Takes changes to be told in one mail; returns at once.
    package func notify(_ group: [AlertTransition]) {
        queue.add(group)
    }

    /// What could not be delivered so far.
    package var failures: [NotificationFailure] { queue.failures }

    package func stop(within limit: Duration) async {
        await queue.stop(within: limit)
    }

    private static func send(
        _ letter: Letter, from: String, over sender: SMTPSender
    ) async -> NotificationQueue<Letter>.Attempt {
        if let problem = letter.problem { return .failed(problem, again: nil) }
        let envelope: SMTPEnvelope
        do throws(SMTPEnvelope.InvalidPath) {
            envelope = try SMTPEnvelope(sender: from, recipients: letter.recipients)
        } catch {
            return .failed("\(error)", again: nil)
        }
        let delivery: SMTPDelivery
        do throws(TransportError) {
            delivery = try await sender.send(OutgoingMail(envelope, message: letter.bytes))
        } catch {
            return .failed(error.description, again: error.isTransient ? letter : nil)
        }
        var rest = letter
        rest.recipients = []
        var deferral: String?
        for recipient in delivery.recipients where !recipient.isAccepted {
            let words = "\(recipient.address): \(recipient.reply)"
            if recipient.reply.replyClass == .transient {
                rest.recipients.append(recipient.address)
                deferral = deferral ?? words
            } else {
                rest.refusals.append(words)
            }
        }
        if let deferral { return .failed((rest.refusals + [deferral]).joined(separator: "; "), again: rest) }
        return rest.refusals.isEmpty ? .told : .failed(rest.refusals.joined(separator: "; "), again: nil)
    }
}
