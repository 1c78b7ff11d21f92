package import Findings

/// Takes the findings of the rules, with the user's severities, and keeps them from becoming a flood.
package struct FindingSink {
    /// Findings of one rule that are kept; the rest is counted.
    ///
    /// Whoever mends twenty places has understood the rule.
    static let findingsPerRule = 20
    /// Places of one rule that are looked up; what is found after them is counted, however hostile the input.
    ///
    /// To find a line and column takes time with the length of the line.
    static let placesPerRule = 200
    /// Disabled findings that are kept, of all rules together.
    static let suppressedPerReport = 1000

    private let policy: LintPolicy
    private var rule: RuleID = ""
    private var severity = Severity.info
    /// How much was found of the rule so far.
    private var found = 0
    private var known: Set<Key> = []
    /// Set for a second look: what was said of a place is not said again in other words.
    var wantsNewPlacesOnly = false
    /// Whether there will be such a look.
    var remembersPlaces = false
    private var places: Set<Key> = []
    /// Where the message was made, if it says so; each finding says it again.
    var origin: MessageOrigin?
    private(set) var findings: [Finding] = []
    /// Every finding, those left out too, as a baseline knows it.
    private(set) var occurrences: [LintReport.Occurrence] = []
    /// What comments in the files disabled.
    private(set) var suppressed: [LintReport.Suppressed] = []
    /// Which rules the comments in the files disable, and where.
    private(set) var control: LintControl
    /// Rules that could not find anything here, whatever stands there.
    var idle: Set<RuleID> = []
    private var messages: Set<String> = []
    /// Set for a second look at the source of a text whose places are not known: what was said once is not said again.
    var wantsNewMessagesOnly = false
    /// Whether there will be such a look.
    var remembersMessages = false
    /// How many findings there were of a rule and severity, those left out and not those of the same place.
    private(set) var counts: [RuleID: [Severity: Int]] = [:]
    /// How many marks there were of a rule that weigh without being findings.
    private(set) var marks: [RuleID: Int] = [:]

    private struct Key: Hashable {
        var rule: RuleID
        var message: String = ""
        var span: SourceSpan?

        /// By the place alone: the rest is long, and hardly ever differs where that is the same.
        func hash(into hasher: inout Hasher) {
            hasher.combine(span?.line)
            hasher.combine(span?.column)
        }
    }

    init(policy: LintPolicy, control: LintControl = .none) {
        self.policy = policy
        self.control = control
    }

    /// Says whose findings come next.
    mutating func begin(_ rule: RuleID, severity: Severity) {
        self.rule = rule
        self.severity = severity
        found = counts[rule]?.values.reduce(0, +) ?? 0
    }

    /// Adds a finding about a stretch of a text.
    ///
    /// The message is an instruction that makes sense alone; the label says in a few words what stands there. Where a
    /// section repeats a place of the template, it is reported once.
    package mutating func report(
        _ message: String, label: String? = nil, in text: LintText, at range: Range<Int>,
        severity: Severity? = nil, remedy: String? = nil, notes: [Finding.Note] = []
    ) {
        guard !isCrowded else {
            return countOnly(severity)
        }
        report(message, label: label, at: text.place(of: range), severity: severity, remedy: remedy) {
            notes + text.notes(of: range)
        }
    }

    /// Whether so much was found of the rule that it is only counted.
    private var isCrowded: Bool {
        found >= Self.placesPerRule
    }

    private mutating func countOnly(_ severity: Severity?) {
        guard !wantsNewPlacesOnly, let severity = policy.severity(of: rule, by: severity ?? self.severity) else {
            return
        }
        counts[rule, default: [:]][severity, default: 0] += 1
    }

    /// Adds a finding at a place of a file.
    package mutating func report(
        _ message: String, label: String? = nil, at excerpt: SourceExcerpt,
        severity: Severity? = nil, remedy: String? = nil, notes: [Finding.Note] = []
    ) {
        report(message, label: label, at: excerpt, severity: severity, remedy: remedy) { notes }
    }

    /// The same with notes that are made only where the finding is kept.
    private mutating func report(
        _ message: String, label: String?, at excerpt: SourceExcerpt, severity: Severity?, remedy: String?,
        notes: () -> [Finding.Note]
    ) {
        guard let severity = policy.severity(of: rule, by: severity ?? self.severity),
            case let reason = control.disables(rule, at: excerpt.span),
            known.insert(Key(rule: rule, message: message, span: excerpt.span)).inserted
        else { return }
        if remembersPlaces {
            var start = excerpt.span
            start.length = 1
            let isNewPlace = places.insert(Key(rule: rule, span: start)).inserted
            guard isNewPlace || !wantsNewPlacesOnly else { return }
        }
        let fingerprint = LintFingerprint(rule, at: excerpt)
        if remembersMessages {
            let isNewMessage = messages.insert("\(fingerprint.rule) \(message) \(fingerprint.text)").inserted
            guard isNewMessage || !wantsNewMessagesOnly else { return }
        }
        if let reason {
            guard suppressed.count < Self.suppressedPerReport else { return }
            suppressed.append(
                .init(finding: Finding(rule, severity, message, label: label, at: excerpt), reason: reason))
            return
        }
        counts[rule, default: [:]][severity, default: 0] += 1
        found += 1
        let isKept = found <= Self.findingsPerRule
        occurrences.append(
            .init(
                fingerprint: fingerprint, severity: severity,
                finding: isKept ? findings.count : nil))
        guard isKept else { return }
        let madeBy = origin.map { [Finding.Note("the message was made by \($0.description)")] } ?? []
        findings.append(
            Finding(rule, severity, message, label: label, at: excerpt, remedy: remedy, notes: notes() + madeBy))
    }

    /// Counts a place towards the score without a finding: for what filters notice and the sender may well keep.
    ///
    /// A comment that disables the rule there disables this too. A rule without a weight in `ScoreWeights` adds
    /// nothing.
    package mutating func weigh(in text: LintText, at range: Range<Int>) {
        guard !wantsNewPlacesOnly, !wantsNewMessagesOnly,
            control.disables(rule, at: text.place(of: range).span) == nil
        else { return }
        marks[rule, default: 0] += 1
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
