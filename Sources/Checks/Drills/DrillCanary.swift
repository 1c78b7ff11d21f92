import Alerting
import FaultLab
import Findings
import MailTransport
package import Scenarios
import Synchronization

/// `canary: { within: 1m }`: how soon the first mail must arrive that is sent through a mail server which is not the lab's.
///
/// A drill through a real mail server breaks nothing before it knows that mail gets through to where it breaks things.
package struct DrillCanary: ScenarioMapping {
    /// How soon it must arrive where nothing is said.
    ///
    /// Our choice: a mail server that is well delivers at once, and one that filters content takes seconds.
    package static let standardPatience: Duration = .seconds(30)

    /// How soon it must arrive, from when the mail server has taken it.
    package var within: Duration

    package init?(_ fields: inout Fields) {
        let within = fields.required(
            "within", Duration.self, "How soon it must arrive in the lab, from when the mail server has taken it.")
        guard let within else { return nil }
        self.within = within
    }
}

extension DrillSpecification {
    /// How soon a canary must arrive; nil where no mail goes through a mail server that is not the lab's.
    var canaryPatience: Duration? {
        traffic.contains { !$0.isDirect } ? canary?.within ?? DrillCanary.standardPatience : nil
    }
}

/// The flight of one canary: from the mail server that takes it to the lab.
struct DrillCanaryFlight: Sendable {
    /// The field by which it is known wherever its recipient was rewritten to.
    static let field = "X-Mailproof-Canary"
    /// How often it is looked for.
    ///
    /// Our choice: as often as a drill's numbers are.
    private static let pollInterval: Duration = .milliseconds(20)

    let mailer: DrillMailer
    let lab: any HeldLab
    let patience: Duration
    let record: DrillRecord

    /// Sends it and waits for it.
    ///
    /// - Returns: why nothing may be broken; nil once it has arrived.
    func fly() async -> Finding? {
        let landing = Landing()
        // The subscription stands before the canary leaves, so that nothing is missed.
        let events = lab.events()
        let watching = Task { for await event in events { landing.see(event, for: mailer.canaryRecipient) } }
        defer { watching.cancel() }
        let began = Moment.now()
        let token: String
        do throws(DrillMailer.CanaryProblem) { token = try await mailer.sendCanary() } catch {
            return finding(error.reason, label: "not taken", remedy: error.remedy)
        }
        let taken = Moment.now()
        while Moment.now().since(taken) <= patience {
            if lab.holds(.init(Self.field, token)) ?? landing.hasArrived {
                record.note(
                    "canary to \(mailer.canaryRecipient) arrived through \(mailer.report.endpoint) after "
                        + Moment.now().since(began).seconds)
                return nil
            }
            if let loss = lab.loss { return finding(loss.message, label: "the lab is lost", remedy: loss.remedy) }
            guard (try? await Task.sleep(for: Self.pollInterval)) != nil else {
                return finding("the drill was stopped before it arrived", label: "not arrived", remedy: nil)
            }
        }
        return missing(landing.refusal)
    }

    private func missing(_ refusal: String?) -> Finding {
        let took = "\(mailer.report.endpoint) took the canary to \(mailer.canaryRecipient)"
        if let refusal {
            return finding(
                "\(took), and the lab did not: \(refusal)", label: "refused by the lab",
                remedy: "let the lab take mail of that domain before it is broken")
        }
        return finding(
            "\(took), and it did not arrive in the lab within \(patience.scalarText)", label: "did not arrive",
            remedy: "route the domain to the lab (mailproof lab FILE --print-route postfix shows how), "
                + "or give a slow server time with canary: { within: … }")
    }

    private func finding(_ reason: String, label: String, remedy: String?) -> Finding {
        Finding(
            "drill/canary", .error, "nothing was injected, because \(reason)", label: label, at: mailer.place.excerpt,
            remedy: remedy)
    }

    /// What the lab saw of it.
    private final class Landing: Sendable {
        private let state = Mutex<(hasArrived: Bool, refusal: String?)>((false, nil))

        var hasArrived: Bool { state.withLock { $0.hasArrived } }
        var refusal: String? { state.withLock { $0.refusal } }

        func see(_ event: LabEvent, for recipient: String) {
            guard case .attempt(let attempt) = event, let reply = attempt.reply,
                attempt.recipient?.lowercased() == recipient.lowercased()
            else { return }
            state.withLock { state in
                if attempt.replyClass == 2 { state.hasArrived = true } else { state.refusal = "\(reply)" }
            }
        }
    }
}
