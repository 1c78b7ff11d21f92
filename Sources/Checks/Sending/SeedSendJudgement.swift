package import Findings
import MailMessage
import MailTransport
import Scenarios

/// Judges what became of the messages of a row by what the scenario expects; pure.
package struct SeedSendJudgement {
    /// How many seeds are told of below a finding; all of them are in the output.
    static let noteLimit = 10
    /// The share of messages that the server must take where nothing is said.
    static let standardAccepted = CountBound.share(Bound(.equals(Percent(percent: 100))))

    private let specification: SeedSendSpecification
    private let results: [SeedResult]
    private var failures: [Finding] = []
    private var doubts: [Finding] = []

    /// A judgement of a row's results.
    package init(specification: SeedSendSpecification, results: [SeedResult]) {
        self.specification = specification
        self.results = results
        judgeAcceptance()
        judgeLatency()
        judgePlacement()
        judgeAuthentication()
    }

    /// The verdict with its findings, and the story of every seed.
    package var outcome: CaseOutcome {
        if !failures.isEmpty {
            return .failed(failures + doubts, properties: properties, output: output)
        }
        guard doubts.isEmpty else {
            let errors = results.compactMap { if case .unknown(let error) = $0.fate { error } else { nil } }
            let isTimeout = errors.contains { $0.code == .timeout }
            return .undetermined(
                doubts,
                type: isTimeout ? "mailproof.timeout" : errors.isEmpty ? "mailproof.seed" : "mailproof.connection",
                transient: (isTimeout ? RetryCause.timeout : errors.contains(where: \.isTransient) ? .connection : nil)?
                    .rawValue,
                properties: properties, output: output)
        }
        return .passed(properties: properties, output: output)
    }

    // MARK: - Expectations

    private mutating func judgeAcceptance() {
        judge(
            specification.accepted?.value ?? Self.standardAccepted, "of the messages taken by the server",
            at: specification.accepted?.place ?? specification.via.place, known: { $0.isAccepted == true },
            unknown: { $0.isAccepted == nil })
    }

    private mutating func judgePlacement() {
        guard let placement = specification.placement else { return }
        let folders: [(String, Located<CountBound>?, (SeedResult) -> Bool)] = [
            ("in the inbox", placement.inbox, \.isInInbox),
            ("in the junk folder", placement.junk, { $0.fate == .junk }),
            ("missing", placement.missing, { $0.fate == .missing }),
        ]
        for (what, bound, isThere) in folders {
            guard let bound else { continue }
            judge(bound.value, what, at: bound.place, known: isThere, unknown: \.isUnplaced)
        }
    }

    private mutating func judge(
        _ limits: CountBound, _ what: String, at place: Place, known isKnown: (SeedResult) -> Bool,
        unknown isUnknown: (SeedResult) -> Bool
    ) {
        let known = results.count(where: isKnown)
        let unknown = results.count(where: isUnknown)
        let holds = limits.holds(known: known, unknown: unknown, of: results.count)
        guard holds != true else { return }
        let got = limits.describe(known, of: results.count)
        guard holds == nil else {
            // The seeds that do not agree with what was expected of most are told of.
            let wantsMany = limits.contains(results.count, of: results.count)
            failures.append(
                .unmet(
                    expected: "\(limits.description) \(what)", got: got, at: place,
                    notes: notes(results.filter { isKnown($0) != wantsMany })))
            return
        }
        doubts.append(
            Finding(
                "seed/unknown", .error,
                "expected \(limits.description) \(what), got \(got), and of \(unknown) it is not known",
                label: "\(unknown) not known", at: place.excerpt, notes: notes(results.filter(isUnknown))))
    }

    private mutating func judgeLatency() {
        let latencies = results.compactMap(\.latency).sorted()
        guard !latencies.isEmpty else { return }
        for (percent, name, bound) in specification.latency?.percentiles ?? [] {
            // The nearest rank: the smallest value that so many per cent of all do not exceed.
            let rank = Int((percent / 100 * Double(latencies.count)).rounded(.up))
            let value = latencies[min(max(rank, 1), latencies.count) - 1]
            guard !bound.value.contains(value) else { continue }
            failures.append(
                .unmet(
                    expected: "\(bound.value.description) as \(name) of the time to hand over a message",
                    got: "\(value.secondsText)s", at: bound.place))
        }
    }

    private mutating func judgeAuthentication() {
        for (method, expected) in specification.placement?.authentication?.methods ?? [] {
            var wrong: [SeedResult] = []
            var silent: [SeedResult] = []
            for result in results where result.isFound {
                let values = result.authentication.filter { $0.method == method }.map(\.value)
                if values.isEmpty {
                    silent.append(result)
                } else if !values.contains(where: { expected.value.values.map(\.rawValue).contains($0) }) {
                    // RFC 6376 §6.1: of several signatures one that is fine is enough.
                    wrong.append(result)
                }
            }
            if let first = wrong.first {
                let values = Set(wrong.flatMap { $0.authentication }.filter { $0.method == method }.map(\.value))
                    .sorted()
                let got = values.joined(separator: " or ")
                failures.append(
                    .unmet(
                        expected: "\(method) \(expected.value.description)", got: got, at: expected.place,
                        notes: reasons(first, method) + notes(wrong)))
            }
            if !silent.isEmpty {
                doubts.append(
                    Finding(
                        "seed/unknown", .error,
                        "the receiver says nothing about \(method) at \(silent.count) of \(results.count) seeds",
                        label: "not found out", at: expected.excerpt,
                        remedy:
                            "look into mailboxes whose receiver verifies mail, in the lab one with receiver: strict",
                        notes: notes(silent)))
            }
        }
    }

    private func reasons(_ result: SeedResult, _ method: String) -> [Finding.Note] {
        result.authentication.filter { $0.method == method }.compactMap { found in
            (found.reason ?? found.comment).map { Finding.Note("\(result.seed.address): \(method): \($0)") }
        }
    }

    private func notes(_ results: [SeedResult]) -> [Finding.Note] {
        let shown = results.prefix(Self.noteLimit).map { Finding.Note($0.summary, at: $0.seed.place.excerpt) }
        let rest = results.count - shown.count
        return rest > 0 ? shown + [Finding.Note("and \(rest) more")] : shown
    }

    // MARK: - What is told beside the verdict

    private var properties: [CaseOutcome.Property] {
        let properties = [
            CaseOutcome.Property("seed.count", String(results.count)),
            CaseOutcome.Property("seed.accepted", String(results.count { $0.isAccepted == true })),
        ]
        guard specification.placement != nil else { return properties }
        let counts: [(String, Int)] = [
            ("inbox", results.count(where: \.isInInbox)), ("junk", results.count { $0.fate == .junk }),
            ("missing", results.count { $0.fate == .missing }),
        ]
        return properties + counts.map { .init("seed.\($0)", String($1)) }
    }

    /// A line for each seed, then the dialogue of the first one that the server did not take.
    private var output: [String] {
        var lines = results.map(\.summary)
        if specification.placement != nil { lines += [""] + SeedTable(results).lines }
        guard let refused = results.first(where: { $0.isAccepted != true }), !refused.transcript.lines.isEmpty else {
            return lines
        }
        return lines + ["", "dialogue for \(refused.seed.address):"] + refused.transcript.text
    }
}
