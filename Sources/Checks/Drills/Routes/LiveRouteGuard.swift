package import Alerting
package import Findings
package import Scenarios

/// Asks an Alertmanager that others use whom it would tell of the expected alerts, before anything is broken.
package struct LiveRouteGuard {
    private let specification: DrillSpecification
    private let grants: PolicyGrants

    /// The guard of a drill under what a policy grants.
    package init(specification: DrillSpecification, grants: PolicyGrants) {
        self.specification = specification
        self.grants = grants
    }

    /// Why nothing may be injected; nil where every receiver is one that the policy gives to drills.
    ///
    /// What is not written out of an alert's labels may have any value: who might be told counts as told.
    package func problem(with observer: any AlertObserver) async throws(ObserverFailure) -> CaseOutcome? {
        guard specification.watchesAlertmanager, let text = try await observer.routing() else { return nil }
        let route: AlertRoute
        do throws(AlertRoute.Unreadable) {
            route = try AlertRoute(configuration: text)
        } catch {
            throw ObserverFailure("its configuration is not understood: \(error.reason)")
        }
        var findings: [Finding] = []
        for part in specification.alertParts {
            var labels = part.labels.dictionary.compactMapValues(\.exactText)
            labels["alertname"] = part.name.value
            for told in route.told(of: KnownLabels(values: labels)) {
                guard !grants.drillReceivers.contains(told.receiver) else { continue }
                let finding = refusal(told, of: part)
                if !findings.contains(where: { $0.message == finding.message }) { findings.append(finding) }
            }
        }
        guard !findings.isEmpty else { return nil }
        var outcome = CaseOutcome.failed(findings)
        outcome.type = "mailproof.permission"
        return outcome
    }

    private func refusal(_ told: AlertRoute.Told, of part: DrillExpectation.AlertPart) -> Finding {
        let would = told.isCertain ? "would be told" : "may be told"
        let times = told.times.isEmpty ? "" : " (\(told.times))"
        let known = part.labels.entries.map(\.name)
        var notes: [Finding.Note] = []
        if !told.isCertain {
            notes.append(
                .init(
                    "its route hangs on labels that are not written out; known are "
                        + (["alertname"] + known).joined(separator: ", ")))
        }
        let remedy =
            grants.file.map { "have \(told.receiver) added to drill_receivers of \($0)" }
            ?? "run with a --policy that has \(told.receiver) in drill_receivers"
        return Finding(
            "drill/receiver-not-allowed", .error,
            "nothing was injected: the receiver \(told.receiver) \(would) of \(part.name.value)\(times), and "
                + (grants.file.map { "the policy \($0) does not give it to drills" } ?? "no policy gives it to drills"),
            label: "reaches \(told.receiver)", at: part.name.place.excerpt,
            remedy: told.isCertain ? remedy : remedy + ", or write the labels that lead elsewhere", notes: notes)
    }
}
