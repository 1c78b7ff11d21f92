import Findings
import Scenarios
import Synchronization

/// What happened in a test, in order; tests wait for it instead of sleeping.
final class Journal: Sendable {
    private struct State {
        var entries: [String] = []
        var waiters: [(count: Int, text: String, continuation: CheckedContinuation<Void, Never>)] = []

        func count(of text: String) -> Int {
            entries.count { $0 == text }
        }
    }

    private let state = Mutex(State())

    /// Everything so far.
    var entries: [String] { state.withLock { $0.entries } }

    /// Notes something.
    func add(_ text: String) {
        let served = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.entries.append(text)
            let waiters = state.waiters
            let served = waiters.filter { $0.count <= state.count(of: $0.text) }
            state.waiters = waiters.filter { $0.count > state.count(of: $0.text) }
            return served.map(\.continuation)
        }
        served.forEach { $0.resume() }
    }

    /// Returns once something was noted so many times.
    func waits(for text: String, times count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.count(of: text) >= count { return true }
                state.waiters.append((count, text, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// The place of an entry in the order.
    func index(of text: String) -> Int? {
        entries.firstIndex(of: text)
    }
}

/// The journal and the scripted behaviour of the fake kinds of one test.
struct Stage: Sendable {
    let journal = Journal()
    /// What a case does, by the name that the scenario gives it.
    var acts: [String: @Sendable (CheckContext, Journal) async -> CaseOutcome] = [:]
    /// Why a section does not start, by the name that the scenario gives it.
    var starts: [String: @Sendable (SectionContext, Journal) async -> SectionFailure?] = [:]
    /// What stopping a section finds.
    var stops: [String: @Sendable (Journal) async -> [Finding]] = [:]

    /// The stage of the test whose task asks; fake kinds are types, and have no other way to know.
    @TaskLocal static var current = Stage()
}

/// A kind that does what the stage says under its name, and passes where it says nothing.
protocol FakeKind: CheckKind where Specification == FakeSpecification {}

/// What is written below a fake kind.
struct FakeSpecification: ScenarioMapping {
    var script: Located<String>
    var rows: [Located<String>]
    var systems: [String]
    var reaches: String?
    var writesTo: Located<String>?
    var mails: Int
    var rate: MessageRate?
    var secret: Deferred<String>?
    /// The stage, taken when the scenario was loaded.
    var stage = Stage.current

    init?(_ fields: inout Fields) {
        let script = fields.required("do", Located<String>.self, "What to do.")
        rows = fields.optional("rows", [Located<String>].self, "Rows.") ?? []
        systems = fields.optional("systems", [String].self, "Outside systems.") ?? []
        reaches = fields.optional("reaches", String.self, "A host.")
        writesTo = fields.optional("writes_to", Located<String>.self, "A domain.")
        mails = fields.optional("mails", Int.self, "Messages.") ?? 0
        rate = fields.optional("rate", MessageRate.self, "Messages a second.")
        secret = fields.optional("secret", Deferred<String>.self, "A secret.")
        guard let script else { return nil }
        self.script = script
    }
}

extension FakeKind {
    static var summary: String { "A fake." }
    static func subject(_ specification: FakeSpecification) -> String { specification.script.value }
    static func outsideSystems(_ specification: FakeSpecification) -> Set<String> { Set(specification.systems) }

    static func rows(_ specification: FakeSpecification, loading: Loading) -> [Row<FakeSpecification>] {
        guard !specification.rows.isEmpty else { return [Row(at: specification.script.place, specification)] }
        return specification.rows.map { Row($0.value, at: $0.place, specification) }
    }

    static func needs(_ specification: FakeSpecification) -> [Need] {
        let recipient = specification.writesTo.map { Need(.recipient, host: $0.value, at: $0.place) }
        return [specification.reaches.map { Need(.smtp, host: $0, at: specification.script.place) }, recipient]
            .compactMap(\.self)
    }

    static func mail(_ specification: FakeSpecification) -> [PlannedMail] {
        guard specification.mails > 0 else { return [] }
        return [
            PlannedMail(
                specification.mails, perSecond: specification.rate?.perSecond, at: specification.script.place)
        ]
    }

    static func run(_ row: Row<FakeSpecification>, in context: CheckContext) async -> CaseOutcome {
        let specification = row.specification
        let (stage, name) = (specification.stage, specification.script.value + (row.label.map { " \($0)" } ?? ""))
        stage.journal.add("begin \(name)")
        defer { stage.journal.add("end \(name)") }
        if let secret = specification.secret {
            do throws(UnresolvedReference) {
                let value = try context.value(of: secret)
                return .failed(
                    [Finding("fake/secret", .error, "sent \(value)", at: row.place.excerpt)], output: [value])
            } catch {
                return .undetermined([error.finding], type: "mailproof.unresolved")
            }
        }
        return await stage.acts[specification.script.value]?(context, stage.journal) ?? .passed()
    }
}

/// A fake kind that only looks.
enum Look: FakeKind {
    static let key = "look"
    static let isolation = Isolation.looks
}

/// A fake kind that acts.
enum Act: FakeKind {
    static let key = "act"
    static let isolation = Isolation.acts
}

/// A section that is scripted by its name too.
protocol FakeSection: SectionKind where Specification == FakeSectionSpecification {}

/// What is written below a fake section.
struct FakeSectionSpecification: ScenarioMapping {
    var name: Located<String>
    var requires: [String]
    var stage = Stage.current

    init?(_ fields: inout Fields) {
        let name = fields.required("name", Located<String>.self, "Its name.")
        requires = fields.optional("requires", [String].self, "Sections.") ?? []
        guard let name else { return nil }
        self.name = name
    }
}

extension FakeSection {
    static var summary: String { "A fake." }
    static func requires(_ specification: FakeSectionSpecification) -> [String] { specification.requires }
    static func references(_ specification: FakeSectionSpecification) -> [String] { ["\(key).url"] }

    static func start(
        _ specification: FakeSectionSpecification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        let (stage, name) = (specification.stage, specification.name.value)
        stage.journal.add("start \(name)")
        if let failure = await stage.starts[name]?(context, stage.journal) { throw failure }
        return RunningFake(key: key, name: name, stage: stage)
    }
}

/// A fake section that runs.
struct RunningFake: RunningSection {
    var key: String
    var name: String
    var stage: Stage
    var resources: Resources { Resources() }
    var references: [String: String] { ["\(key).url": "url of \(name)"] }

    func stop() async -> [Finding] {
        stage.journal.add("stop \(name)")
        return await stage.stops[name]?(stage.journal) ?? []
    }
}

/// Two sections, so that their order can be seen.
enum Ground: FakeSection { static let key = "ground" }
enum Tower: FakeSection { static let key = "tower" }
