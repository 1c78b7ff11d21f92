import Findings

/// Images have an alternative text.
///
/// Fires on `img` without `alt`. Screen readers read the file name instead, and programs that do not load images show
/// nothing. An image that is decoration has `alt=""`. Source: WCAG 2.2, 1.1.1.
struct ImageAlternative: LintRule {
    static let id: RuleID = "accessibility/img-alt"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images where image["alt"] == nil && image.isWritten {
            let role = image["role"]?.value.lowercased()
            guard role != "presentation", role != "none", image["aria-hidden"]?.value != "true" else { continue }
            // A tag of the template inside the image may bring the attribute.
            guard
                !html.text.holes(in: image.range).contains(where: { hole in
                    hole.content != .nothing && !image.attributes.contains { $0.valueRange.overlaps(hole.range) }
                })
            else { continue }
            findings.report(
                "add an alt attribute to the image", label: "no alt", in: html.text, at: image.range,
                remedy: "write what it shows, or alt=\"\" where it is decoration")
        }
    }
}
