package import Findings
import MailTransport
import Scenarios

/// Judges a load by what the scenario expects; pure.
package struct SMTPLoadJudgement {
    /// The share of messages that must be begun in time for the rate to be held.
    static let heldShare = 0.99
    private static let standardAccepted = CountBound.share(Bound(.equals(Percent(percent: 100))))
    private static let percentiles: [(percent: Double, name: String)] = [
        (50, "p50"), (90, "p90"), (95, "p95"), (99, "p99"), (100, "max"),
    ]

    private let specification: SMTPLoadSpecification
    private let record: SMTPLoadRecord
    private var failures: [Finding] = []
    private var doubts: [Finding] = []

    /// A judgement of what was recorded.
    package init(specification: SMTPLoadSpecification, record: SMTPLoadRecord) {
        self.specification = specification
        self.record = record
        judgeAcceptance()
        judgeRate()
        judgeLatency()
    }

    /// The verdict with its findings, replies by class and times.
    package var outcome: CaseOutcome {
        if !failures.isEmpty { return .failed(failures + doubts, properties: properties, output: output) }
        guard doubts.isEmpty else {
            let isTimeout = record.failures[.timeout] != nil
            return .undetermined(
                doubts, type: isTimeout ? "mailproof.timeout" : "mailproof.connection", properties: properties,
                output: output)
        }
        return .passed(properties: properties, output: output)
    }

    private mutating func judgeAcceptance() {
        let bound = specification.accepted?.value ?? Self.standardAccepted
        let place = specification.accepted?.place ?? specification.via.place
        let unknown = record.due - record.accepted - record.refused
        let holds = bound.holds(known: record.accepted, unknown: unknown, of: record.due)
        guard holds != true else { return }
        let got = bound.describe(record.accepted, of: record.due)
        guard holds == nil else {
            failures.append(
                .unmet(
                    expected: "\(bound.description) of the messages taken by the server", got: got, at: place,
                    notes: replies.map { Finding.Note($0) }))
            return
        }
        doubts.append(
            Finding(
                "load/unknown", .error,
                "expected \(bound.description) of the messages taken by the server, got \(got), and of \(unknown) it is not known",
                label: "\(unknown) not known", at: place.excerpt, notes: replies.map { Finding.Note($0) }))
    }

    /// A load that was not given says nothing about the server at that load; where the server is why, that is its failure.
    private mutating func judgeRate() {
        guard record.failed == 0, Double(record.begunInTime) < Self.heldShare * Double(record.due) else { return }
        let place = specification.rate.place
        failures.append(
            .unmet(
                expected: "\(specification.rate.value.scalarText) for \(specification.duration.value.scalarText)",
                got: "\(record.begunInTime) of \(record.due) messages begun in time", at: place,
                remedy: "the server answers too slowly for so many over \(specification.connections) connections: "
                    + "give it more connections:, or lower the rate",
                notes: percentileLine.map { [Finding.Note($0)] } ?? []))
    }

    private mutating func judgeLatency() {
        for (percent, name, bound) in specification.latency?.percentiles ?? [] {
            guard let value = record.percentile(percent), !bound.value.contains(value) else { continue }
            failures.append(
                .unmet(
                    expected: "\(bound.value.description) as \(name) of the time to hand over a message",
                    got: "\(value.secondsText)s", at: bound.place,
                    notes: percentileLine.map { [Finding.Note($0)] } ?? []))
        }
    }

    // MARK: - What is told beside the verdict

    private var percentileLine: String? {
        let values = Self.percentiles.compactMap { percentile in
            record.percentile(percentile.percent).map { "\(percentile.name) \($0.secondsText) s" }
        }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The replies by class, most frequent first.
    private var replies: [String] {
        let refusals = record.refusals.sorted { ($1.value, $0.key.code) < ($0.value, $1.key.code) }
            .map { "\($1) × \($0.code) \($0.reason.rawValue): \($0.example)" }
        let failures = record.failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            .map { "\($1) × no answer: \(record.failureExamples[$0] ?? $0.rawValue)" }
        return refusals + failures
    }

    private var properties: [CaseOutcome.Property] {
        let counts: [(String, Int)] = [
            ("due", record.due), ("accepted", record.accepted), ("refused", record.refused), ("failed", record.failed),
            ("begun_in_time", record.begunInTime),
        ]
        let times = Self.percentiles.compactMap { percentile in
            record.percentile(percentile.percent).map {
                CaseOutcome.Property("load.\(percentile.name)", "\($0.secondsText)s")
            }
        }
        return counts.map { .init("load.\($0)", String($1)) } + times
    }

    private var output: [String] {
        [
            "\(record.due) messages due, \(record.accepted) taken, \(record.refused) refused, \(record.failed) without an answer"
        ]
            + (percentileLine.map { [$0] } ?? []) + replies
    }
}
