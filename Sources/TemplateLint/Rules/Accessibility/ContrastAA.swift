import Findings

/// Text can be read by those who see less.
///
/// Fires where the contrast of a text and its background is below 4.5, or below 3 for large text (24 pixels, or 18.66
/// in bold). Only where both colours are written in the mail: what a mail program adds is not known.
///
/// Left alone: text over images and gradients, colours that a rule under `@media` or a tag of the template may change,
/// and signs between words. Where the size is not known, the text is taken for large.
/// Source: WCAG 2.2, 1.4.3.
///
/// Fires:
/// ```html
/// <div style="background:#ffffff"><p style="color:#999999">Small print</p></div>
/// ```
///
/// Left alone:
/// ```html
/// <div style="background:#ffffff"><p style="color:#999999"> | </p><p style="color:#767676">Small print</p></div>
/// <div style="background:#ffffff"><h1 style="color:#8e8e8e">Large print</h1></div>
/// ```
struct ContrastAA: LintRule {
    static let id: RuleID = "accessibility/contrast-aa"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let visibility = html.visibility else { return }
        var reported: Set<Pair> = []
        for (text, look) in zip(visibility.visible, visibility.appearances) where look.isExplicit {
            guard let color = look.color, let background = look.background else { continue }
            let contrast = color.contrast(to: background)
            // WCAG 2.2, "large scale": 18 pt, or 14 pt in bold.
            let isLarge = look.size.map { $0 >= 24 || look.isBold && $0 >= 56 / 3 } ?? true
            // What is not seen at all has a rule of its own.
            guard contrast < (isLarge ? 3 : 4.5), !look.isInvisible, text.saysSomething,
                reported.insert(Pair(color: color, background: background, isLarge: isLarge)).inserted
            else { continue }
            let tenths = (contrast * 10).rounded(.down) / 10
            findings.report(
                "raise the contrast of this text to \(isLarge ? "3" : "4.5")",
                label: "\(color.hex) on \(background.hex): \(tenths)", in: html.text, at: text.inkRange(in: html.text))
        }
    }

    /// Whoever changes a colour of a design changes it everywhere.
    private struct Pair: Hashable {
        var color: CSSColor
        var background: CSSColor
        var isLarge: Bool
    }
}
