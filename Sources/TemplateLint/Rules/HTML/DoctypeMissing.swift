import Findings

/// HTML begins with a doctype.
///
/// Fires on a document without `<!doctype html>` (or an older one). Without it mail programs on the web fall back to the
/// quirks of old browsers, and widths and line heights change. A fragment without `html` and `body` is left alone until
/// it is rendered into a whole mail. Source: HTML standard, "The DOCTYPE".
///
/// Fires:
/// ```html
/// <html><body><p>Hello</p></body></html>
/// ```
///
/// Left alone:
/// ```mustache
/// {{> head}}<body><p>Hello</p></body>
/// ```
struct DoctypeMissing: LintRule {
    static let id: RuleID = "html/doctype-missing"
    static let severity = Severity.warning
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document, !document.hasDoctype else { return }
        guard mail.isFinal || document.elements("html", "body").contains(where: \.isWritten) else { return }
        let first = html.text.bytes.firstIndex { !$0.isBlankOrBreak } ?? 0
        // A partial may stand at the top and bring it.
        guard html.text.holes(in: 0..<first + 1).allSatisfy({ $0.content == .nothing }) else { return }
        findings.report(
            "begin the HTML with a doctype", label: "no doctype", in: html.text, at: first..<first + 1,
            remedy: "write <!doctype html> before the first tag")
    }
}
