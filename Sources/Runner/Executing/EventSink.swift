import Findings
import Synchronization

/// Where a run tells what happens: every event is redacted here, before anybody else sees it.
final class EventSink: Sendable {
    private let redactor: Redactor
    private let continuation: AsyncStream<RunEvent>.Continuation
    private let isOpen = Mutex(true)

    /// A sink whose events come out of the continuation's stream.
    init(_ continuation: AsyncStream<RunEvent>.Continuation, redactor: Redactor) {
        self.continuation = continuation
        self.redactor = redactor
    }

    /// Tells an event; after the last one nothing is told.
    func send(_ event: RunEvent) {
        let event = event.redacted(by: redactor)
        isOpen.withLock { isOpen in
            if isOpen { continuation.yield(event) }
        }
    }

    /// Tells the last event; only the first call does.
    func finish(with summary: RunEvent.RunSummary) {
        let event = RunEvent.runFinished(summary).redacted(by: redactor)
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            isOpen = false
            continuation.yield(event)
            continuation.finish()
        }
    }
}
