import FoundationEssentials
import Runner
import Scenarios

/// The cases of a plan, as `list` and `run --dry-run` print them.
struct PlanListing: Encodable {
    private let suites: [Suite]

    private struct Suite: Encodable {
        var file: String
        var name: String
        var cases: [Case]
    }

    private struct Case: Encodable {
        var name: String
        var line: Int
        var kind: String
        var tags: [String]
        var resolved: Resolved?
    }

    /// How a case is run, every default filled in.
    private struct Resolved: Encodable {
        var isolation: String
        var timeout: String
        var attempts: Int
        var retryWhen: [String]
        var warn: Bool
        var quarantinedUntil: String?
        var allow: [String]
    }

    /// The listing of a plan.
    init(_ plan: Plan, isResolved: Bool = false) {
        suites = plan.suites.map { suite in
            Suite(
                file: suite.scenario.file, name: suite.scenario.name,
                cases: suite.cases.map { one in
                    let check = suite.scenario.checks[one.check]
                    let row = check.cases[one.row]
                    let needs = suite.scenario.sections.flatMap(\.needs) + row.needs
                    return Case(
                        name: row.name, line: check.place.line, kind: check.kind, tags: check.tags,
                        resolved: isResolved ? Resolved(check, needs: needs) : nil)
                })
        }
    }

    /// The listing as JSON, with a line break at its end.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(suites), as: UTF8.self) + "\n"
    }

    /// The listing for people: a line a file, then a line a case.
    var text: String {
        var text = ""
        for suite in suites {
            text += "\(suite.file)  \(suite.name)\n"
            for one in suite.cases {
                text += "  \(suite.file):\(one.line)  \(one.name)"
                if !one.tags.isEmpty { text += "  (\(one.tags.joined(separator: ", ")))" }
                text += "\n" + (one.resolved?.text ?? "")
            }
        }
        return text
    }
}

extension PlanListing.Resolved {
    fileprivate init(_ check: LoadedCheck, needs: [Need]) {
        isolation = check.isolation == .looks ? "looks" : "acts"
        timeout = check.timeout.scalarText
        attempts = check.retry.attempts
        retryWhen = check.retry.attempts > 1 ? check.retry.when.sorted() : []
        warn = check.warn
        quarantinedUntil = check.quarantine?.until
        allow = Set(needs.map(Permissions.word)).sorted()
    }

    fileprivate var text: String {
        var facts = ["\(isolation)", "timeout \(timeout)", "attempts \(attempts)"]
        if !retryWhen.isEmpty { facts[2] += " when \(retryWhen.joined(separator: ", "))" }
        if warn { facts.append("warn") }
        if let quarantinedUntil { facts.append("quarantine until \(quarantinedUntil)") }
        facts.append(
            allow.isEmpty ? "needs nothing beyond this machine" : "needs --allow \(allow.joined(separator: ","))")
        return "      \(facts.joined(separator: " · "))\n"
    }
}
