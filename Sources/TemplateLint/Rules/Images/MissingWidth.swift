import Findings

/// Images have a width attribute.
///
/// Fires on `img` without `width`. Outlook for Windows ignores the width in styles and shows the image at its own size,
/// which breaks the layout.
///
/// Left alone: images of one pixel, and images into which a template writes. Source: Maizzle's linter; Microsoft, "Word
/// 2007 HTML and CSS rendering capabilities in Outlook".
///
/// Fires:
/// ```html
/// <img src="https://acme.io/sale.png" alt="Sale" style="width: 600px">
/// ```
///
/// Left alone:
/// ```html
/// <img src="https://acme.io/sale.png" alt="Sale" width="600"> <img src="https://acme.io/p" style="width:1px;height:1px">
/// ```
struct MissingWidth: LintRule {
    static let id: RuleID = "images/missing-width"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images where image["width"] == nil && image.isWritten {
            guard !image.isPixel, !html.text.mayAddAttribute(to: image) else { continue }
            findings.report("add a width attribute to the image", label: "no width", in: html.text, at: image.range)
        }
    }
}

extension LintText {
    /// Whether a tag of the template stands in the element's tag outside its values, where it may bring an attribute.
    func mayAddAttribute(to element: HTMLElement) -> Bool {
        holes(in: element.range).contains { hole in
            hole.content != .nothing
                && !element.attributes.contains {
                    // Letters in place of the tag are read as an attribute without a value.
                    $0.valueRange.overlaps(hole.range) && !$0.nameRange.overlaps(hole.range)
                }
        }
    }
}
