import Findings

/// Images are linked or attached, not written into the HTML.
///
/// Fires on `data:` images. Gmail and Outlook do not show them, and they count towards the size at which Gmail cuts.
/// Source: caniemail, image-base64.
struct DataURI: LintRule {
    static let id: RuleID = "images/data-uri"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images {
            guard let source = image["src"], LinkTarget(source.value).scheme == "data" else { continue }
            findings.report(
                "link to the image with https, or attach it and use cid:",
                label: "\((source.valueRange.count + 1023) / 1024) KiB in the HTML", in: html.text, at: source.nameRange
            )
        }
    }
}
