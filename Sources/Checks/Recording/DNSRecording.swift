import DNS
package import Findings
package import Scenarios

/// Scenarios reduced to what asks DNS, and the snapshots that come of running them: `mailproof dns record`.
package struct DNSRecording: Sendable {
    /// What is to be run: the sections and checks of each scenario that ask DNS and nothing else.
    package private(set) var scenarios: [Scenario] = []
    /// The scenarios that ask servers and name no snapshot, each with what to add.
    package private(set) var leftOut: [Finding] = []
    /// The scenarios that name no snapshot, and may need none: nobody is asked for what their zones do not hold.
    package private(set) var closed: [Finding] = []
    private var recorders: [String: Recorder] = [:]

    /// The kinds of checks that ask DNS questions, and do nothing else beyond this machine.
    private static let kinds: Set<String> = [
        SPFCheck.key, DKIMCheck.key, DKIMSignatureCheck.key, DMARCCheck.key, DNSRecordCheck.key, "audit", "auth_score",
    ]

    /// A text that names no server.
    package struct BadServer: Error, CustomStringConvertible {
        /// What is expected.
        package var description: String
    }

    /// Prepares scenarios that were loaded with `Catalog.recording`; nothing is asked yet.
    ///
    /// - Parameter server: who is asked in place of the scenarios' own servers.
    package init(_ scenarios: [Scenario], server: String? = nil) async throws {
        var servers: [ServerAddress] = []
        if let server {
            guard let address = ServerAddress(server) else {
                throw BadServer(description: "expected an address such as 192.0.2.53:53, found '\(server)'")
            }
            servers = [address]
        }
        for scenario in scenarios {
            var reduced = scenario
            reduced.checks.removeAll { $0.isolation != .looks || !Self.kinds.contains($0.kind) }
            guard let first = reduced.checks.first else { continue }
            await add(&reduced, asking: servers, orTell: first.place)
        }
    }

    private mutating func add(_ scenario: inout Scenario, asking servers: [ServerAddress], orTell place: Place) async {
        let context = SectionContext(
            resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "record", seed: 0))
        var section = scenario.sections.first { $0.key == RecordingDNSSection.key }
        let started = try? await section?.start(context) as? Recorder
        guard let specification = started?.specification, let snapshot = specification.snapshot else {
            let finding = Finding(
                "dns/names-no-snapshot", .warning, "\(scenario.file) names no snapshot: nothing is recorded for it",
                at: (started?.specification.place ?? place).excerpt,
                remedy: "add dns: { snapshot: dns/vendors.snapshot }")
            if started?.specification.effectiveServer == DNSServerChoice.none {
                closed.append(finding)
            } else {
                leftOut.append(finding)
            }
            return
        }
        let recorder = Recorder(specification, asking: servers)
        recorders[scenario.file] = recorder
        section?.start = { _ in recorder }
        section?.needs = recorder.needs(at: snapshot.place)
        section?.requires = []
        scenario.sections = section.map { [$0] } ?? []
        scenarios.append(scenario)
    }

    /// What became of each snapshot, in the order of the scenarios that name it first.
    ///
    /// - Parameter outcomes: how the cases ended, by the file of their scenario.
    package func results(after outcomes: [(file: String, outcome: CaseOutcome)]) -> [SnapshotResult] {
        let cut = Set(
            outcomes.filter { $0.outcome.verdict == .undetermined && $0.outcome.type == "mailproof.timeout" }.map(
                \.file))
        var results: [SnapshotResult] = []
        for scenario in scenarios {
            guard let recorder = recorders[scenario.file], let snapshot = recorder.specification.snapshot else {
                continue
            }
            let path = Self.normalized(recorder.specification.snapshotPath ?? snapshot.text)
            let index = results.firstIndex { $0.path == path } ?? results.endIndex
            if index == results.endIndex { results.append(SnapshotResult(path: path, at: snapshot.place)) }
            results[index].add(recorder.recorded, isCut: cut.contains(scenario.file))
        }
        return results
    }

    /// The same for paths that differ in `.` and `..` alone: two scenarios may share a snapshot.
    private static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
