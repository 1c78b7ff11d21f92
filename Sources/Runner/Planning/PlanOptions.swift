/// Which cases of the loaded scenarios are run, and what they may do.
package struct PlanOptions: Sendable {
    /// `--tags`.
    package var tags: TagExpression?
    /// `--case`, any of them.
    package var patterns: [CasePattern]
    /// The paths that were given with a line.
    package var lines: [PathSelection]
    /// `--shard`.
    package var shard: Shard?
    /// `--allow`; with a policy and none given, all that it allows.
    package var permissions: Permissions
    /// `--policy`.
    package var policy: RunPolicy?
    /// `--skip-unallowed`: what is not allowed is skipped instead of refused.
    package var skipsUnallowed: Bool

    /// Options; the default is every case, and nothing beyond loopback.
    package init(
        tags: TagExpression? = nil, patterns: [CasePattern] = [], lines: [PathSelection] = [], shard: Shard? = nil,
        permissions: Permissions = .none, policy: RunPolicy? = nil, skipsUnallowed: Bool = false
    ) {
        self.tags = tags
        self.patterns = patterns
        self.lines = lines
        self.shard = shard
        self.permissions = permissions
        self.policy = policy
        self.skipsUnallowed = skipsUnallowed
    }
}
