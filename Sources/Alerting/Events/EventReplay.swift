/// A log of events that is lived through again: events drive the clock, and rules are evaluated as it goes.
///
/// It takes the log in pieces of any size, and grows with none of it: lines that are no events are counted, and the first
/// ones kept with their numbers.
package struct EventReplay: Sendable {
    /// How many lines that are no events are kept.
    ///
    /// Our choice: the first ones tell the cause.
    package static let problemLimit = 20
    /// How far one event may move the clock on.
    ///
    /// Our choice: a log is silent over a weekend, and a clock that is wrong is wrong by years.
    package static let longestGap: Duration = .seconds(7 * 86_400)

    /// What the rules have come to.
    package private(set) var rules: RuleSet
    /// How many events were read.
    package private(set) var eventCount = 0
    /// How many lines were none.
    package private(set) var problemCount = 0
    /// The first of these.
    package private(set) var problems: [Problem] = []
    /// How many events would have moved the clock on too far, and were not counted.
    package private(set) var leaps = 0

    private let interval: Duration
    private var reader = EventLineReader()
    private var lineCount = 0
    private var carry: [UInt8] = []
    private var now: Moment?
    private var next: Moment?

    /// A line that is no event.
    package struct Problem: Sendable, Hashable {
        /// Its number, from 1.
        package var line: Int
        /// Why.
        package var reason: EventLineReader.Problem
    }

    /// A replay for these rules, evaluated once in every interval of the log's own time.
    package init(_ rules: [AlertRule], interval: Duration) {
        self.rules = RuleSet(rules, origin: .now())
        self.interval = interval > .zero ? interval : Monitor.standardInterval
    }

    /// Reads a piece of the log; returns the changes of alerts in it.
    package mutating func read(_ piece: [UInt8]) -> [AlertTransition] {
        var transitions: [AlertTransition] = []
        var begin = 0
        while let end = piece[begin...].firstIndex(of: 0x0A) {
            if carry.isEmpty {
                take(piece, in: begin..<end, &transitions)
            } else {
                keep(piece[begin..<end])
                takeCarry(&transitions)
            }
            begin = end + 1
        }
        keep(piece[begin...])
        return transitions
    }

    /// Reads a last line without its line feed, and evaluates the rules once more.
    package mutating func end() -> [AlertTransition] {
        var transitions: [AlertTransition] = []
        if !carry.isEmpty { takeCarry(&transitions) }
        if let now { transitions += rules.evaluate(at: now) }
        return transitions
    }

    /// Keeps the beginning of a line; no more of it than tells that it is too long.
    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = EventLineReader.lineLimit + 1 - carry.count
        carry += bytes.prefix(max(0, room))
    }

    private mutating func takeCarry(_ transitions: inout [AlertTransition]) {
        let line = carry
        carry.removeAll(keepingCapacity: true)
        take(line, in: 0..<line.count, &transitions)
    }

    private mutating func take(_ bytes: [UInt8], in line: Range<Int>, _ transitions: inout [AlertTransition]) {
        lineCount += 1
        // An empty line says nothing.
        guard !line.isEmpty else { return }
        do throws(EventLineReader.Problem) {
            live(through: try reader.event(bytes, in: line), &transitions)
        } catch {
            problemCount += 1
            if problems.count < Self.problemLimit { problems.append(Problem(line: lineCount, reason: error)) }
        }
    }

    private mutating func live(through event: DeliveryEvent, _ transitions: inout [AlertTransition]) {
        eventCount += 1
        let clock = now ?? event.moment
        if event.moment.instant > clock.instant, event.moment.since(clock) > Self.longestGap {
            leaps += 1
            return
        }
        var due = next ?? event.moment.advanced(by: interval)
        while due.instant <= event.moment.instant {
            transitions += rules.evaluate(at: due)
            due = due.advanced(by: interval)
        }
        next = due
        let latest = now.map { $0.instant > event.moment.instant ? $0 : event.moment } ?? event.moment
        now = latest
        rules.record(event, receivedAt: latest.instant)
    }
}
