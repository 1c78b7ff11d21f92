import Findings

/// An id is given once.
///
/// Fires on the second element that has the id of another. A link to `#id` leads to the first, and a label or a style
/// may miss its element. Only what a reader gets is looked at: in a template the two may be alternatives, and a section
/// may repeat them; the place is then the element in the template. Source: HTML standard, "the id attribute".
///
/// Fires:
/// ```html
/// <p id="offer">One</p><p id="offer">Two</p>
/// ```
///
/// Left alone:
/// ```html
/// <p id="offer">One</p><p id="Offer">Two</p><p id="">Three</p><p id="">Four</p>
/// ```
struct DuplicateID: LintRule {
    static let id: RuleID = "html/duplicate-id"
    static let severity = Severity.info
    static let needs = LintNeed.finalText
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        var known: [String: Range<Int>] = [:]
        for element in document.elements {
            guard let id = element["id"], element.isWritten, !id.value.isEmpty else { continue }
            guard let first = known[id.value] else {
                known[id.value] = element.range
                continue
            }
            // An element that the parser opened again, as it does for `<b>`, is written once.
            guard first != element.range else { continue }
            findings.report(
                "give this element an id of its own, or none", label: "second “\(id.value.shortened(to: 40))”",
                in: html.text, at: id.range)
        }
    }
}
