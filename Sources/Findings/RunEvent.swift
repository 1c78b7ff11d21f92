/// What a run tells while it goes on; every report is made of these and of nothing else.
///
/// The order is: one `runStarted` with the whole plan; for each case `caseStarted` and `caseFinished`, of different
/// cases interleaved; `notice` at any time; one `runFinished`. A run that is killed ends without it.
public enum RunEvent: Sendable, Hashable, Codable {
    /// The plan is made and nothing has been started yet.
    case runStarted(RunDescription)
    /// A case begins (again, where it is retried).
    case caseStarted(CaseID, at: WallTime)
    /// A case has ended for good.
    case caseFinished(CaseReport)
    /// Something the user should know that belongs to no case: an interruption, a fault that could not be undone.
    case notice(Notice)
    /// Nothing more will come.
    case runFinished(RunSummary)

    /// The number of a suite in the plan and of a case in it, both from 0; their order is the order of reports.
    public struct CaseID: Sendable, Hashable, Codable, Comparable {
        /// The suite.
        public var suite: Int
        /// The case within the suite.
        public var index: Int

        /// The case `index` of `suite`.
        public init(suite: Int, index: Int) {
            self.suite = suite
            self.index = index
        }

        /// Orders as the files do.
        public static func < (left: CaseID, right: CaseID) -> Bool {
            (left.suite, left.index) < (right.suite, right.index)
        }
    }

    /// The whole plan, told first.
    public struct RunDescription: Sendable, Hashable, Codable {
        /// What makes this run different from every other; `$(run.id)`.
        public var id: String
        /// What the randomness of this run began with; `--seed` repeats it.
        public var seed: UInt64
        /// The version of mailproof.
        public var version: String
        /// When it began.
        public var startedAt: WallTime
        /// The name of the machine, for the JUnit attribute of that name.
        public var host: String
        /// Every suite with every case that will run, in the order of reports.
        public var suites: [SuiteDescription]

        /// A plan.
        public init(
            id: String, seed: UInt64, version: String, startedAt: WallTime, host: String, suites: [SuiteDescription]
        ) {
            self.id = id
            self.seed = seed
            self.version = version
            self.startedAt = startedAt
            self.host = host
            self.suites = suites
        }
    }

    /// One scenario file.
    public struct SuiteDescription: Sendable, Hashable, Codable {
        /// The scenario's `name`.
        public var name: String
        /// The path of its file as the user would write it.
        public var file: String
        /// Its cases in file order.
        public var cases: [CaseDescription]

        /// A suite.
        public init(name: String, file: String, cases: [CaseDescription]) {
            self.name = name
            self.file = file
            self.cases = cases
        }
    }

    /// One case of the plan.
    public struct CaseDescription: Sendable, Hashable, Codable {
        /// `NAME [row, row]`, unique in its suite.
        public var name: String
        /// Where its check begins.
        public var span: SourceSpan
        /// The scenario's and the check's tags.
        public var tags: [String]
        /// Its check's kind: `spf`.
        public var kind: String

        /// A case.
        public init(name: String, span: SourceSpan, tags: [String], kind: String) {
            self.name = name
            self.span = span
            self.tags = tags
            self.kind = kind
        }
    }

    /// How one case ended.
    public struct CaseReport: Sendable, Hashable, Codable {
        /// Which case.
        public var id: CaseID
        /// What was found out, the last attempt's.
        public var outcome: CaseOutcome
        /// A failure that was let through because the check says `warn: true`; its verdict is then `passed`.
        public var warned: Bool
        /// The reason of the quarantine that the check is in, if any.
        public var quarantined: String?
        /// The outcomes of the attempts before the last one, in order.
        public var earlierAttempts: [CaseOutcome]
        /// When the last attempt began.
        public var startedAt: WallTime
        /// How long all attempts took together.
        public var seconds: Double

        /// A report.
        public init(
            id: CaseID,
            outcome: CaseOutcome,
            warned: Bool = false,
            quarantined: String? = nil,
            earlierAttempts: [CaseOutcome] = [],
            startedAt: WallTime,
            seconds: Double
        ) {
            self.id = id
            self.outcome = outcome
            self.warned = warned
            self.quarantined = quarantined
            self.earlierAttempts = earlierAttempts
            self.startedAt = startedAt
            self.seconds = seconds
        }
    }

    /// A word to the user that belongs to no case.
    public struct Notice: Sendable, Hashable, Codable {
        /// What there is to say, and where.
        public var finding: Finding
        /// The file whose suite it concerns, if one.
        public var file: String?

        /// A notice.
        public init(_ finding: Finding, file: String? = nil) {
            self.finding = finding
            self.file = file
        }
    }

    /// The end of a run.
    public struct RunSummary: Sendable, Hashable, Codable {
        /// How many cases ended in each way.
        public var counts: [Verdict: Int]
        /// How many passes were let through by `warn: true`.
        public var warned: Int
        /// How long it all took.
        public var seconds: Double
        /// The exit code of the process.
        public var exitCode: Int32
        /// Where the exit code was not decided by verdicts: `interrupted by SIGINT`, `cleanup failed`.
        public var cause: String?

        /// A summary.
        public init(counts: [Verdict: Int], warned: Int, seconds: Double, exitCode: Int32, cause: String? = nil) {
            self.counts = counts
            self.warned = warned
            self.seconds = seconds
            self.exitCode = exitCode
            self.cause = cause
        }
    }
}
