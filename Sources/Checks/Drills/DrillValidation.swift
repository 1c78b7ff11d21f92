import Alerting
import Findings
import Scenarios

/// What can be said about a drill before anything runs: names that lead nowhere, budgets that cannot be met.
struct DrillValidation {
    let specification: DrillSpecification
    let loading: Loading

    /// Adds a finding for each.
    func report() {
        guard let alerts = loading.specification(of: AlertsSection.self) else {
            // A section that is there and wrong was reported as such.
            guard !loading.findings.contains(where: { $0.severity == .error }) else { return }
            loading.report(
                "drill/no-alerts", "a drill watches for alerts, and this scenario does not say where",
                label: "no alerts section", at: specification.place, remedy: "add alerts: lab")
            return
        }
        let lab = loading.specification(of: LabSection.self)
        for fault in specification.faults { check(fault, lab) }
        checkCanaries(lab)
        checkDisarming()
        for (subject, place) in specification.measured { check(subject, at: place, alerts, lab) }
        for part in specification.alertParts {
            if let pair = alerts.pair {
                check(part, pair)
            } else if let delivered = part.delivered, !alerts.readsNotifications {
                loading.report(
                    "drill/unreadable-receiver", "what \(delivered.receiver.value) is told cannot be read",
                    label: "cannot be read", at: delivered.receiver.place,
                    remedy:
                        "add webhook: { listen: 127.0.0.1:9099 } to alerts, and let \(delivered.receiver.value) notify it"
                )
            }
        }
        for receiver in specification.runbook?.receivers ?? [] { check(receiver, alerts) }
        guard alerts.isLab, let monitor = lab?.monitor else { return }
        for receiver in specification.runbook?.receivers ?? [] { check(receiver, monitor) }
        for expectation in specification.expectations {
            if case .alert(let part) = expectation.kind { check(part, monitor) }
        }
        guard let rules = monitor.rules else { return }
        for prohibition in specification.prohibitions {
            let name = prohibition.name
            guard name.value != DrillSpecification.Prohibition.anyOther else { continue }
            if !rules.contains(where: { $0.name == name.value }) {
                let known = rules.map(\.name) + [DrillSpecification.Prohibition.anyOther]
                reportUnknownAlert(name, known: known, monitor)
            }
        }
    }

    /// A number must have somebody who knows it.
    private func check(
        _ subject: MetricExpectation.Subject, at place: Place, _ alerts: AlertsSection.Specification,
        _ lab: LabSection.Specification?
    ) {
        switch subject {
        case .query where !alerts.answersQueries:
            loading.report(
                "drill/no-prometheus", "nobody is watched who answers promql", at: place,
                remedy: "add prometheus: URL to alerts, or expect a count, rate or share")
        case .measure where lab?.monitor == nil && !alerts.isLab:
            loading.report(
                "drill/no-monitor", "nobody measures that: it is lab.monitor which does", at: place,
                remedy: "add lab: { monitor: { rules: FILE } }, or write promql where Prometheus is watched")
        case .measure(let measure) where measure.observer == .log:
            checkLogs("the \(measure.events.rawValue) that are measured come from a log", at: place)
        case .query, .measure: break
        }
    }

    /// What a log tells must have a log.
    private func checkLogs(_ need: String, at place: Place) {
        guard loading.specification(of: EventsSection.self) == nil,
            !loading.findings.contains(where: { $0.severity == .error })
        else { return }
        loading.report(
            "drill/no-log", "\(need), and none is followed", label: "no events section", at: place,
            remedy: "add events: [{ postfix_log: /var/log/mail.log }]")
    }

    private func check(_ fault: DrillFault, _ lab: LabSection.Specification?) {
        // What a lab elsewhere has is known there.
        guard lab?.remote == nil else { return }
        switch fault.kind {
        case .smtp(_, let server):
            let names = (lab?.servers ?? []).map(\.name)
            if names.isEmpty {
                loading.report(
                    "drill/no-server", "an smtp fault breaks a server of lab.smtp, and there is none",
                    at: fault.place, remedy: "add lab: { smtp: { mx: { domains: […] } } }")
            } else if let server, !names.contains(server.value) {
                loading.report(
                    "drill/unknown-server", "lab.smtp has no server \(server.value)", label: "unknown server",
                    at: server.place, remedy: Nearest.remedy(for: server.value, among: names))
            }
        case .tls(_, let server): checkTLS(of: server, fault.place, lab)
        case .dns:
            if lab?.dns == nil {
                loading.report(
                    "drill/no-dns", "a dns fault breaks lab.dns, and there is none", at: fault.place,
                    remedy: "add lab: { dns: { zones: […] } }")
            }
        case .network(_, let proxy):
            let names = (lab?.proxies ?? []).map(\.name)
            guard !names.contains(proxy.value) else { return }
            loading.report(
                "drill/unknown-proxy", "lab.proxies has no \(proxy.value)", label: "unknown proxy", at: proxy.place,
                remedy: names.isEmpty
                    ? "add lab: { proxies: { \(proxy.value): { to: mx } } }"
                    : Nearest.remedy(for: proxy.value, among: names))
        case .command: break
        }
    }

    /// A canary must have somewhere to arrive.
    private func checkCanaries(_ lab: LabSection.Specification?) {
        guard lab?.remote == nil, lab?.servers.isEmpty ?? true else { return }
        for traffic in specification.traffic where !traffic.via.isServerOfLab {
            loading.report(
                "drill/no-server", "mail through this server is to arrive in the lab, and lab.smtp has no server",
                label: "leads nowhere", at: traffic.via.place,
                remedy: "add lab: { smtp: { mx: { domains: […], listen: HOST:PORT } } }, and route the mail to it")
        }
    }

