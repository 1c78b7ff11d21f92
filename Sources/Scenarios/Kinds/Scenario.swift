package import Findings

/// A scenario file after loading: everything is decoded, every row is known, nothing has been started.
package struct Scenario: Sendable {
    /// The path as the user would write it.
    package var file: String
    /// `name`.
    package var name: String
    /// `description`.
    package var description: String?
    /// The declared secrets, whose values come from the environment at start.
    package var secrets: [SecretDeclaration]
    /// The sections, those that others require first.
    package var sections: [LoadedSection]
    /// The checks in file order.
    package var checks: [LoadedCheck]

    /// A scenario, member by member.
    package init(
        file: String, name: String, description: String?, secrets: [SecretDeclaration], sections: [LoadedSection],
        checks: [LoadedCheck]
    ) {
        self.file = file
        self.name = name
        self.description = description
        self.secrets = secrets
        self.sections = sections
        self.checks = checks
    }
}

/// A secret that a scenario declares: `SMTP_PASSWORD: { env: STAGING_SMTP_PASSWORD }`.
package struct SecretDeclaration: Sendable {
    /// The name in `$(secrets.NAME)`.
    package var name: String
    /// The environment variable that holds it.
    package var environmentVariable: String
    /// Where it is declared.
    package var place: Place

    /// A declaration.
    package init(name: String, environmentVariable: String, place: Place) {
        self.name = name
        self.environmentVariable = environmentVariable
        self.place = place
    }
}

/// A section of a scenario, its type erased.
package struct LoadedSection: Sendable {
    /// Its key: `lab`.
    package var key: String
    /// The keys of the sections that must run before it, among those of the scenario.
    package var requires: [String]
    /// What it reaches beyond loopback and its own files.
    package var needs: [Need]
    /// Starts it; see `SectionKind.start`.
    package var start: @Sendable (SectionContext) async throws(SectionFailure) -> any RunningSection
}

/// A check of a scenario, its type erased.
package struct LoadedCheck: Sendable {
    /// The name, written or made from kind and subject.
    package var name: String
    /// `id`.
    package var id: String?
    /// The scenario's tags, then the check's own.
    package var tags: [String]
    /// Where the check begins.
    package var place: Place
    /// The key of its kind.
    package var kind: String
    /// Whether its cases may run beside others.
    package var isolation: Isolation
    /// How long one attempt of a case may take.
    package var timeout: Duration
    /// When and how often a case is tried again.
    package var retry: RetryPolicy
    /// `warn: true`: a failure lets the gate pass.
    package var warn: Bool
    /// `quarantine`.
    package var quarantine: Quarantine?
    /// The outside systems that it uses or watches.
    package var outsideSystems: Set<String>
    /// Its cases, one a row, matrix rows first.
    package var cases: [LoadedCase]
}

/// `retry`: for named transient errors only.
package struct RetryPolicy: Sendable, Hashable {
    /// How often a case is run in all; 1 is no retry.
    package var attempts: Int
    /// How long to wait between two attempts.
    package var delay: Duration
    /// The values of `CaseOutcome.transient` that are worth another attempt: `timeout`.
    package var when: Set<String>

    /// A policy.
    package init(attempts: Int, delay: Duration, when: Set<String>) {
        self.attempts = attempts
        self.delay = delay
        self.when = when
    }

    /// One attempt.
    package static let never = RetryPolicy(attempts: 1, delay: .zero, when: [])
}

/// `quarantine`: known to fail, until a day.
package struct Quarantine: Sendable, Hashable {
    /// The last day of it, `2026-12-31`, in UTC.
    package var until: String
    /// Why.
    package var reason: String

    /// A quarantine.
    package init(until: String, reason: String) {
        self.until = until
        self.reason = reason
    }
}

/// One test case: a row of a check, its type erased.
package struct LoadedCase: Sendable {
    /// `NAME [row, row]`, unique in the file.
    package var name: String
    /// The value that it stands for.
    package var place: Place
    /// What it reaches beyond loopback and its own files.
    package var needs: [Need]
    /// The mail that one attempt hands over.
    package var mail: [PlannedMail]
    /// What it does that others notice, a line each.
    package var effects: [String]
    /// Runs it; see `CheckKind.run`.
    package var run: @Sendable (CheckContext) async -> CaseOutcome
}
