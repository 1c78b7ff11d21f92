/// What the run of one test case found out.
public struct CaseOutcome: Sendable, Hashable, Codable {
    /// The word for it.
    public var verdict: Verdict
    /// Every expectation that did not hold, everything that could not be found out, and remarks; most telling first.
    public var findings: [Finding]
    /// Why it is so, in one dotted word that CI systems filter on: `mailproof.expectation`, `mailproof.timeout`.
    public var type: String
    /// Why it was skipped; nil otherwise.
    public var reason: String?
    /// Facts worth keeping beside the verdict, in order, such as a count of lookups or a time.
    public var properties: [Property]
    /// What was done and seen, line by line: a trace, a transcript, a timeline.
    public var output: [String]
    /// Whether what went wrong may go away by itself, and which of the words of `retry.when` names it: `timeout`.
    public var transient: String?

    /// An outcome, member by member; the named ones below read better.
    public init(
        _ verdict: Verdict,
        findings: [Finding] = [],
        type: String = "mailproof.expectation",
        reason: String? = nil,
        properties: [Property] = [],
        output: [String] = [],
        transient: String? = nil
    ) {
        self.verdict = verdict
        self.findings = findings
        self.type = type
        self.reason = reason
        self.properties = properties
        self.output = output
        self.transient = transient
    }

    /// A named fact.
    public struct Property: Sendable, Hashable, Codable {
        /// The name, in dotted lower case: `spf.lookups`.
        public var name: String
        /// The value as text.
        public var value: String

        /// A fact.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension CaseOutcome {
    /// Every expectation held.
    public static func passed(
        remarks: [Finding] = [], properties: [Property] = [], output: [String] = []
    ) -> CaseOutcome {
        CaseOutcome(.passed, findings: remarks, properties: properties, output: output)
    }

    /// At least one expectation did not hold.
    public static func failed(
        _ findings: [Finding], properties: [Property] = [], output: [String] = []
    ) -> CaseOutcome {
        CaseOutcome(.failed, findings: findings, properties: properties, output: output)
    }

    /// It could not be found out; `transient` names the cause where another attempt may succeed.
    public static func undetermined(
        _ findings: [Finding],
        type: String,
        transient: String? = nil,
        properties: [Property] = [],
        output: [String] = []
    ) -> CaseOutcome {
        CaseOutcome(
            .undetermined, findings: findings, type: type, properties: properties, output: output,
            transient: transient)
    }

    /// It was not run, and this is why.
    public static func skipped(_ reason: String, type: String = "mailproof.skipped") -> CaseOutcome {
        CaseOutcome(.skipped, type: type, reason: reason)
    }
}
