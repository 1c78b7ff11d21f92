import Alerting
import Findings
import MailMessage
import MailTransport
import Scenarios
import Synchronization

/// Sends the mail of one entry of `traffic`, each at its moment, whatever becomes of those before it.
final class DrillMailer: Sendable {
    /// How many connections are used at most.
    ///
    /// Our choice: a reply that is late must not hold the others up.
    private static let connections = 8
    /// How many mails are under way at most; beyond it the rate is not kept.
    ///
    /// Our choice.
    private static let mailsUnderWay = 64
    /// How long a server may be silent.
    ///
    /// Our choice: longer than any lab takes.
    private static let replyTimeout: Duration = .seconds(10)

    private let traffic: DrillTraffic
    private let sender: SMTPSender
    private let references: RuntimeReferences
    private let run: RunIdentity
    /// Who is told how each mail fared; nil for nobody.
    private let monitor: Monitor?
    private let counts = Mutex(Report())

    /// What became of the mail.
    struct Report: Sendable {
        /// Where it went to.
        var endpoint = ""
        /// How many were sent, whatever was said.
        var sent = 0
        /// How many the server took.
        var accepted = 0
        /// How many it put off.
        var deferred = 0
        /// How many it refused for good.
        var refused = 0
        /// How many it never said anything about.
        var failed = 0
        /// Why the first of those failed.
        var problem: String?
    }

    /// The mail of an entry, its references filled in.
    ///
    /// - Throws: the reference that has no value, or a server that is none.
    init(_ traffic: DrillTraffic, in context: CheckContext) throws {
        self.traffic = traffic
        references = context.references
        run = context.run
        let url = try context.value(of: traffic.via)
        guard let endpoint = SMTPEndpoint(url: url) else {
            throw DrillAddressProblem(
                finding: Finding(
                    "drill/bad-address", .error, "\(url) is no smtp or smtps URL", at: traffic.via.place.excerpt))
        }
        if let problem = traffic.recipientProblem(to: endpoint) { throw DrillAddressProblem(finding: problem) }
        monitor = (context.resources[AlertObserverKey.self] as? LabObserver)?.monitor
        var options = try traffic.access.options(timeout: Self.replyTimeout, via: traffic.via, in: context)
        options.keepsTranscript = false
        sender = SMTPSender(to: endpoint, options: options, connections: Self.connections)
        counts.withLock { $0.endpoint = endpoint.authority }
    }

    /// What became of it so far.
    var report: Report { counts.withLock { $0 } }

    /// Sends until all is sent or the task is cancelled.
    func start() async {
        let clock = ContinuousClock()
        let start = clock.now
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for number in 1...max(1, traffic.count) {
                let due = start + .seconds(Double(number - 1) / traffic.rate.perSecond)
                guard (try? await clock.sleep(until: due)) != nil else { break }
                if underWay >= Self.mailsUnderWay {
                    await group.next()
                    underWay -= 1
                }
                underWay += 1
                group.addTask { await self.send(number) }
            }
        }
        await sender.close()
    }

    private func send(_ number: Int) async {
        do {
            let delivery = try await sender.send(try mail(number))
            for recipient in delivery.recipients {
                monitor?.record(DeliveryEvent(sent: recipient.reply, to: traffic.recipientDomain))
            }
            counts.withLock { counts in
                counts.sent += 1
                for recipient in delivery.recipients {
                    switch recipient.reply.replyClass {
                    case .accepted, .intermediate: counts.accepted += 1
                    case .transient: counts.deferred += 1
                    case .permanent: counts.refused += 1
                    }
                }
            }
        } catch {
            // A mail that the end of the drill cut off says nothing.
            guard !Task.isCancelled else { return }
            if let failure = error as? TransportError {
                monitor?.record(DeliveryEvent(failed: failure, to: traffic.recipientDomain))
            }
            counts.withLock { counts in
                counts.sent += 1
                counts.failed += 1
                counts.problem = counts.problem ?? "\(error)"
            }
        }
    }

    private func mail(_ number: Int) throws -> OutgoingMail {
        let recipient = try Address(traffic.to.filled(["n": String(number)], with: references))
        var composer = MessageComposer(
            from: [traffic.from], to: [Mailbox(address: recipient)],
            subject: "mailproof drill \(run.id), mail \(number)",
            date: .now(), messageID: "\(run.id).\(traffic.place.line).\(number)@\(traffic.from.address.domain)")
        composer.text = "This mail was sent by a drill of mailproof. It needs no answer.\n"
        let message = try traffic.signed(try composer.compose())
        let envelope = try SMTPEnvelope(
            sender: traffic.from.address.description, recipients: [recipient.description])
        return OutgoingMail(envelope, message: message)
    }
}

/// An address that turned out wrong once its references were filled in.
struct DrillAddressProblem: Error {
    var finding: Finding
}
