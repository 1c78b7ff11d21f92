import Findings

/// Images have a width attribute.
///
/// Fires on `img` without `width`. Outlook for Windows ignores the width in styles and shows the image at its own size,
/// which breaks the layout.
struct MissingWidth: LintRule {
    static let id: RuleID = "images/missing-width"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images where image["width"] == nil && image.isWritten && !image.isPixel {
            findings.report("add a width attribute to the image", label: "no width", in: html.text, at: image.range)
        }
    }
}
