import Findings

/// Text stands out from what is behind it.
///
/// Fires on text whose colour is nearly or exactly that of its background: a distance below 12 of 191, each part of the
/// colours weighted by how bright it is. Filters know it as a way to hide words from the reader.
///
/// Left alone: a preheader (up to 500 characters before anything that can be read), text over images and gradients,
/// and colours that a rule under `@media`, or a tag of the template, may change.
/// Source: SpamAssassin HTML_FONT_LOW_CONTRAST.
///
/// Fires:
/// ```html
/// <p>Our offer</p><p style="color:#fefefe">casino casino casino</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>Our offer</p>
/// <table bgcolor="#000000"><tr><td style="color:#ffffff">White on black</td></tr></table>
/// <div style="background:#fff url(https://example.org/a.png)"><p style="color:#ffffff">Over an image</p></div>
/// ```
struct LowContrast: LintRule {
    static let id: RuleID = "html/low-contrast"
    static let severity = Severity.warning
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let visibility = html.visibility else { return }
        var preheader = 0
        var isBehindPreheader = false
        var reported: Set<Int> = []
        for (text, look) in zip(visibility.visible, visibility.appearances) {
            guard look.isInvisible else {
                isBehindPreheader = true
                continue
            }
            if !isBehindPreheader {
                preheader += text.text.collapsed.count
                if preheader <= HiddenText.preheaderLength { continue }
            }
            guard text.saysSomething, let color = look.color, let background = look.background,
                reported.insert(text.parent?.number ?? -1).inserted
            else { continue }
            findings.report(
                "change the colour of this text or of what is behind it",
                label: "\(color.hex) on \(background.hex)", in: html.text, at: text.inkRange(in: html.text))
        }
    }
}

extension HTMLVisibility.Appearance {
    /// SpamAssassin HTML.pm: a distance below which text counts as invisible.
    private static let invisibleDistance = 12.0

    /// Whether the colours are known and nearly the same.
    var isInvisible: Bool {
        guard let color, let background else { return false }
        return color.distance(to: background) < Self.invisibleDistance
    }
}

extension HTMLText {
    /// Whether there is a letter or a digit in it; bars and dots between links are decoration.
    var saysSomething: Bool {
        text.unicodeScalars.contains { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }

    /// Its bytes without white space around it.
    func inkRange(in source: LintText) -> Range<Int> {
        let bytes = source.bytes[range.clamped(to: 0..<source.bytes.count)]
        guard let first = bytes.firstIndex(where: { !$0.isBlankOrBreak }),
            let last = bytes.lastIndex(where: { !$0.isBlankOrBreak })
        else { return range }
        return first..<last + 1
    }
}
