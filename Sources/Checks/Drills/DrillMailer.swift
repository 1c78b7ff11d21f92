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
    private let endpoint: SMTPEndpoint
    private let options: SMTPOptions
    private let references: RuntimeReferences
    private let run: RunIdentity
    /// Who is told how each mail fared; nil for nobody.
    private let monitor: Monitor?
    private let counts = Mutex(Report())
    /// Whom its canary is written to: the recipient ahead of the first.
    let canaryRecipient: String

    /// Where it is written.
    var place: Place { traffic.via.place }
    /// Whether a mail server which is not the lab's stands between.
    var needsCanary: Bool { !traffic.isDirect }

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
        if let problem = traffic.recipientProblem(to: endpoint, granted: context.grants) {
            throw DrillAddressProblem(finding: problem)
        }
        monitor = (context.resources[AlertObserverKey.self] as? LabObserver)?.monitor
        var options = try traffic.access.options(timeout: Self.replyTimeout, via: traffic.via, in: context)
        options.keepsTranscript = false
        self.endpoint = endpoint
        self.options = options
        canaryRecipient = try Self.recipient(0, of: traffic, references).description
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

    /// Why a canary did not leave.
    struct CanaryProblem: Error {
        var reason: String
        var remedy: String?
    }

    /// Sends one mail ahead of all others, over a connection of its own.
    ///
    /// - Returns: the value of the field that it is known by.
    func sendCanary() async throws(CanaryProblem) -> String {
        let token = "\(run.id).\(traffic.place.line).\(traffic.place.column)"
        let sender = SMTPSender(to: endpoint, options: options)
        let delivery: SMTPDelivery
        do {
            delivery = try await sender.send(
                try mail(0, extra: [.init(DrillCanaryFlight.field, token)]))
        } catch {
            await sender.close()
            throw CanaryProblem(
                reason: "the canary to \(canaryRecipient) could not be handed over: \(error)",
                remedy: "see that \(endpoint.authority) runs, and takes mail from this machine")
        }
        await sender.close()
        if let refused = delivery.recipients.first(where: { !$0.isAccepted }) {
            throw CanaryProblem(
                reason: "\(endpoint.authority) did not take the canary to \(canaryRecipient): \(refused.reply)",
                remedy: "let it relay mail from this machine to that domain")
        }
        return token
    }

    private static func recipient(
        _ number: Int, of traffic: DrillTraffic, _ references: RuntimeReferences
    ) throws -> Address {
        let text = try traffic.to.filled(["n": String(number)], with: references)
        do {
            return try Address(text)
        } catch {
            throw DrillAddressProblem(
                finding: Finding(
                    "drill/bad-address", .error, "\(text) is no address: \(error)", at: traffic.to.place.excerpt))
        }
    }

    private func mail(_ number: Int, extra: [MessageComposer.Field] = []) throws -> OutgoingMail {
        let recipient = try Self.recipient(number, of: traffic, references)
        var composer = MessageComposer(
            from: [traffic.from], to: [Mailbox(address: recipient)],
            subject: "mailproof drill \(run.id), mail \(number)",
            date: .now(), messageID: "\(run.id).\(traffic.place.line).\(number)@\(traffic.from.address.domain)")
        composer.extraFields = extra
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
