package import Alerting
package import Findings
package import Scenarios

/// Who sees the alerts of a scenario; published by the section `alerts`.
package enum AlertObserverKey: ResourceKey {
    /// The observer.
    package typealias Value = any AlertObserver
}

/// `alerts`: who is watched for alerts.
package struct AlertsSection: SectionKind {
    package static let key = "alerts"
    package static let summary = "Who is watched for alerts: lab, the embedded monitor of lab.monitor."

    /// What is written below `alerts`.
    package struct Specification: ScenarioDecodable {
        /// Where it is written.
        package var place: Place

        package static var schema: JSONSchema { .anyOf([.words([Self.labWord]), Planned.schema]) }

        private static let labWord = "lab"

        package static func decode(_ node: Node, in decoding: Decoding) -> Specification? {
            guard let node = decoding.resolved(node) else { return nil }
            switch node.content {
            case .mapping:
                _ = Planned.decode(node, in: decoding)
                return nil
            case .scalar(labWord, _):
                return Specification(place: node.place)
            case .scalar, .sequence:
                decoding.reportUnexpected(node, expected: labWord, remedy: "write alerts: lab")
                return nil
            }
        }
    }

    /// The watched systems that the format knows and this version does not have.
    private struct Planned: ScenarioMapping {
        init?(_ fields: inout Fields) {
            fields.notInThisVersion("alertmanager", "The URL of an Alertmanager.")
            fields.notInThisVersion("prometheus", "The URL of a Prometheus.")
            fields.notInThisVersion("grafana", "The URL of a Grafana.")
            fields.notInThisVersion("webhook", "Where notifications of the user's own systems are received.")
            fields.notInThisVersion("run_prometheus", "The user's own rules and routes, run on loopback.")
            return nil
        }
    }

    package static func load(_ specification: inout Specification, loading: Loading) {
        // A lab that is there and wrong was reported as such.
        let isBroken = loading.findings.contains { $0.severity == .error }
        guard loading.specification(of: LabSection.self)?.monitor == nil, !isBroken else { return }
        loading.report(
            "alerts/no-monitor", "alerts: lab watches the embedded monitor, and there is none", label: "no lab.monitor",
            at: specification.place, remedy: "add lab: { monitor: { rules: FILE } }")
    }

    package static func requires(_ specification: Specification) -> [String] { [LabSection.key] }

    package static func start(
        _ specification: Specification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        guard let monitor = context.resources[LabMonitorKey.self] else {
            throw SectionFailure(
                Finding(
                    "alerts/no-monitor", .error, "the lab runs no monitor that could be watched",
                    at: specification.place.excerpt), type: "mailproof.connection")
        }
        return RunningAlertsSection(observer: monitor.observer)
    }
}

/// The observer, handed on; who started it stops it.
private struct RunningAlertsSection: RunningSection {
    let observer: any AlertObserver

    var resources: Resources {
        var resources = Resources()
        resources[AlertObserverKey.self] = observer
        return resources
    }

    var references: [String: String] { [:] }

    func stop() async -> [Finding] { [] }
}
