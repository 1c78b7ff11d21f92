#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a plan is carried out.
package struct ExecutionOptions: Sendable {
    /// How many files run at once; with 1, everything runs one after another.
    package var jobs: Int
    /// Whether nothing more is begun once a case has failed or could not be determined.
    package var failFast: Bool
    /// How long the whole run may take; nil for as long as it needs.
    package var timeout: Duration?
    /// How long work that was cancelled may take to end before the run goes on without it.
    package var grace: Duration
    /// How long the start of a section may take.
    package var startLimit: Duration
    /// How long undoing what a case did, or stopping a section, may take.
    package var cleanupLimit: Duration

    /// How many looking cases of one file run at once: they wait for answers more than they work.
    static let lookingCases = 32

    /// Options; the default is one file for each processor, and no time limit.
    package init(
        jobs: Int = defaultJobs, failFast: Bool = false, timeout: Duration? = nil, grace: Duration = .seconds(2),
        startLimit: Duration = .seconds(60), cleanupLimit: Duration = .seconds(30)
    ) {
        self.jobs = max(1, jobs)
        self.failFast = failFast
        self.timeout = timeout
        self.grace = grace
        self.startLimit = startLimit
        self.cleanupLimit = cleanupLimit
    }

    /// One file for each active processor, and two at least: a file that waits shall not hold up the next.
    package static var defaultJobs: Int {
        max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// How many looking cases of a file run at once.
    var lookingLimit: Int { jobs == 1 ? 1 : Self.lookingCases }
}
