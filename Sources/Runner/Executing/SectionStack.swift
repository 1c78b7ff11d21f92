import Findings
import Scenarios

/// The running sections of a file: started in the order that they require, stopped last in first out.
struct SectionStack: Sendable {
    private let setting: RunSetting
    private let scenario: Scenario
    private var running: [(key: String, section: any RunningSection)] = []
    /// What the running sections have published.
    private(set) var resources = Resources()
    /// The references that are known by now.
    private(set) var references = RuntimeReferences()

    init(of scenario: Scenario, in setting: RunSetting) {
        self.scenario = scenario
        self.setting = setting
        resources[LeaseKeeperKey.self] = setting.leases
        references["run.id"] = setting.identity.id
        references["run.seed"] = String(setting.identity.seed)
        setting.secrets.add(scenario.secrets, to: &references)
    }

    /// Why the cases of the file cannot be run.
    enum Failure: Error {
        case section(SectionFailure)
        case interruption(Interruption)
    }

    /// Starts every section of the file.
    mutating func start() async throws(Failure) {
        for section in scenario.sections {
            let context = SectionContext(resources: resources, references: references, run: setting.identity)
            let limit = setting.options.startLimit
            let ending = await setting.supervisor.run(within: limit, late: Self.stopLate) {
                () async -> Result<any RunningSection, SectionFailure> in
                do throws(SectionFailure) { return .success(try await section.start(context)) } catch {
                    return .failure(error)
                }
            }
            switch ending {
            case .returned(.success(let started), let stop):
                running.append((section.key, started))
                resources.merge(started.resources)
                references.merge(started.references)
                if case .interruption(let interruption)? = stop { throw .interruption(interruption) }
            case .returned(.failure(let failure), let stop):
                if case .interruption(let interruption)? = stop { throw .interruption(interruption) }
                throw .section(failure)
            case .abandoned(.deadline):
                throw .section(Self.tooSlow(section.key, limit: limit, file: scenario.file))
            case .abandoned(.interruption(let interruption)), .refused(let interruption):
                throw .interruption(interruption)
            }
        }
    }

    /// Stops what runs, last in first out.
    mutating func stop() async {
        while let (key, section) = running.popLast() {
            let limit = setting.options.cleanupLimit
            let problems: [Finding] =
                switch await setting.supervisor.run(within: limit, isShielded: true, { await section.stop() }) {
                case .returned(let found, _): found
                case .abandoned, .refused:
                    [
                        Finding(
                            "run/cleanup", .error,
                            "the section '\(key)' of \(scenario.file) could not be stopped within \(limit.text)")
                    ]
                }
            for problem in problems {
                setting.tally.addLeftover()
                setting.sink.send(.notice(RunEvent.Notice(problem, file: scenario.file)))
            }
        }
    }

    /// A section that came up after it was given up is stopped at once.
    private static func stopLate(_ result: Result<any RunningSection, SectionFailure>) async {
        if case .success(let section) = result { _ = await section.stop() }
    }

    private static func tooSlow(_ key: String, limit: Duration, file: String) -> SectionFailure {
        SectionFailure(
            Finding(
                "run/timeout", .error, "the section '\(key)' of \(file) did not start within \(limit.text)"),
            type: "mailproof.timeout")
    }
}
