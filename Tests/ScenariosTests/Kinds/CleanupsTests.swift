import Findings
import Scenarios
import Synchronization
import Testing

@Suite("What must be undone")
struct CleanupsTests {
    private final class Log: Sendable {
        private let entries = Mutex<[String]>([])
        var all: [String] { entries.withLock { $0 } }
        func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    }

    @Test("is undone once, last in first out, and what fails is told")
    func order() async {
        let log = Log()
        let cleanups = Cleanups()
        cleanups.add("first") {
            log.add("first")
            return [Finding("lab/lease", .error, "still armed")]
        }
        let second = cleanups.add("second") {
            log.add("second")
            return []
        }
        cleanups.add("third") {
            log.add("third")
            return []
        }
        #expect(cleanups.active == ["first", "second", "third"])
        #expect(await cleanups.settle(second).isEmpty)
        #expect(await cleanups.settle(second).isEmpty)
        #expect(await cleanups.settleAll().map(\.message) == ["still armed"])
        #expect(log.all == ["second", "third", "first"])
        #expect(cleanups.active.isEmpty)
    }

    @Test("is undone also where its task was cancelled, and where undoing adds more")
    func cancelled() async {
        let log = Log()
        let cleanups = Cleanups()
        cleanups.add("outer") {
            log.add(Task.isCancelled ? "cancelled" : "outer")
            cleanups.add("inner") {
                log.add("inner")
                return []
            }
            return []
        }
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await cleanups.settleAll()
        }
        task.cancel()
        #expect(await task.value.isEmpty)
        #expect(log.all == ["outer", "inner"])
    }
}
