import Checks
import Findings
import Foundation
import Scenarios
import Support

/// A scenario of the section `dns` and checks of the kind `dns_record`, in a folder of its own with its files.
struct DNSScenario {
    /// What came of loading `s.yaml`.
    let loaded: LoadedFile
    private let folder: String

    /// A scenario below `mailproof: 1` and its name, so that `text` begins in line 3.
    init(_ text: String, _ files: [String: String] = [:]) throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        for (path, content) in files { try temporary.write(content, to: path) }
        folder = temporary.url.path + "/"
        let source = SourceText(file: folder + "s.yaml", text: "mailproof: 1\nname: t\n\(text)\n")
        let catalog = Catalog(checks: [DNSRecordCheck.self], sections: [DNSSection.self, LabSection.self])
        loaded = ScenarioLoader(catalog: catalog).load(source)
    }

    /// Each finding of the load as `FILE:LINE:COLUMN MESSAGE`, files named from the scenario's folder.
    var said: [String] {
        loaded.findings.map { finding in
            (finding.excerpt.map { "\($0.span) " } ?? "").replacingOccurrences(of: folder, with: "")
                + finding.message.replacingOccurrences(of: folder, with: "")
        }
    }

    /// Each need of sections and cases as `PERMISSION HOST FILE:LINE:COLUMN`.
    var needs: [String] {
        guard let scenario = loaded.scenario else { return ["the scenario is invalid"] }
        let needs = scenario.sections.flatMap(\.needs) + scenario.checks.flatMap { $0.cases.flatMap(\.needs) }
        return needs.map {
            "\($0.permission) \($0.host ?? "") \($0.place.span)".replacingOccurrences(of: folder, with: "")
        }
    }

    /// Starts the sections and runs every case.
    func run() async -> [CaseOutcome] {
        guard let scenario = loaded.scenario else { return [] }
        let run = RunIdentity(id: "test", seed: 1)
        var resources = Resources()
        var references = RuntimeReferences()
        var running: [any RunningSection] = []
        for section in scenario.sections {
            let context = SectionContext(resources: resources, references: references, run: run)
            guard let started = try? await section.start(context) else { return [] }
            resources.merge(started.resources)
            references.merge(started.references)
            running.append(started)
        }
        var outcomes: [CaseOutcome] = []
        for item in scenario.checks.flatMap(\.cases) {
            outcomes.append(
                await item.run(
                    CheckContext(
                        resources: resources, references: references, run: run, caseName: item.name,
                        deadline: .now + .seconds(30), cleanups: Cleanups())))
        }
        for section in running.reversed() { _ = await section.stop() }
        return outcomes
    }
}
