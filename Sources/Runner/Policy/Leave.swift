package import Findings
package import Scenarios

/// What a run may do: what its command line allows, and nothing beyond its policy.
package struct Leave: Sendable {
    /// `--allow`.
    private let permissions: Permissions
    /// `--policy`.
    private let policy: RunPolicy?

    /// The leave of a run; with a policy and no permissions, all that the policy allows.
    package init(permissions: Permissions, policy: RunPolicy?) {
        self.permissions = permissions
        self.policy = policy
    }

    /// Whether a need is allowed.
    package func allows(_ need: Need) -> Bool {
        guard let policy else { return need.permission != .recipient && permissions.allow(need) }
        guard policy.allows(need) else { return false }
        return need.permission == .recipient || permissions == .none || permissions.allow(need)
    }

    /// Why a need is refused, at the place that it follows from.
    package func refusal(of need: Need, in file: String) -> Finding {
        if let policy, !policy.allows(need) {
            return Finding(
                "run/not-allowed", .error,
                "\(file) needs \(need.words), which the policy \(policy.file) does not allow",
                label: "needs \(need.words)", at: need.place.excerpt, remedy: policy.remedy(for: need),
                notes: [.init("the policy", at: policy.line(for: need))])
        }
        let word = Permissions.word(for: need)
        return Finding(
            "run/not-allowed", .error, "\(file) needs \(need.words), which this run does not allow",
            label: "needs \(need.words)", at: need.place.excerpt,
            remedy: need.permission == .recipient
                ? "write to a domain below .example, .test or .invalid, or run with a --policy that has it in recipients"
                : "add --allow \(word), or leave its cases out with --skip-unallowed")
    }

    /// The same on one line, for a case that is skipped.
    func reason(_ need: Need) -> String {
        if let policy, !policy.allows(need) { return "\(need.words) is not allowed by the policy \(policy.file)" }
        if need.permission == .recipient {
            return "\(need.words) is not allowed without a policy that names the domain"
        }
        return "\(need.words) is not allowed; allow it with --allow \(Permissions.word(for: need))"
    }
}

extension Need {
    /// The need as a phrase: `smtp to smtp.staging.example.com`.
    fileprivate var words: String {
        let host = host.map { " to \($0)" } ?? ""
        return switch permission {
        case .network: "network access\(host)"
        case .smtp: "sending mail\(host)"
        case .exec: "running a program"
        case .inject: "injecting a fault\(self.host.map { " into \($0)" } ?? "")"
        case .notify: "notifying\(self.host.map { " \($0)" } ?? " people")"
        case .recipient: "writing to people at \(self.host ?? "a domain that is not written out")"
        }
    }
}
