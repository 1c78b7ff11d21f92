import Findings

/// Images say where they are, in full.
///
/// Fires on `src` values that are empty or relative: a mail has no address that they could be relative to. In a template
/// that is not filled it warns, because a later step may complete them.
struct RelativeSource: LintRule {
    static let id: RuleID = "images/relative-src"
    static let severity = Severity.error
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images {
            guard let source = image["src"], !html.text.dependsOnData(source.valueRange) else { continue }
            let target = LinkTarget(source.value)
            guard target.scheme == nil, target.host == nil else { continue }
            findings.report(
                "write the whole address of the image, beginning with https://",
                label: target.text.isEmpty ? "empty" : "relative", in: html.text, at: source.range,
                severity: mail.isFinal ? .error : .warning)
        }
    }
}
