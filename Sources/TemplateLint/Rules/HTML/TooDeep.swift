import Findings

/// Elements are nested no deeper than mail programs follow.
///
/// Fires on HTML with more than 2,000 elements in another, which is not read any further: no other rule about HTML can
/// look at it. Real mail stays below a hundred; such depth comes from a loop in a generator, or from an attack.
///
/// Fires:
/// ```html
/// ⟨3000 × <div>⟩
/// ```
///
/// Left alone:
/// ```html
/// ⟨1500 × <p>a line<br>⟩
/// ```
struct TooDeep: LintRule {
    static let id: RuleID = "html/too-deep"
    static let severity = Severity.error
    static let needs = LintNeed.source
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, case .tooDeep(let found, let offset) = html.refusal else { return }
        findings.report(
            "close the elements that are left open: the HTML is nested too deep to be read", label: found,
            in: html.text, at: offset..<offset + 1)
    }
}
