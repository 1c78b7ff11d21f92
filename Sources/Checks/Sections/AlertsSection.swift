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
    package static let summary =
        "Who is watched for alerts: lab, the embedded monitor of lab.monitor, or systems of the user's own."

    /// What is written below `alerts`.
    package struct Specification: ScenarioDecodable {
        /// Where it is written.
        package var place: Place
        /// Who is watched.
        package var watched: Watched

        /// The embedded monitor, or what the user has.
        package enum Watched: Sendable {
            /// `lab`.
            case lab
            /// Systems that run already.
            case systems(WatchedSystems)
        }

        /// Whether the embedded monitor is watched.
        package var isLab: Bool { if case .lab = watched { true } else { false } }

        /// The rules and routes that are run here; nil where others are watched.
        package var pair: RunPrometheus? { if case .systems(let systems) = watched { systems.pair } else { nil } }

        /// Whether an Alertmanager that others use is watched.
        package var watchesAlertmanager: Bool {
            if case .systems(let systems) = watched { systems.alertmanager != nil } else { false }
        }

        /// Whether somebody answers `promql`.
        package var answersQueries: Bool {
            switch watched {
            case .lab: false
            case .systems(let systems): systems.answersQueries
            }
        }

        /// Whether notifications are read, so that they can be counted.
        package var readsNotifications: Bool {
            switch watched {
            case .lab: true
            case .systems(let systems): systems.webhook != nil || systems.pair != nil
            }
        }

        /// The systems that two drills must not watch at once.
        package var outsideSystems: Set<String> {
            switch watched {
            case .lab: []
            case .systems(let systems): systems.outsideSystems
            }
        }

        package static var schema: JSONSchema { .anyOf([.words([Self.labWord]), WatchedSystems.schema]) }

        private static let labWord = "lab"

        package static func decode(_ node: Node, in decoding: Decoding) -> Specification? {
            guard let node = decoding.resolved(node) else { return nil }
            switch node.content {
            case .mapping:
                return WatchedSystems.decode(node, in: decoding).map {
                    Specification(place: node.place, watched: .systems($0))
                }
            case .scalar(labWord, _):
                return Specification(place: node.place, watched: .lab)
            case .scalar, .sequence:
                decoding.reportUnexpected(node, expected: labWord, remedy: "write alerts: lab")
                return nil
            }
        }
    }

    package static func load(_ specification: inout Specification, loading: Loading) {
        if case .systems(var systems) = specification.watched {
            systems.pair?.load(loading)
            specification.watched = .systems(systems)
            return
        }
        // A lab that is there and wrong was reported as such.
        let isBroken = loading.findings.contains { $0.severity == .error }
        guard loading.specification(of: LabSection.self)?.monitor == nil, !isBroken else { return }
        loading.report(
            "alerts/no-monitor", "alerts: lab watches the embedded monitor, and there is none", label: "no lab.monitor",
            at: specification.place, remedy: "add lab: { monitor: { rules: FILE } }")
    }

    /// The lab's monitor is watched, or measures; what logs tell is counted for a Prometheus.
    package static func requires(_ specification: Specification) -> [String] { [LabSection.key, EventsSection.key] }

    package static func needs(_ specification: Specification) -> [Need] {
        switch specification.watched {
        case .lab: []
        case .systems(let systems): systems.needs
        }
    }

    package static func start(
        _ specification: Specification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        let monitor = context.resources[LabMonitorKey.self]
        switch specification.watched {
        case .systems(let systems):
            return try await systems.start(monitor: monitor?.observer.monitor, in: context)
        case .lab:
            guard let monitor else {
                throw SectionFailure(
                    Finding(
                        "alerts/no-monitor", .error, "the lab runs no monitor that could be watched",
                        at: specification.place.excerpt), type: "mailproof.connection")
            }
            return RunningAlertsSection(observer: monitor.observer) { [] }
        }
    }
}

/// The observer, and how what was started for it is stopped.
struct RunningAlertsSection: RunningSection {
    /// Who watches.
    let observer: any AlertObserver
    /// Stops what was started; returns what could not be.
    let end: @Sendable () async -> [Finding]

    var resources: Resources {
        var resources = Resources()
        resources[AlertObserverKey.self] = observer
        return resources
    }

    var references: [String: String] { [:] }

    func stop() async -> [Finding] { await end() }
}
