package import Findings
import MailMessage
import MailTransport
import Scenarios

/// Judges what became of the messages of a row by what the scenario expects; pure.
package struct SeedSendJudgement {
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
        guard let placement = specification.placement else { return }
        let judgement = PlacementJudgement(placement, results)
        failures += judgement.failures
        doubts += judgement.doubts
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
        let count = SeedCount(
            results, "of the messages taken by the server", known: { $0.isAccepted == true },
            unknown: { $0.isAccepted == nil })
        let place = specification.accepted?.place ?? specification.serverPlace
        switch count.judge(specification.accepted?.value ?? Self.standardAccepted, at: place) {
        case .holds: break
        case .unmet(let finding): failures.append(finding)
        case .unknown(let finding): doubts.append(finding)
        }
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

    // MARK: - What is told beside the verdict

    private var properties: [CaseOutcome.Property] {
        let properties = [
            CaseOutcome.Property("seed.count", String(results.count)),
            CaseOutcome.Property("seed.accepted", String(results.count { $0.isAccepted == true })),
        ]
        guard let placement = specification.placement else { return properties }
        return properties + PlacementJudgement(placement, results).properties
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
