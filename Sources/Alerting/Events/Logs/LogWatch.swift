import Synchronization

/// A log that is followed: what its lines say is handed on as it is written, and the queue, twice a second, as they tell.
package final class LogWatch: EventSource {
    /// How often is looked for new lines.
    ///
    /// Our choice: as often as the embedded monitor evaluates.
    private static let pause: Duration = .milliseconds(100)
    /// How often the queue is told.
    ///
    /// Our choice: drills have windows of a second or two.
    private static let samplePause: Duration = .milliseconds(500)
    /// What is followed, for reports: `postfix_log mail.log`.
    package let name: String
    private let state = Mutex(State())

    private struct State {
        var report = LogReport()
        var loop: Task<Void, Never>?
    }

    private init(name: String) {
        self.name = name
    }

    /// Begins to follow a file from its end, `-` being the standard input.
    ///
    /// - Throws: why it cannot be read.
    package static func start(
        _ name: String, path: String, as log: any DeliveryLog,
        handingTo receive: @escaping @Sendable (DeliveryEvent) -> Void
    ) throws(LogFailure) -> LogWatch {
        let input: any LogInput = path == "-" ? StandardInput() : try FollowedLog(path: path)
        let watch = LogWatch(name: name)
        let loop = Task { await watch.follow(input, log, receive) }
        watch.state.withLock { $0.loop = loop }
        return watch
    }

    /// What became of the lines so far.
    package var report: LogReport { state.withLock { $0.report } }

    /// Stops following.
    package func stop() async -> Bool {
        let loop = state.withLock { $0.loop }
        loop?.cancel()
        await loop?.value
        return true
    }

    private func follow(
        _ source: any LogInput, _ reader: any DeliveryLog, _ receive: @Sendable (DeliveryEvent) -> Void
    ) async {
        var input = source
        var log = reader
        defer { input.close() }
        var nextSample = ContinuousClock.now
        while !Task.isCancelled {
            let now = Moment.now()
            let lines: [LogLines.Line]
            do throws(LogFailure) {
                lines = try input.look(at: now.instant)
            } catch {
                state.withLock { $0.report.failure = error }
                return
            }
            for line in lines { take(line, &log, at: now, receive) }
            if now.instant >= nextSample {
                log.sample(at: now).forEach(receive)
                nextSample = now.instant.advanced(by: Self.samplePause)
            }
            guard (try? await Task.sleep(for: Self.pause)) != nil else { return }
        }
    }

    private func take(
        _ line: LogLines.Line, _ log: inout any DeliveryLog, at now: Moment, _ receive: (DeliveryEvent) -> Void
    ) {
        let reading: LogReading =
            switch line {
            case .tooLong: .problem("longer than \(EventLineReader.lineLimit) bytes")
            case .whole(let bytes): log.read(bytes, at: now)
            }
        state.withLock { $0.report.count(reading) }
        if case .events(let events) = reading { events.forEach(receive) }
    }
}
