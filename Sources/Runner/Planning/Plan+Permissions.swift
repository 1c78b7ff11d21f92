import Findings
import Scenarios

extension Plan {
    /// The words that `--allow` needs for every chosen case, sorted.
    package var neededPermissions: [String] {
        Set(needs.filter { $0.permission != .recipient }.map(Permissions.word)).sorted()
    }

    /// The domains that a policy must list among its recipients for every chosen case, sorted.
    package var neededRecipients: [String] {
        Set(needs.filter { $0.permission == .recipient }.map { $0.host ?? "a domain known at start" }).sorted()
    }

    private var needs: [Need] {
        suites.flatMap { suite in
            suite.scenario.sections.flatMap(\.needs)
                + suite.cases.flatMap { suite.scenario.checks[$0.check].cases[$0.row].needs }
        }
    }

    /// Refuses, or skips, the cases that need what is not allowed.
    mutating func apply(_ options: PlanOptions) throws(PlanRefusal) {
        let leave = Leave(permissions: options.permissions, policy: options.policy)
        var refused = Refusals()
        var budget = MailBudget(options.policy)
        for suite in suites.indices {
            let scenario = suites[suite].scenario
            // What a section needs, every case of the file needs.
            let ofSections = scenario.sections.flatMap(\.needs).filter { !leave.allows($0) }
            for index in suites[suite].cases.indices {
                let check = scenario.checks[suites[suite].cases[index].check]
                let one = check.cases[suites[suite].cases[index].row]
                let needs = ofSections + one.needs.filter { !leave.allows($0) }
                if let first = needs.first {
                    suites[suite].cases[index].skipped = .skipped(leave.reason(first), type: "mailproof.permission")
                    for need in needs { refused.add(leave.refusal(of: need, in: scenario.file), for: need) }
                } else if let finding = budget.refusal(
                    of: one.mail, attempts: check.retry.attempts, in: scenario.file)
                {
                    suites[suite].cases[index].skipped = .skipped(finding.message, type: "mailproof.permission")
                    refused.add(finding)
                }
            }
        }
        guard options.skipsUnallowed || refused.findings.isEmpty else { throw .notAllowed(refused.findings) }
    }
}

/// Each need once for each place that it follows from, however many rows share it.
private struct Refusals {
    private(set) var findings: [Finding] = []
    private var seen: Set<String> = []

    mutating func add(_ finding: Finding, for need: Need) {
        guard seen.insert("\(Permissions.word(for: need)) \(need.place.span)").inserted else { return }
        findings.append(finding)
    }

    mutating func add(_ finding: Finding) {
        findings.append(finding)
    }
}
