import Findings

/// Images are linked or attached, not written into the HTML.
///
/// Fires on `data:` images. Gmail does not show them and Outlook for Windows not reliably, and they count towards the size
/// at which Gmail cuts.
///
/// Left alone: attached images (`cid:`). Source: caniemail, image-base64 (no Gmail, tested 2024-05).
///
/// Fires:
/// ```html
/// <img src="data:image/png;base64,iVBORw0KGgo=" alt="Logo">
/// ```
///
/// Left alone:
/// ```html
/// <img src="cid:logo@acme.io" alt="Logo"> <img src="https://acme.io/data:image.png" alt="Chart">
/// ```
struct DataURI: LintRule {
    static let id: RuleID = "images/data-uri"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use == .image && url.target.scheme == "data" {
            findings.report(
                "link to the image with https, or attach it and use cid:",
                label: "\((url.range.count + 1023) / 1024) KiB in the HTML", in: url.text,
                // The name alone: nobody wants to see the value.
                at: url.attributeRange.lowerBound..<url.attributeRange.lowerBound + 3)
        }
    }
}
