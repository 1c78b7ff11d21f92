package import Findings

/// Takes the findings of the rules, with the user's severities, and keeps them from becoming a flood.
package struct FindingSink {
    /// Findings of one rule that are kept; the rest is counted.
    ///
    /// Whoever mends twenty places has understood the rule.
    static let findingsPerRule = 20

    private let policy: LintPolicy
    private var rule: RuleID = ""
    private var severity = Severity.info
    private var known: Set<Key> = []
    /// Set for a second look: what was said of a place is not said again in other words.
    var wantsNewPlacesOnly = false
    private var places: Set<Key> = []
    /// Where the message was made, if it says so; each finding says it again.
    var origin: MessageOrigin?
    private(set) var findings: [Finding] = []
    /// How many findings there were of a rule and severity, those left out and not those of the same place.
    private(set) var counts: [RuleID: [Severity: Int]] = [:]

    private struct Key: Hashable {
        var rule: RuleID
        var message: String = ""
        var span: SourceSpan?
    }

    init(policy: LintPolicy) {
        self.policy = policy
    }

    /// Says whose findings come next.
    mutating func begin(_ rule: RuleID, severity: Severity) {
        self.rule = rule
        self.severity = severity
    }

    /// Adds a finding about a stretch of a text.
    ///
    /// The message is an instruction that makes sense alone; the label says in a few words what stands there. Where a
    /// section repeats a place of the template, it is reported once.
    package mutating func report(
        _ message: String, label: String? = nil, in text: LintText, at range: Range<Int>,
        severity: Severity? = nil, remedy: String? = nil, notes: [Finding.Note] = []
    ) {
        let place = text.place(of: range)
        report(message, label: label, at: place.excerpt, severity: severity, remedy: remedy, notes: notes + place.notes)
    }

    /// Adds a finding at a place of a file.
    package mutating func report(
        _ message: String, label: String? = nil, at excerpt: SourceExcerpt,
        severity: Severity? = nil, remedy: String? = nil, notes: [Finding.Note] = []
    ) {
        guard let severity = policy.severity(of: rule, by: severity ?? self.severity),
            known.insert(Key(rule: rule, message: message, span: excerpt.span)).inserted
        else { return }
        var start = excerpt.span
        start.length = 1
        let isNewPlace = places.insert(Key(rule: rule, span: start)).inserted
        guard isNewPlace || !wantsNewPlacesOnly else { return }
        counts[rule, default: [:]][severity, default: 0] += 1
        let count = counts[rule]?.values.reduce(0, +) ?? 1
        guard count <= Self.findingsPerRule else { return }
        let madeBy = origin.map { [Finding.Note("the message was made by \($0.description)")] } ?? []
        findings.append(
            Finding(rule, severity, message, label: label, at: excerpt, remedy: remedy, notes: notes + madeBy))
    }

    /// Adds to the last finding of a rule how many were left out.
    mutating func end() {
        for (rule, counts) in counts {
            let omitted = counts.values.reduce(0, +) - Self.findingsPerRule
            guard omitted > 0, let last = findings.lastIndex(where: { $0.rule == rule }) else { continue }
            findings[last].notes.append("and \(omitted) more of \(rule)")
        }
    }
}
