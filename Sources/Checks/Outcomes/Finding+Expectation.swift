package import Findings

extension Finding {
    /// The rule name of an expectation of a scenario that did not hold.
    package static let expectationRule: RuleID = "mailproof/expectation"

    /// An expectation that did not hold, at the value of the scenario that states it.
    ///
    /// - Parameters:
    ///   - expected: what was written, to be read after `expected`.
    ///   - got: what was found, to be read after `got`.
    package static func unmet(
        expected: String, got: String, at place: Place, remedy: String? = nil, notes: [Note] = []
    ) -> Finding {
        Finding(
            expectationRule, .error, "expected \(expected), got \(got)", label: "got \(got)", at: place.excerpt,
            remedy: remedy, notes: notes)
    }
}
