import Findings

/// Images have an alternative text.
///
/// Fires on `img` without `alt`. Screen readers read the file name instead, and programs that do not load images show
/// nothing. An image that is decoration has `alt=""`.
///
/// Left alone: images that are declared to be decoration, and those into which a template writes attributes.
/// Source: WCAG 2.2, 1.1.1.
///
/// Fires:
/// ```html
/// <img src="https://acme.io/sale.png">
/// ```
///
/// Left alone:
/// ```mustache
/// <img src="https://acme.io/line.png" alt> <img src="https://acme.io/dot.png" role="presentation"> <img {{attributes}}>
/// ```
struct ImageAlternative: LintRule {
    static let id: RuleID = "accessibility/img-alt"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images where image["alt"] == nil && image.isWritten {
            let role = image["role"]?.value.lowercased()
            guard role != "presentation", role != "none", image["aria-hidden"]?.value != "true" else { continue }
            guard !html.text.mayAddAttribute(to: image) else { continue }
            findings.report(
                "add an alt attribute to the image", label: "no alt", in: html.text, at: image.range,
                remedy: "write what it shows, or alt=\"\" where it is decoration")
        }
    }
}
