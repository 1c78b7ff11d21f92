import Alerting
import FaultLab
package import Findings
import MailTransport
package import Scenarios

/// `drill`: something is broken on purpose, and the alert has to arrive.
package enum DrillCheck: CheckKind {
    package static let key = "drill"
    package static let summary = "Breaks something on purpose while mail is sent, and expects the alert for it."
    package static let isolation = Isolation.acts

    /// What arming, connecting, evaluating and disarming may take beside the scenario's own budgets.
    ///
    /// Our choice.
    package static let margin: Duration = .seconds(5)
    /// How long alerts are waited for to be resolved where `recover` says nothing.
    ///
    /// Our choice.
    package static let standardRecovery: Duration = .seconds(10)

    package static func subject(_ specification: DrillSpecification) -> String {
        let alerts = specification.expectations.compactMap { expectation -> String? in
            if case .alert(let part) = expectation.kind { part.name.value } else { nil }
        }
        let count = specification.faults.count
        return alerts.isEmpty ? "of \(count) \(count == 1 ? "fault" : "faults")" : alerts.joined(separator: ", ")
    }

    package static func rows(
        _ specification: DrillSpecification, loading: Loading
    ) -> [Row<DrillSpecification>] {
        var specification = specification
        specification.labElsewhere = loading.specification(of: LabSection.self)?.remote?.url.value
        DrillValidation(specification: specification, loading: loading).report()
        specification.load(loading)
        return [Row(at: specification.place, specification)]
    }

    package static func needs(_ specification: DrillSpecification) -> [Need] {
        specification.traffic.flatMap(\.needs) + specification.commandFaults.map { Need(.exec, at: $0.place) }
            + [specification.recovery?.flush?.place, specification.runbook?.place].compactMap(\.self)
            .map { Need(.exec, at: $0) }
    }

    package static func mail(_ specification: DrillSpecification) -> [PlannedMail] {
        specification.traffic.map { traffic in
            var mail = traffic.mail
            // One goes ahead of the others: the canary, or what Prometheus is primed with.
            if specification.isPrimed || !traffic.isDirect { mail.count += 1 }
            return mail
        }
    }

    /// The programs that it runs and the mail that it sends.
    package static func effects(_ specification: DrillSpecification) -> [String] {
        let commands = specification.commandFaults.map { "has a program break something: \($0.description)" }
        let flush = specification.recovery?.flush.map { "has deferred mail tried again: \($0.program.name)" }
        let runbook = specification.runbook.map { "has a program mend something: \($0.program.name)" }
        return commands + [runbook, flush].compactMap(\.self)
            + specification.traffic.map { traffic in
                let host = traffic.via.known.flatMap { SMTPEndpoint(url: $0)?.authority } ?? "the lab"
                let domain = traffic.recipientDomain ?? "a domain known at start"
                return "sends up to \(traffic.count) messages to \(domain) through \(host)"
            }
    }

    /// The canary, the longest expectation, then the recovery, then the margin; and what programs may take to arm, to disarm and to
    /// end.
    package static func budget(_ specification: DrillSpecification) -> Duration? {
        let expectations = specification.expectations.map(\.kind.within)
        let commands = specification.commandFaults.reduce(.zero) { $0 + $1.timeout.value * 2 }
        let flush = specification.recovery?.flush?.program.timeout ?? .zero
        let canary = specification.canaryPatience ?? .zero
        let runbook = specification.runbook?.budget ?? .zero
        let priming = specification.isPrimed ? DrillPriming.patience : .zero
        return canary + priming + (expectations.max() ?? .zero) + runbook + recovery(of: specification) + flush + margin
            + commands
    }

    package static func outsideSystems(_ specification: DrillSpecification) -> Set<String> {
        specification.watched.union(
            specification.traffic.compactMap { traffic in
                traffic.via.known.flatMap { SMTPEndpoint(url: $0)?.authority }
            } + [specification.labElsewhere].compactMap { $0 })
    }

    package static func run(_ row: Row<DrillSpecification>, in context: CheckContext) async -> CaseOutcome {
        let place = row.specification.place.excerpt
        guard let observer = context.resources[AlertObserverKey.self] else {
            return .undetermined(
                [Finding("drill/no-observer", .error, "nobody watches for alerts", at: place)],
                type: "mailproof.connection")
        }
        let elsewhere: (any DrillLab)? = context.resources[RemoteLabKey.self]
        guard let lab = elsewhere ?? context.resources[LabKey.self] else {
            return .undetermined(
                [Finding("drill/no-lab", .error, "no lab runs in which something could be broken", at: place)],
                type: "mailproof.connection")
        }
        let held: any HeldLab
        do throws(LabError) {
            held = try await lab.hold(for: "\(context.caseName) (run \(context.run.id))")
        } catch {
            return notArmed(row.specification, error)
        }
        // First registered, so last undone: after the faults.
        let hold = context.cleanups.add("the hold of the lab") { await held.release() }
        let run = DrillRun(specification: row.specification, context: context, observer: observer, lab: held)
        let outcome = await run.run()
        if await !context.cleanups.settle(hold).isEmpty {
            // Tried again, and told, when the case ends.
            context.cleanups.add("the hold of the lab") { await held.release() }
        }
        return outcome
    }

    /// Nothing could be broken.
    static func notArmed(_ specification: DrillSpecification, _ error: LabError) -> CaseOutcome {
        .undetermined(
            [
                Finding(
                    "drill/not-armed", .error, error.message, at: specification.place.excerpt, remedy: error.remedy)
            ], type: "mailproof.connection")
    }

    /// What was broken may have worked again before it was judged.
    static func lost(_ specification: DrillSpecification, _ error: LabError, output: [String]) -> CaseOutcome {
        .undetermined(
            [
                Finding(
                    "drill/lab-lost", .error, "the lab was lost during the drill: \(error.message)",
                    at: specification.place.excerpt, remedy: error.remedy)
            ], type: "mailproof.connection", output: output)
    }

    /// How long alerts may take to be resolved.
    static func resolution(of specification: DrillSpecification) -> Duration {
        specification.recovery?.within.value ?? standardRecovery
    }

    /// How long everything may take to be well again.
    static func recovery(of specification: DrillSpecification) -> Duration {
        max(resolution(of: specification), specification.recovery?.remediation?.within.value ?? .zero)
    }
}
