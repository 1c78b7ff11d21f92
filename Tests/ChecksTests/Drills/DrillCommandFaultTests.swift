import Checks
import Findings
import Foundation
import Scenarios
import Support
import Synchronization
import Testing

/// Keeps leases in mind, and what became of them.
private final class LeaseNotes: LeaseKeeping {
    private let state = Mutex<[String]>([])
    let problem: LeaseProblem?

    init(problem: LeaseProblem? = nil) { self.problem = problem }

    var entries: [String] { state.withLock { $0 } }

    func add(_ entry: String) { state.withLock { $0.append(entry) } }

    func hold(_ lease: Lease) async throws(LeaseProblem) -> any HeldLease {
        if let problem { throw problem }
        add("held \(lease.description)")
        return Noted(notes: self)
    }

    struct Noted: HeldLease {
        let notes: LeaseNotes

        func end(_ undo: @escaping @Sendable () async -> [Finding]) async -> [Finding] {
            let problems = await undo()
            notes.add(problems.isEmpty ? "ended" : "not ended")
            return problems
        }
    }
}

@Suite("a fault that programs arm and disarm")
struct DrillCommandFaultTests {
    /// A drill of one fault, its alert and its leases; FOLDER in the words is a folder of its own.
    private func drill(
        _ fault: String, keeper: LeaseNotes = LeaseNotes(), in folder: TemporaryFolder
    ) async throws -> (outcome: CaseOutcome, leases: [String], leftovers: [Finding]) {
        let words = """
            faults: [{ command: { \(fault.replacing("FOLDER", with: folder.url.path)) } }]
            traffic: [{ via: $(lab.smtp.mx.url), from: drill@example.com, to: "user$(n)@slow.example", rate: 50/s }]
            expect: [{ metric: { count: { of: smtp_replies, where: { class: 2xx }, window: 3s }, min: 1, within: 20s } }]
            """
        let drill = try await RunningDrill(words)
        var context = drill.context
        context.resources[LeaseKeeperKey.self] = keeper
        context.references["run.id"] = context.run.id
        let outcome = await DrillCheck.run(Row(at: drill.specification.place, drill.specification), in: context)
        let leftovers = await context.cleanups.settleAll()
        await drill.stop()
        return (outcome, keeper.entries, leftovers)
    }

    private func text(_ name: String, in folder: TemporaryFolder) -> String {
        (try? String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }

    @Test("it is written down, armed, and disarmed at the end; that nobody counts its hits is no fault of the drill")
    func passes() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (outcome, leases, leftovers) = try await drill(
            "arm: [sh, -c, 'echo arm $(run.id) >> FOLDER/log'], disarm: [sh, -c, 'echo disarm >> FOLDER/log']",
            in: folder)
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(text("log", in: folder) == "arm abcdefghijkl\ndisarm\n")
        #expect(leases == ["held command sh", "ended"])
        #expect(leftovers.isEmpty)
        #expect(outcome.output.contains { $0.hasSuffix("armed command sh") })
        #expect(outcome.output.contains { $0.hasSuffix("disarmed command sh") })
    }

    @Test("what arm had begun when it failed is undone, and its complaint is told")
    func armFails() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (outcome, leases, _) = try await drill(
            "arm: [sh, -c, 'echo no such device >&2; exit 3'], disarm: [sh, -c, 'echo disarm >> FOLDER/log']",
            in: folder)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.type == "mailproof.injection")
        #expect(outcome.findings.map(\.message) == ["sh does not arm the fault: it ended with code 3"])
        #expect(outcome.findings.first?.notes.map(\.text) == ["sh says: no such device"])
        #expect(text("log", in: folder) == "disarm\n")
        #expect(leases == ["held command sh", "ended"])
    }

    @Test("an arm that does not end in time is stopped, and what it began undone")
    func armHangs() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (outcome, leases, _) = try await drill(
            "arm: [sleep, '600'], disarm: ['true'], timeout: 5s", in: folder)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.map(\.message) == ["sleep does not arm the fault: it did not end in time"])
        #expect(leases == ["held command sleep", "ended"])
    }

    @Test("what cannot be disarmed is tried once more by the run, and told")
    func disarmFails() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (_, leases, leftovers) = try await drill(
            "arm: ['true'], disarm: [sh, -c, 'echo it is stuck >&2; exit 1']", in: folder)
        #expect(leases == ["held command true", "not ended", "not ended"])
        #expect(leftovers.map(\.rule) == ["lease/not-undone"])
        #expect(leftovers.first?.remedy?.contains("sh -c 'echo it is stuck >&2; exit 1'") == true)
    }

    @Test("without a lease nothing is armed")
    func unkept() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let keeper = LeaseNotes(problem: LeaseProblem("the disk is full", remedy: "make room"))
        let (outcome, _, _) = try await drill(
            "arm: [touch, FOLDER/armed], disarm: ['true']", keeper: keeper, in: folder)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.map(\.message) == ["the disk is full"])
        #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/armed"))
    }

    @Test(
        "what is wrong with it is said where it stands",
        arguments: [
            ("arm: [a]", "the key disarm is missing"),
            ("arm: [], disarm: [a]", "expected at least one value, found an empty list"),
            ("arm: [a], disarm: [a], timeout: 1m", "a program gets more than no time, and at most 25s"),
            ("arm: [a, $(secrets.KEY)], disarm: [a]", "every user of this machine sees the arguments of a program"),
        ])
    func wrong(_ words: String, _ said: String) {
        let known = KnownReferences(loadValues: [:], runtimeNames: ["secrets.KEY"])
        let decoded = DecodedText<[DrillFault]>("[{ command: { \(words) } }]", references: known)
        #expect(decoded.findings.map(\.message) == [said])
    }

    @Test("running it needs leave to run programs")
    func permission() throws {
        let text = """
            faults: [{ command: { arm: [a], disarm: [b] } }]
            expect: [{ alert: A, within: 1s }]
            """
        let specification = try #require(DecodedText<DrillSpecification>(text).value)
        #expect(DrillCheck.needs(specification).map(\.permission) == [.exec])
    }
}
