import Findings

/// Readers see the text that filters see.
///
/// Fires on text that an inline style, a style sheet of the mail (`display: none`, `visibility: hidden`, `opacity: 0`, a
/// font of at most one pixel, a clipped box without height, a far negative indent) or the `hidden` attribute hides. It is
/// an error where more than a tenth of the words are hidden.
///
/// Left alone: a preheader (hidden text of up to 500 characters before anything that is seen), elements that are hidden
/// from Outlook alone (`mso-hide`), whatever a rule under `@media` or for one mail program may show, and hidden elements
/// without text of their own.
/// Source: Google's guidelines for senders, "don't use HTML and CSS to hide content"; Rspamd MANY_INVISIBLE_PARTS.
///
/// Fires:
/// ```html
/// <style>.quiet { display: none }</style><p>Our offer</p><p class="quiet">casino casino casino</p>
/// ```
///
/// Left alone:
/// ```html
/// <style>@media (max-width: 600px) { .phone { display: block !important } }</style>
/// <div style="display:none">A preheader</div><p>Our offer</p><p class="phone" style="display:none">On phones</p>
/// <td style="font-size:0"><span style="font-size:14px">Beside each other</span></td>
/// ```
struct HiddenText: LintRule {
    static let id: RuleID = "html/hidden-text"
    static let severity = Severity.warning
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    /// Characters of a preheader; mail programs show about 140, and some senders fill up to here.
    static let preheaderLength = 500

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let visibility = html.visibility else { return }
        let firstVisible = visibility.firstVisible
        var preheader = 0
        let suspicious = visibility.hidden.filter { hidden in
            if hidden.text.number < firstVisible {
                preheader += hidden.text.text.collapsed.count
                if preheader <= Self.preheaderLength { return false }
            }
            return hidden.isCertain
        }
        guard !suspicious.isEmpty else { return }
        let hiddenWords = words(suspicious.map(\.text))
        let severity: Severity = hiddenWords * 10 > hiddenWords + words(visibility.visible) ? .error : .warning
        var reported: Set<Int> = []
        for hidden in suspicious where reported.insert(hidden.element.number).inserted {
            findings.report(
                "remove the text that this hides, or show it", label: "hides text by \(hidden.declaration)",
                in: html.text, at: hidden.element.range, severity: severity,
                notes: [.init("the hidden text: \(hidden.text.text.collapsed.shortened(to: 80))")])
        }
    }

    /// How many words texts have; blanks beyond ASCII do not divide them, which is near enough for a share.
    private func words(_ texts: [HTMLText]) -> Int {
        var count = 0
        for text in texts {
            var isInside = false
            for byte in text.text.utf8 {
                if byte > 0x20, !isInside { count += 1 }
                isInside = byte > 0x20
            }
        }
        return count
    }
}
