import Findings
import Scenarios

/// How many seeds something holds of, for sure and perhaps.
struct SeedCount {
    /// How many seeds are told of below a finding; all of them are in the output.
    private static let noteLimit = 10

    private let results: [SeedResult]
    private let what: String
    private let isKnown: (SeedResult) -> Bool
    private let isUnknown: (SeedResult) -> Bool

    /// The seeds of which `what` holds, and those of which it is not known.
    init(
        _ results: [SeedResult], _ what: String, known isKnown: @escaping (SeedResult) -> Bool,
        unknown isUnknown: @escaping (SeedResult) -> Bool
    ) {
        self.results = results
        self.what = what
        self.isKnown = isKnown
        self.isUnknown = isUnknown
    }

    /// Whether a bound holds.
    enum Judgement {
        /// It does.
        case holds
        /// It does not.
        case unmet(Finding)
        /// That depends on seeds of which it is not known.
        case unknown(Finding)
    }

    /// Judges by a bound.
    func judge(_ limits: CountBound, at place: Place) -> Judgement {
        let known = results.count(where: isKnown)
        let unknown = results.count(where: isUnknown)
        let got = limits.describe(known, of: results.count)
        switch limits.holds(known: known, unknown: unknown, of: results.count) {
        case true: return .holds
        case false:
            // The seeds that do not agree with what was expected of most are told of.
            let wantsMany = limits.contains(results.count, of: results.count)
            return .unmet(
                .unmet(
                    expected: "\(limits.description) \(what)", got: got, at: place,
                    notes: Self.notes(results.filter { isKnown($0) != wantsMany })))
        case nil:
            return .unknown(
                Finding(
                    "seed/unknown", .error,
                    "expected \(limits.description) \(what), got \(got), and of \(unknown) it is not known",
                    label: "\(unknown) not known", at: place.excerpt, notes: Self.notes(results.filter(isUnknown))))
        }
    }

    /// The stories of seeds, and how many more there are.
    static func notes(_ results: [SeedResult]) -> [Finding.Note] {
        let shown = results.prefix(noteLimit).map { Finding.Note($0.summary, at: $0.seed.place.excerpt) }
        let rest = results.count - shown.count
        return rest > 0 ? shown + [Finding.Note("and \(rest) more")] : shown
    }
}
