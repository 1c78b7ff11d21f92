import Findings

/// Links have a name.
///
/// Fires on links without text and without an image that has an alternative text: a screen reader says "link" and no
/// more.
///
/// Left alone: links with `aria-label` or `title`, hidden ones, and those into which a template writes.
/// Source: WCAG 2.2, 2.4.4 and 4.1.2.
///
/// Fires:
/// ```html
/// <a href="https://acme.io/fb"><img src="https://acme.io/fb.png" alt=""></a>
/// ```
///
/// Left alone:
/// ```mustache
/// <a href="https://acme.io/fb"><img src="https://acme.io/fb.png" alt="ACME on Facebook"></a>
/// <a href="https://acme.io/x" aria-label="ACME on X"></a> <a href="https://acme.io/me">{{name}}</a>
/// ```
struct LinkName: LintRule {
    static let id: RuleID = "accessibility/link-name"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for link in html.links where link.element.name == "a" && link.element.isRendered && link.element.isWritten {
            let element = link.element
            guard link.text.unicodeScalars.allSatisfy(\.isInvisible), !hasName(element) else { continue }
            let images = element.elementsBelow.filter { $0.name == "img" }
            guard images.allSatisfy({ ($0["alt"]?.value ?? "").trimmingBlanks.isEmpty }) else { continue }
            let end = element.descendants.map { element.document.nodes[$0].range.upperBound }.max() ?? 0
            guard !html.text.dependsOnData(element.range.lowerBound..<max(end, element.range.upperBound) + 1)
            else { continue }
            findings.report(
                images.isEmpty ? "write a text into the link" : "say in the image's alt where the link leads",
                label: "no name", in: html.text, at: element.range)
        }
    }

    private func hasName(_ element: HTMLElement) -> Bool {
        ["aria-label", "aria-labelledby", "title"].contains { !(element[$0]?.value ?? "").trimmingBlanks.isEmpty }
            || element["aria-hidden"]?.value == "true"
    }
}
