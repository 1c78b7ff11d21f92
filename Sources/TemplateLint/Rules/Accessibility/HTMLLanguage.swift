import Findings

/// HTML says in which language it is.
///
/// Fires where neither `html` nor `body` has a `lang` attribute. Screen readers choose the voice by it, and mail programs
/// the hyphenation and the offer to translate.
///
/// Left alone: pieces of HTML without `html` and `body`, and a tag that a template completes. Source: WCAG 2.2, 3.1.1.
///
/// Fires:
/// ```html
/// <html><body><p>Hello</p></body></html>
/// ```
///
/// Left alone:
/// ```html
/// <html><body lang="de"><p>Hallo</p></body></html>
/// ```
struct HTMLLanguage: LintRule {
    static let id: RuleID = "accessibility/html-lang"
    static let severity = Severity.info
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let roots = document.elements("html", "body")
        guard roots.allSatisfy({ ($0["lang"]?.value ?? "").trimmingBlanks.isEmpty }) else { return }
        guard let root = roots.first(where: \.isWritten) else { return }
        guard !html.text.dependsOnData(root.range) else { return }
        findings.report(
            "add a lang attribute", label: "no lang", in: html.text, at: root.range,
            remedy: "write <\(root.name) lang=\"en\"> for English")
    }
}
