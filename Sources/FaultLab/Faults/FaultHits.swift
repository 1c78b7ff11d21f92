/// How often a fault struck.
package struct FaultHits: Sendable, Hashable {
    /// The attempts that it matched, struck or not.
    package var matches = 0
    /// The attempts that it struck.
    package var total = 0
    /// The strikes by the domain of the recipients, in lower case; for DNS faults by the name asked for.
    package private(set) var bySubject: [String: Int] = [:]
    /// The strikes of subjects that are not told apart any more.
    package private(set) var ofOthers = 0

    /// How many subjects are told apart; further ones are counted together.
    ///
    /// Our choice: a client can name as many domains as it likes.
    package static let subjectLimit = 10_000

    /// No hits.
    package init() {}

    /// Hits that were counted elsewhere.
    package init(matches: Int, total: Int, bySubject: [String: Int], ofOthers: Int) {
        self.matches = matches
        self.total = total
        self.bySubject = bySubject
        self.ofOthers = ofOthers
    }

    /// Counts one strike.
    mutating func strike(_ subjects: some Collection<String>) {
        total += 1
        for subject in subjects {
            if bySubject[subject] != nil || bySubject.count < Self.subjectLimit {
                bySubject[subject, default: 0] += 1
            } else {
                ofOthers += 1
            }
        }
    }

    /// In words, the subjects that were struck most first, at most so many of them:
    /// `12 of 40 matches struck: slow.example 10, fast.example 2`.
    package func summary(subjects limit: Int) -> String {
        let ordered = bySubject.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var words = ordered.prefix(limit).map { "\($0.key) \($0.value)" }
        let rest = ordered.dropFirst(limit).reduce(ofOthers) { $0 + $1.value }
        if rest > 0 { words.append("others \(rest)") }
        let counts = "\(total) of \(matches) matches struck"
        return words.isEmpty ? counts : counts + ": " + words.joined(separator: ", ")
    }
}
