import Histogram
package import MailTransport

/// What became of the messages of a load: counts by reply, and a histogram of times.
package struct SMTPLoadRecord: Sendable {
    /// How many were due.
    package var due = 0
    /// How many the server took.
    package var accepted = 0
    /// The refusals, by what was said, with how often.
    package var refusals: [Refusal: Int] = [:]
    /// Why nothing was said, with how often.
    package var failures: [TransportError.Code: Int] = [:]
    /// An example of each failure.
    package var failureExamples: [TransportError.Code: String] = [:]
    /// How long it took from the first message that was due to the last dialogue that was begun.
    package var lastBegun: Duration = .zero
    /// How many of them were begun by the time that the last was due, and a hundredth of that time.
    package var begunInTime = 0

    /// From the moment that a message was due to its last reply, in microseconds: a message that has to wait for those
    /// before it has waited, so that a server that stalls is seen with all whom it kept waiting (coordinated omission).
    private var histogram = Histogram<UInt32>(
        highestTrackableValue: 3_600_000_000, numberOfSignificantValueDigits: .three)

    /// A refusal as it is counted.
    package struct Refusal: Sendable, Hashable {
        /// The reply code.
        package var code: Int
        /// Why, as far as the reply tells.
        package var reason: ReplyReason
        /// The reply itself, of the first of its kind.
        package var example: String

        package static func == (left: Refusal, right: Refusal) -> Bool {
            left.code == right.code && left.reason == right.reason
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(code)
            hasher.combine(reason)
        }
    }

    /// A record without messages.
    package init() {}

    /// How many have an answer or a failure.
    package var ended: Int { accepted + refused + failed }
    /// How many the server refused, for now or for good.
    package var refused: Int { refusals.values.reduce(0, +) }
    /// On how many the server's word is not known.
    package var failed: Int { failures.values.reduce(0, +) }

    /// Adds a message that was due at `due`, begun at `begun` and answered at `end`, all from the beginning.
    package mutating func add(_ reply: SMTPReply?, due: Duration, begun: Duration, end: Duration, inTime: Duration) {
        note(begun, inTime)
        histogram.record(UInt64(max(0, (end - due) / .microseconds(1))))
        guard let reply else { return }
        if reply.isAccepted {
            accepted += 1
        } else {
            let refusal = Refusal(code: reply.code, reason: reply.reason ?? .other, example: reply.description)
            refusals[refusal, default: 0] += 1
        }
    }

    /// Adds a message on which the server's word is not known.
    package mutating func add(_ error: TransportError, begun: Duration, inTime: Duration) {
        note(begun, inTime)
        failures[error.code, default: 0] += 1
        if failureExamples[error.code] == nil { failureExamples[error.code] = error.description }
    }

    private mutating func note(_ begun: Duration, _ inTime: Duration) {
        lastBegun = max(lastBegun, begun)
        if begun <= inTime { begunInTime += 1 }
    }

    /// The time that so many per cent of the answered messages did not exceed; nil where none was answered.
    package func percentile(_ percent: Double) -> Duration? {
        guard histogram.totalCount > 0 else { return nil }
        return .microseconds(Int64(clamping: histogram.valueAtPercentile(percent)))
    }
}
