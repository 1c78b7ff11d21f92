import Findings
import Scenarios

extension Plan {
    /// The words that `--allow` needs for every chosen case, sorted.
    package var neededPermissions: [String] {
        var words: Set<String> = []
        for suite in suites {
            words.formUnion(suite.scenario.sections.flatMap(\.needs).map(Permissions.word))
            for one in suite.cases {
                words.formUnion(suite.scenario.checks[one.check].cases[one.row].needs.map(Permissions.word))
            }
        }
        return words.sorted()
    }

    /// Refuses, or skips, the cases that need what is not allowed.
    mutating func apply(_ permissions: Permissions, skips: Bool) throws(PlanRefusal) {
        var refused = Refusals()
        for suite in suites.indices {
            let scenario = suites[suite].scenario
            // What a section needs, every case of the file needs.
            let ofSections = scenario.sections.flatMap(\.needs).filter { !permissions.allow($0) }
            for index in suites[suite].cases.indices {
                let one = suites[suite].cases[index]
                let needs = scenario.checks[one.check].cases[one.row].needs.filter { !permissions.allow($0) }
                guard let first = ofSections.first ?? needs.first else { continue }
                suites[suite].cases[index].skipped = .skipped(
                    "\(first.words) is not allowed; allow it with --allow \(Permissions.word(for: first))",
                    type: "mailproof.permission")
                for need in ofSections + needs { refused.add(need, in: scenario.file) }
            }
        }
        guard skips || refused.findings.isEmpty else { throw .notAllowed(refused.findings) }
    }
}

/// Each need once for each place that it follows from, however many rows share it.
private struct Refusals {
    private(set) var findings: [Finding] = []
    private var seen: Set<String> = []

    mutating func add(_ need: Need, in file: String) {
        guard seen.insert("\(Permissions.word(for: need)) \(need.place.span)").inserted else { return }
        findings.append(
            Finding(
                "run/not-allowed", .error, "\(file) needs \(need.words), which this run does not allow",
                label: "needs \(need.words)", at: need.place.excerpt,
                remedy: "add --allow \(Permissions.word(for: need)), or leave its cases out with --skip-unallowed"))
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
        }
    }
}
