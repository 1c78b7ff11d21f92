import Findings

/// What a check may use while it runs.
package struct CheckContext: Sendable {
    /// What the scenario's sections published.
    package var resources: Resources
    /// The values of the references that are known only now: `lab.…`, `run.…`, `secrets.…`.
    package var references: RuntimeReferences
    /// The run's id and seed.
    package var run: RunIdentity
    /// The name of the case, also the purpose of its randomness.
    package var caseName: String
    /// When the case's time is over; the runner cancels the task then.
    package var deadline: ContinuousClock.Instant
    /// What must be undone on every way out.
    package var cleanups: Cleanups
    /// What the run's policy grants.
    package var grants: PolicyGrants

    /// A context, member by member; without grants, as a run without a policy has it.
    package init(
        resources: Resources, references: RuntimeReferences, run: RunIdentity, caseName: String,
        deadline: ContinuousClock.Instant, cleanups: Cleanups, grants: PolicyGrants = PolicyGrants()
    ) {
        self.resources = resources
        self.references = references
        self.run = run
        self.caseName = caseName
        self.deadline = deadline
        self.cleanups = cleanups
        self.grants = grants
    }

    /// The value of a field that may hold a run-time reference.
    ///
    /// - Throws: a finding at the field: an unset secret, or a value that is not of the wanted type.
    package func value<Value>(of field: Deferred<Value>) throws(UnresolvedReference) -> Value {
        try field.resolved(with: references)
    }
}

/// What a section may use while it starts.
package struct SectionContext: Sendable {
    /// What the sections that it requires published.
    package var resources: Resources
    /// The values of the references that are known so far.
    package var references: RuntimeReferences
    /// The run's id and seed.
    package var run: RunIdentity

    /// A context, member by member.
    package init(resources: Resources, references: RuntimeReferences, run: RunIdentity) {
        self.resources = resources
        self.references = references
        self.run = run
    }

    /// The value of a field that may hold a run-time reference; see `CheckContext.value(of:)`.
    package func value<Value>(of field: Deferred<Value>) throws(UnresolvedReference) -> Value {
        try field.resolved(with: references)
    }
}
