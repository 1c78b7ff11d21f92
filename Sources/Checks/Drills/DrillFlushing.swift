import Findings
import Scenarios
import Synchronization

/// Has deferred mail tried again from the end of the faults on, until the drill has recovered or its time is over.
///
/// Again and again, because a mail server may pass over a mail that it was still holding when it was told.
final class DrillFlushing: Sendable {
    /// How often it is looked whether the drill is over.
    ///
    /// Our choice: as often as its numbers are.
    private static let pollInterval: Duration = .milliseconds(20)

    private let flush: DrillFlush
    private let program: UserProgram
    private let record: DrillRecord
    private let state = Mutex(State())

    private struct State {
        var isOver = false
        var hasEnded = false
        var runs = 0
        var failures = 0
        var failure: UserProgram.Failure?
    }

    init(_ flush: DrillFlush, with references: RuntimeReferences, _ record: DrillRecord) throws(UnresolvedReference) {
        self.flush = flush
        self.record = record
        program = try flush.program.filled(with: references)
    }

    /// Runs the program once at least, and again after each interval until `finish()`.
    func run() async {
        repeat { await runOnce() } while await isDueAgain()
        state.withLock { $0.hasEnded = true }
    }

    /// Lets a run that has begun end, and begins none after it.
    func finish() async {
        state.withLock { $0.isOver = true }
        while !state.withLock({ $0.hasEnded }) {
            guard (try? await Task.sleep(for: Self.pollInterval)) != nil else { return }
        }
    }

    /// What is wrong with the program where not one run of it succeeded; nil otherwise.
    ///
    /// Nobody then knows what the mail server would have done had it been told to.
    var problem: Finding? {
        let (runs, failures, failure) = state.withLock { ($0.runs, $0.failures, $0.failure) }
        guard runs > 0, failures == runs, let failure else { return nil }
        return Finding(
            "drill/not-flushed", .error, "deferred mail was not tried again: \(program.name) \(failure)",
            label: "failed \(runs) \(runs == 1 ? "time" : "times")", at: flush.place.excerpt,
            remedy: "run it by hand as the user that mailproof runs as, and mend what it complains of",
            notes: failure.complaints(of: program.name))
    }

    private func runOnce() async {
        do throws(UserProgram.Failure) {
            _ = try await program.run([])
            record.note("flushed: \(program.commandLine)")
            state.withLock { $0.runs += 1 }
        } catch {
            // Who ended the drill stopped the program too: that says nothing of it.
            guard !Task.isCancelled else { return }
            let complaint = error.complaints(of: program.name).first.map { "; \($0.text)" } ?? ""
            record.note("not flushed: \(program.name) \(error)\(complaint)")
            state.withLock { state in
                state.runs += 1
                state.failures += 1
                state.failure = error
            }
        }
    }

    /// Waits for the next run; false where there is none.
    private func isDueAgain() async -> Bool {
        let due = ContinuousClock.now + flush.interval
        while ContinuousClock.now < due {
            if state.withLock({ $0.isOver }) { return false }
            guard (try? await Task.sleep(for: Self.pollInterval)) != nil else { return false }
        }
        return !state.withLock { $0.isOver }
    }
}
