import Findings
import Scenarios

/// A value decoded from a text, and what was wrong with it.
struct DecodedText<Value: ScenarioDecodable> {
    let value: Value?
    let findings: [Finding]

    init(_ text: String, file: String = "a.yaml", references: KnownReferences = KnownReferences()) {
        let (node, problems) = YAMLDocument.node(of: SourceText(file: file, text: text))
        let decoding = Decoding(references: references)
        problems.forEach(decoding.report)
        value = node.flatMap { Value.decode($0, in: decoding) }
        findings = decoding.findings
    }

    /// Each finding as `LINE:COLUMN MESSAGE (REMEDY)`.
    var said: [String] {
        findings.map { finding in
            let span = finding.excerpt?.span
            let remedy = finding.remedy.map { " (\($0))" } ?? ""
            return "\(span?.line ?? 0):\(span?.column ?? 0) \(finding.message)\(remedy)"
        }
    }
}
