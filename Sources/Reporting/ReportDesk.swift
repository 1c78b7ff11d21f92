package import Findings

/// Hands the events of a run to every report, in order.
package actor ReportDesk {
    /// How often reports that wait are looked after.
    private static let tick = Duration.milliseconds(200)
    private var consumers: [any EventConsumer]
    private var failures: [ReportError] = []

    /// A desk with these reports.
    package init(_ consumers: [any EventConsumer]) {
        self.consumers = consumers
    }

    /// Follows a run to its end.
    ///
    /// - Returns: the reports that could not be written, each once.
    package func follow(_ events: AsyncStream<RunEvent>) async -> [ReportError] {
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.tick)
                    await self.catchUp()
                }
            }
            for await event in events { consume(event) }
            group.cancelAll()
            catchUp()
        }
        return failures
    }

    private func consume(_ event: RunEvent) {
        forEach { consumer throws(ReportError) in try consumer.consume(event) }
    }

    private func catchUp() {
        forEach { consumer throws(ReportError) in try consumer.catchUp() }
    }

    private func forEach(_ body: (inout any EventConsumer) throws(ReportError) -> Void) {
        for index in consumers.indices {
            do throws(ReportError) { try body(&consumers[index]) } catch {
                // A disk that is full stays full: it is said once.
                if !failures.contains(where: { $0.path == error.path }) { failures.append(error) }
            }
        }
    }
}
