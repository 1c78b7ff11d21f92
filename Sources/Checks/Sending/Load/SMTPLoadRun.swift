import DNS
import Findings
import MailMessage
import MailTransport
import Scenarios
import Synchronization

/// Hands messages over at the moments that they are due, whatever becomes of those before them.
final class SMTPLoadRun: Sendable {
    private let specification: SMTPLoadSpecification
    private let context: CheckContext
    private let sender: SMTPSender
    private let text: String
    private let counted = Mutex(SMTPLoadRecord())

    /// How long the server may be silent.
    private static let replyTimeout = SMTPLoadCheck.patience

    /// A load, its references filled in.
    ///
    /// - Throws: a reference without value, a server that is none, recipients that could be somebody.
    init(_ specification: SMTPLoadSpecification, in context: CheckContext) throws(SeedSendProblem) {
        self.specification = specification
        self.context = context
        var options: SMTPOptions
        let url: String
        do throws(UnresolvedReference) {
            url = try context.value(of: specification.via)
            options = try specification.access.options(timeout: Self.replyTimeout, via: specification.via, in: context)
        } catch {
            throw SeedSendProblem(error.finding, type: "mailproof.reference")
        }
        options.keepsTranscript = false
        options.groupsTransactions = true
        guard let endpoint = SMTPEndpoint(url: url) else {
            throw SeedSendProblem(
                Finding(
                    "load/bad-server", .error, "\(url) is no URL of an SMTP server",
                    at: specification.via.place.excerpt,
                    remedy: "write smtp://HOST:PORT or smtps://HOST:PORT"), type: "mailproof.reference")
        }
        if let problem = ReservedRecipients.problem(
            "load/real-recipient", of: "a load", domain: specification.recipientDomain,
            at: specification.recipientPlace, to: endpoint, granted: context.grants)
        {
            throw SeedSendProblem(problem, type: "mailproof.reference")
        }
        sender = SMTPSender(to: endpoint, options: options, connections: specification.connections)
        text = Self.text(octets: specification.size)
    }

    /// Sends everything, and waits for the answers as long as the server may take.
    func record() async throws(SeedSendProblem) -> SMTPLoadRecord {
        _ = try mail(0)
        let clock = ContinuousClock()
        let start = clock.now
        let count = specification.count
        // Our choice: what is begun a hundredth too late is not at the rate any more.
        let inTime = specification.duration.value * 1.01
        counted.withLock { $0.due = count }
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for number in 0..<count {
                let due = specification.due(number)
                let moment = start + due
                if clock.now < moment {
                    guard (try? await clock.sleep(until: moment, tolerance: .zero)) != nil else { break }
                } else if Task.isCancelled {
                    break
                }
                if underWay >= mostUnderWay {
                    await group.next()
                    underWay -= 1
                }
                underWay += 1
                group.addTask { await self.send(number, start: start, due: due, inTime: inTime) }
            }
        }
        await sender.close()
        return counted.withLock { $0 }
    }

    /// How many messages may wait for the server: what they take of memory is bounded, and a rate that makes more of
    /// them wait is not held.
    private var mostUnderWay: Int {
        max(2 * specification.connections, min(Self.mostWaiting, Self.mostOctetsWaiting / max(1, specification.size)))
    }

    private static let mostWaiting = 10_000
    private static let mostOctetsWaiting = 256 << 20

    private func send(
        _ number: Int, start: ContinuousClock.Instant, due: Duration, inTime: Duration
    ) async {
        guard let mail = try? mail(number) else { return }
        do throws(TransportError) {
            let delivery = try await sender.send(mail)
            let end = start.duration(to: .now)
            let begun = end - delivery.times.total - (delivery.times.connect ?? .zero)
            counted.withLock {
                $0.add(delivery.recipients.first?.reply, due: due, begun: begun, end: end, inTime: inTime)
            }
        } catch {
            // A message that the end of the case cut off says nothing.
            guard !Task.isCancelled else { return }
            let end = start.duration(to: .now)
            let refusal = error.code == .greetingRefused ? error.reply : nil
            counted.withLock { record in
                if let refusal {
                    record.add(refusal, due: due, begun: due, end: end, inTime: inTime)
                } else {
                    record.add(error, begun: due, inTime: inTime)
                }
            }
        }
    }

    private func mail(_ number: Int) throws(SeedSendProblem) -> OutgoingMail {
        do {
            let author = specification.from
            let recipient = try specification.recipient(number + 1, context.references)
            var composer = MessageComposer(
                from: [author], to: [Mailbox(address: recipient)], subject: "mailproof load \(context.run.id)",
                date: .now(), messageID: "\(context.run.id).load.\(number + 1)@\(author.address.domain)")
            composer.text = text
            return OutgoingMail(
                try SMTPEnvelope(sender: author.address.description, recipients: [recipient.description]),
                message: try composer.compose())
        } catch {
            throw SeedSendProblem(
                Finding(
                    "load/cannot-compose", .error, "message \(number + 1) cannot be written: \(error)",
                    at: (specification.to?.place ?? specification.via.place).excerpt), type: "mailproof.seed")
        }
    }

    /// Lines of text, so many octets in all.
    private static func text(octets: Int) -> String {
        let line = "This message was sent to measure a server. It needs no answer, and nobody.\n"
        let whole = String(repeating: line, count: octets / line.utf8.count)
        return whole + String(repeating: ".", count: max(0, octets - whole.utf8.count - 1)) + "\n"
    }
}
