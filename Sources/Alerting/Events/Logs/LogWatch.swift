import Synchronization

/// A log that is followed: what its lines say is handed on as it is written, and the queue, twice a second, as they tell.
package final class LogWatch: Sendable {
    /// How often is looked for new lines.
    ///
    /// Our choice: as often as the embedded monitor evaluates.
    private static let pause: Duration = .milliseconds(100)
    /// How often the queue is told.
    ///
    /// Our choice: drills have windows of a second or two.
    private static let samplePause: Duration = .milliseconds(500)
    /// How many lines that could not be understood are told by their numbers.
    ///
    /// Our choice: the first ones tell the cause.
    package static let problemLimit = 20

    /// What is followed, for reports: `postfix_log mail.log`.
    package let name: String
    private let state = Mutex(State())

    private struct State {
        var report = Report()
        var loop: Task<Void, Never>?
    }

    /// What became of the lines so far.
    package struct Report: Sendable, Hashable {
        /// How many there were since following began.
        package var lines = 0
        /// How many events they told of.
        package var events = 0
        /// How many could not be understood.
        package var problems = 0
        /// The first of those, by their number among the lines, from 1.
        package var first: [Problem] = []
        /// Why nothing more comes; nil while something may.
        package var failure: LogFailure?
    }

    /// A line that could not be understood.
    package struct Problem: Sendable, Hashable {
        /// Its number among the lines that were read, from 1.
        package var line: Int
        /// Why, in words that hold nothing of the line.
        package var reason: String
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
    package var report: Report { state.withLock { $0.report } }

    /// Stops following.
    package func stop() async {
        let loop = state.withLock { $0.loop }
        loop?.cancel()
        await loop?.value
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
        switch reading {
        case .events(let events):
            state.withLock { state in
                state.report.lines += 1
                state.report.events += events.count
            }
            events.forEach(receive)
        case .problem(let reason):
            state.withLock { state in
                state.report.lines += 1
                state.report.problems += 1
                guard state.report.first.count < Self.problemLimit else { return }
                state.report.first.append(Problem(line: state.report.lines, reason: reason))
            }
        }
    }
}

extension LogWatch.Report {
    /// In one line: `412 lines, 380 events, 2 not understood (line 17: no log record of KumoMTA)`.
    package var summary: String {
        var text = "\(lines) lines, \(events) events"
        if problems > 0 {
            let named = first.prefix(3).map { "line \($0.line): \($0.reason)" }
            text += ", \(problems) not understood (\(named.joined(separator: "; ")))"
        }
        if let failure { text += "; nothing more comes: \(failure.reason)" }
        return text
    }
}
