import Findings
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
        var resolved: ResolvedCase?
        var effects: [String]?
    }

    /// The listing of a plan.
    ///
    /// - Parameter showsEffects: whether it says who would get mail, and through which server.
    init(_ plan: Plan, isResolved: Bool = false, showsEffects: Bool = false) {
        suites = plan.suites.map { suite in
            Suite(
                file: suite.scenario.file, name: suite.scenario.name,
                cases: suite.cases.map { one in
                    let check = suite.scenario.checks[one.check]
                    let row = check.cases[one.row]
                    let needs = suite.scenario.sections.flatMap(\.needs) + row.needs
                    return Case(
                        name: row.name, line: check.place.line, kind: check.kind, tags: check.tags,
                        resolved: isResolved ? ResolvedCase(check, needs: needs) : nil,
                        effects: showsEffects && !row.effects.isEmpty ? row.effects : nil)
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
                text += "\n" + (one.resolved.map { "      \($0.text)\n" } ?? "")
                for effect in one.effects ?? [] { text += "      \(effect)\n" }
            }
        }
        return text
    }
}
