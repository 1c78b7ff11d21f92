package import Findings

/// How severe findings are for one user: a profile, and what was decided about single rules.
package struct LintPolicy: Sendable {
    /// What is shifted for every rule.
    package enum Profile: String, Sendable, Hashable, CaseIterable {
        /// Severities as the evidence has them.
        case recommended
        /// A remark warns, a warning fails.
        case strict
        /// A warning is a remark; errors stay, because what they are about is broken.
        case relaxed
    }

    /// What a user may say about a rule.
    package enum Level: String, Sendable, Hashable, CaseIterable {
        /// Its findings are errors.
        case error
        /// Its findings are warnings.
        case warning
        /// Its findings are remarks.
        case info
        /// It is not run.
        case ignore

        var severity: Severity? {
            Severity(rawValue: rawValue)
        }
    }

    /// What is shifted for every rule.
    package var profile: Profile
    /// What was decided about single rules; it wins over the profile.
    package var levels: [RuleID: Level]
    /// The providers whose rules for bulk senders are kept; where they differ, the strictest holds.
    package var presets: [ProviderPreset]

    /// A policy.
    package init(
        profile: Profile = .recommended, levels: [RuleID: Level] = [:], presets: [ProviderPreset] = []
    ) {
        self.profile = profile
        self.levels = levels
        self.presets = presets
    }

    /// Whether every chosen provider is content with a `mailto:` address to unsubscribe by.
    var acceptsMailtoUnsubscribe: Bool {
        !presets.isEmpty && presets.allSatisfy(\.acceptsMailtoUnsubscribe)
    }

    /// How severe a finding is for this user.
    func severity(of rule: RuleID, by evidence: Severity) -> Severity? {
        if let level = levels[rule] { return level.severity }
        let shifted = shifted(evidence)
        return presets.compactMap { $0.levels[rule] }.reduce(shifted) { max($0, $1) }
    }

    private func shifted(_ evidence: Severity) -> Severity {
        switch (profile, evidence) {
        case (.strict, .info), (.relaxed, .error): evidence == .info ? .warning : .error
        case (.strict, _): .error
        case (.relaxed, _): .info
        case (.recommended, _): evidence
        }
    }
}