    private func checkDisarming() {
        let commands = specification.commandFaults
        let total = commands.reduce(.zero) { $0 + $1.timeout.value }
        guard total > DrillCommandFault.disarmingLimit, let last = commands.last else { return }
        loading.report(
            "drill/impossible-fault",
            "the programs that disarm this drill may take \(total.scalarText), and an interrupted run has no more than "
                + "\(DrillCommandFault.disarmingLimit.scalarText) for them",
            at: last.timeout.place, remedy: "write shorter timeouts")
    }

    private func checkTLS(of server: Located<String>?, _ place: Place, _ lab: LabSection.Specification?) {
        let all = lab?.servers ?? []
        if let server, !all.contains(where: { $0.name == server.value }) {
            loading.report(
                "drill/unknown-server", "lab.smtp has no server \(server.value)", label: "unknown server",
                at: server.place, remedy: Nearest.remedy(for: server.value, among: all.map(\.name)))
        } else if !all.contains(where: { $0.value.tls?.offer != nil && (server == nil || $0.name == server?.value) }) {
            loading.report(
                "drill/no-tls",
                "\(server?.value ?? "no server of lab.smtp") does \(server == nil ? "" : "no ")TLS "
                    + "that could be broken", label: "no TLS", at: server?.place ?? place,
                remedy: "add tls: { offer: starttls } to the server")
        }
    }

    private func check(_ part: DrillExpectation.AlertPart, _ monitor: LabMonitorSpecification) {
        if let receiver = part.delivered?.receiver { check(receiver, monitor) }
        guard let all = monitor.rules else { return }
        let rules = all.filter { $0.name == part.name.value }
        guard !rules.isEmpty else {
            return reportUnknownAlert(part.name, known: all.map(\.name), monitor)
        }
        if rules.allSatisfy({ $0.measure?.observer == .log }) {
            checkLogs("\(part.name.value) is about what a log tells", at: part.name.place)
        }
        for label in part.labels.entries {
            let known = Set(rules.flatMap(\.labelNames))
            guard !known.contains(label.name) else { continue }
            loading.report(
                "drill/unknown-label", "the alerts of \(part.name.value) have no label \(label.name)", at: label.place,
                remedy: Nearest.remedy(for: label.name, among: known.sorted()),
                notes: rules.map { .init("the rule", at: $0.excerpt) })
        }
        // Several rules may raise it: it is too early only where it is for every one of them.
        let delays = rules.map { DrillDelay(rule: $0, traffic: specification.traffic, labels: part.labels.dictionary) }
        if let never = delays.first(where: { $0.shortage != nil }), delays.allSatisfy({ $0.shortage != nil }) {
            loading.report(
                "drill/too-little-traffic", "\(part.name.value) can never fire: \(never.shortage ?? "")",
                label: "can never fire", at: part.name.place,
                remedy: "raise the rate of the traffic, or lower at_least",
                notes: [.init(never.rule.summary, at: never.rule.excerpt)])
        } else if let soonest = delays.min(by: { $0.total < $1.total }), soonest.total > part.within.value {
            loading.report(
                "drill/budget-too-small",
                "\(part.name.value) cannot fire within \(part.within.value.scalarText): \(soonest.explanation)",
                label: "at least \(soonest.total.seconds) are needed", at: part.within.place,
                remedy: "write a longer within, or shorten the rule's for",
                notes: [
                    .init(soonest.rule.summary, at: soonest.rule.excerpt)
                ])
        }
    }

    /// A receiver of other systems must be one that is read.
    private func check(_ receiver: Located<String>, _ alerts: AlertsSection.Specification) {
        if let known = alerts.pair?.routes?.receivers {
            guard !known.contains(receiver.value) else { return }
            loading.report(
                "drill/unknown-receiver", "Alertmanager's configuration has no receiver \(receiver.value)",
                label: "unknown receiver", at: receiver.place, remedy: Nearest.remedy(for: receiver.value, among: known)
            )
        } else if !alerts.readsNotifications {
            loading.report(
                "drill/unreadable-receiver", "what \(receiver.value) is told cannot be read",
                label: "cannot be read", at: receiver.place,
                remedy: "add webhook: { listen: 127.0.0.1:9099 } to alerts, and let \(receiver.value) notify it")
        }
    }

    private func check(_ receiver: Located<String>, _ monitor: LabMonitorSpecification) {
        guard let known = monitor.receivers.first(where: { $0.name == receiver.value }) else {
            let names = monitor.receivers.map(\.name)
            loading.report(
                "drill/unknown-receiver", "lab.monitor notifies no \(receiver.value)", label: "unknown receiver",
                at: receiver.place,
                remedy: names.isEmpty
                    ? "add notify: { \(receiver.value): {} } to lab.monitor"
                    : Nearest.remedy(for: receiver.value, among: names))
            return
        }
        guard let elsewhere = known.elsewhere else { return }
        loading.report(
            "drill/unreadable-receiver",
            "what \(receiver.value) is told cannot be read, for \(elsewhere.reason)",
            at: receiver.place, remedy: "remove its \(elsewhere.key), and the lab reads it",
            notes: [
                .init("the receiver", at: known.place.excerpt)
            ])
    }

    private func reportUnknownAlert(_ name: Located<String>, known: [String], _ monitor: LabMonitorSpecification) {
        loading.report(
            "drill/unknown-alert", "no rule raises \(name.value)", label: "unknown alert", at: name.place,
            remedy: Nearest.remedy(for: name.value, among: known),
            notes: [.init("the rules", at: monitor.rulesFile.place.excerpt)])
    }
}
