package import Findings
import UnixSignals

extension ScenarioRun {
    /// Runs everything; SIGINT and SIGTERM end it early, a second one ends it at once.
    package func runUntilSignalled() async -> RunEvent.RunSummary {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let listener = Task {
            var isFirst = true
            for await signal in signals {
                let interruption = Interruption.signal(name: signal.description, number: signal.rawValue)
                if isFirst { self.interrupt(interruption) } else { self.stopAtOnce(interruption) }
                isFirst = false
            }
        }
        defer { listener.cancel() }
        return await run()
    }
}
