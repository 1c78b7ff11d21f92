import Findings

/// Every name that a template prints is in its data.
///
/// Fires on variables that the data does not know: Mustache prints nothing for them, in silence ("Hello ,"). It warns
/// where the name is there for other items of the list. A section over an unknown name is only remarked on, because
/// leaving a name out is how optional parts are written, unless a name that differs in a letter or two is there.
///
/// Left alone: names that are known and empty. Source: Mustache specification, "interpolation" (a failed lookup prints
/// nothing).
///
/// Fires:
/// ```mustache
/// <p>Hi {{nmae}}</p>
/// ---
/// {"name": "Ann"}
/// ```
///
/// Left alone:
/// ```mustache
/// <p>Hi {{name}}{{#items}} {{name}} {{.}}{{/items}}</p>
/// ---
/// {"name": "", "items": [1, 2]}
/// ```
struct UndefinedVariableRule: LintRule {
    static let id: RuleID = "personalization/undefined-variable"
    static let severity = Severity.error
    static let needs = LintNeed.data

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for variable in mail.undefined ?? [] {
            let name = variable.name
            let nearest = NearWords.nearest(to: variable.lost, in: variable.known)
            let severity: Severity =
                variable.printsValue
                ? (variable.hits == 0 ? .error : .warning)
                : (variable.hits == 0 && nearest != nil ? .warning : .info)
            var notes: [Finding.Note] = []
            if variable.hits > 0 {
                notes.append("missing \(variable.misses) times of \(variable.misses + variable.hits)")
            }
            if !variable.known.isEmpty {
                notes.append(.init("known here: \(known(variable))"))
            }
            findings.report(
                nearest.map { "replace \(variable.lost) with \($0), or add \(name) to the data" }
                    ?? "add \(name) to the data",
                label: "not in the data", at: variable.place.excerpt, severity: severity, notes: notes)
        }
    }

    private func known(_ variable: UndefinedVariable) -> String {
        let shown = variable.known.prefix(10).joined(separator: ", ")
        return variable.known.count > 10 ? shown + ", …" : shown
    }
}
