import Findings

/// HTML is small enough to be read.
///
/// Fires on HTML of more than 4 MiB, or with more than 40,000 tags, which is not read any further: no other rule about
/// HTML can look at it. Gmail shows the first 102 KB.
///
/// Fires:
/// ```html
/// <p>⟨420000 × ten bytes ⟩</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>⟨41000 × ten bytes ⟩</p>
/// ```
struct TooLarge: LintRule {
    static let id: RuleID = "size/too-large"
    static let severity = Severity.error
    static let needs = LintNeed.source
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, case .tooLarge(let found) = html.refusal else { return }
        findings.report(
            "shorten the HTML: it is too large to be read", label: found, in: html.text, at: 0..<1)
    }
}
