import DNS
import Findings
import Support
import Testing

/// Reads a zone file whose problems are marked, and compares them with `rules` in the order of the marks.
func expectProblems(
    _ marked: String, _ rules: [String], including files: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let marked = MarkedText(marked)
    let file = zoneFile(marked.text, including: files)
    let found = Set(file.findings.map { "\($0.rule.rawValue) \($0.excerpt?.span.place ?? "nowhere")" })
    let expected = Set(zip(rules, marked.all).map { "zone/\($0) \($1)" })
    #expect(found == expected, "\(file.findings.map(\.message))", sourceLocation: sourceLocation)
    #expect(rules.count == marked.all.count, "as many marks as rules", sourceLocation: sourceLocation)
}

/// A zone file named `zones/example.zone`, and the files beside it.
func zoneFile(_ text: String, including files: [String: String] = [:]) -> ZoneFile {
    ZoneFile(
        SourceText(file: "zones/example.zone", text: text),
        includes: ZoneIncludes { path in
            files[path].map { SourceText(file: "zones/\(path)", text: $0) }
        })
}

/// The records of a zone file that has no problems, as `name TTL TYPE data`, sorted.
func recordLines(
    _ text: String, including files: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
) -> [String] {
    let file = zoneFile(text, including: files)
    #expect(file.findings.map(\.message) == [], sourceLocation: sourceLocation)
    return (file.zone?.records ?? []).map { "\($0.name) \($0.timeToLive) \($0.type) \($0.presentation)" }.sorted()
}

extension SourceSpan {
    /// `line:column`.
    var place: String { "\(line):\(column)" }
}
