import Findings
import MailMessage
import Scenarios

/// Judges where messages were found by what the scenario expects; pure.
struct PlacementJudgement {
    private let placement: SeedPlacementSpecification
    private let results: [SeedResult]
    /// What did not hold.
    private(set) var failures: [Finding] = []
    /// What is not known.
    private(set) var doubts: [Finding] = []

    /// A judgement of a row's results.
    init(_ placement: SeedPlacementSpecification, _ results: [SeedResult]) {
        self.placement = placement
        self.results = results
        judgePlacement()
        judgeAuthentication()
    }

    /// Facts worth keeping: how many are where.
    var properties: [CaseOutcome.Property] {
        let counts: [(String, Int)] = [
            ("inbox", results.count(where: \.isInInbox)), ("junk", results.count { $0.fate == .junk }),
            ("missing", results.count { $0.fate == .missing }),
        ]
        return counts.map { .init("seed.\($0)", String($1)) }
    }

    private mutating func judgePlacement() {
        let folders: [(String, Located<CountBound>?, (SeedResult) -> Bool)] = [
            ("in the inbox", placement.inbox, \.isInInbox),
            ("in the junk folder", placement.junk, { $0.fate == .junk }),
            ("missing", placement.missing, { $0.fate == .missing }),
        ]
        for (what, bound, isThere) in folders {
            guard let bound else { continue }
            let count = SeedCount(results, what, known: isThere, unknown: \.isUnplaced)
            switch count.judge(bound.value, at: bound.place) {
            case .holds: break
            case .unmet(let finding): failures.append(finding)
            case .unknown(let finding): doubts.append(finding)
            }
        }
    }

    private mutating func judgeAuthentication() {
        for (method, expected) in placement.authentication?.methods ?? [] {
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
                        notes: reasons(first, method) + SeedCount.notes(wrong)))
            }
            if !silent.isEmpty {
                doubts.append(
                    Finding(
                        "seed/unknown", .error,
                        "the receiver says nothing about \(method) at \(silent.count) of \(results.count) seeds",
                        label: "not found out", at: expected.excerpt,
                        remedy:
                            "look into mailboxes whose receiver verifies mail, in the lab one with receiver: strict",
                        notes: SeedCount.notes(silent)))
            }
        }
    }

    private func reasons(_ result: SeedResult, _ method: String) -> [Finding.Note] {
        result.authentication.filter { $0.method == method }.compactMap { found in
            (found.reason ?? found.comment).map { Finding.Note("\(result.seed.address): \(method): \($0)") }
        }
    }
}
