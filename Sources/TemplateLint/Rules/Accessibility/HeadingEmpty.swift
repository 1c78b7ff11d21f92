import Findings

/// Headings have a text and follow each other in order.
///
/// Fires on `h1` to `h6` without text and without an image that has an alternative text, and on a heading that is more
/// than one level below the one before it (`h1`, then `h3`). Who listens to a mail goes from heading to heading.
///
/// Left alone: a mail that begins with any level, steps back to a higher one, headings that are hidden or into which a
/// template writes. Source: WCAG 2.2, 1.3.1 and 2.4.6; W3C technique G141.
///
/// Fires:
/// ```html
/// <h1>Sale</h1><h2></h2><h4>Socks</h4>
/// ```
///
/// Left alone:
/// ```mustache
/// <h3>News</h3><h1><img src="https://acme.io/sale.png" alt="Sale"></h1><h2>{{title}}</h2><h3>Socks</h3><h1>Shop</h1>
/// ```
struct HeadingEmpty: LintRule {
    static let id: RuleID = "accessibility/heading-empty"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        var previous: Int?
        for heading in document.elements("h1", "h2", "h3", "h4", "h5", "h6") where heading.isRendered {
            guard heading.isWritten, heading["aria-hidden"]?.value != "true",
                let level = heading.name.dropFirst().first?.wholeNumberValue
            else { continue }
            if isEmpty(heading, in: html.text) {
                findings.report(
                    "write a text into the heading, or use another element", label: "no text", in: html.text,
                    at: heading.range)
                continue
            }
            if let above = previous, level > above + 1 {
                findings.report(
                    "use h\(above + 1) for the heading", label: "h\(level) after h\(above)", in: html.text,
                    at: heading.range)
            }
            previous = level
        }
    }

    private func isEmpty(_ heading: HTMLElement, in text: LintText) -> Bool {
        guard heading["aria-label"] == nil else { return false }
        for number in heading.descendants {
            if let text = HTMLText(heading.document, at: number), !text.isBlank { return false }
            guard let element = HTMLElement(heading.document, at: number) else { continue }
            if let name = element["alt"] ?? element["aria-label"], !name.value.trimmingBlanks.isEmpty { return false }
        }
        let end = heading.descendants.last.map { heading.document.nodes[$0].range.upperBound } ?? 0
        return !text.dependsOnData(heading.range.lowerBound..<max(end, heading.range.upperBound) + 1)
    }
}
