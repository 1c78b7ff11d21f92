import Findings

/// HTML has a title.
///
/// Fires where a document has no `title` or an empty one. Screen readers read it first, and programs that show a mail in a
/// window of its own, or in the browser, name that after it.
///
/// Left alone: pieces of HTML without `html` and `head`, and a template that may get one from its data or a partial.
/// Source: WCAG 2.2, 2.4.2; HTML standard, "The title element".
///
/// Fires:
/// ```html
/// <html lang="en"><head><title> </title></head><body><p>Hello</p></body></html>
/// ```
///
/// Left alone:
/// ```mustache
/// <html lang="en"><head><title>{{subject}}</title></head><body><p>Hello</p></body></html>
/// ```
struct TitleMissing: LintRule {
    static let id: RuleID = "accessibility/title-missing"
    static let severity = Severity.info
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document, !html.text.mayHoldMore else { return }
        // The title of an SVG image is its own.
        let title = document.elements("title").first { $0.parent?.name == "head" || $0.parent?.name == "html" }
        if let title {
            // Letters stand in place of what a template prints.
            let text = title.descendants.compactMap { HTMLText(document, at: $0) }
            guard text.allSatisfy(\.isBlank) else { return }
        }
        guard let root = document.elements("head", "html").last(where: \.isWritten) else { return }
        let place = title.flatMap { $0.isWritten ? $0 : nil } ?? root
        findings.report(
            title == nil ? "add a title to the head" : "write a title", label: title == nil ? "no title" : "empty",
            in: html.text, at: place.range)
    }
}
