import Findings

/// Style sheets stay below what Gmail accepts.
///
/// Fires where the `style` elements of a mail hold more than 16,384 bytes (an error) or 8,192 bytes (a warning). Beyond a
/// limit Gmail drops the whole style sheet; both figures have been reported. Source: hteumeuleu/email-bugs#90.
///
/// Fires:
/// ```html
/// <style>⟨900 × p{color:red}⟩</style>
/// ```
///
/// Left alone:
/// ```html
/// <style>p{color:red}</style>⟨900 × <p style="color:red">x</p>⟩
/// ```
struct StyleBlock: LintRule {
    static let id: RuleID = "size/style-block"
    static let severity = Severity.warning
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    /// Bytes from which some accounts lose their styles.
    static let warns = 8192
    /// Bytes from which all do.
    static let fails = 16384

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        var total = 0
        var place: Range<Int>?
        for style in document.styles {
            if total <= Self.warns { place = style.range }
            total += style.range.count
        }
        guard total > Self.warns, let place else { return }
        let start = html.text.bytes[place].firstIndex { !$0.isBlankOrBreak } ?? place.lowerBound
        findings.report(
            "shorten the style sheets to 8 KiB, or write the styles inline: Gmail drops long ones",
            label: "\(total) bytes of styles", in: html.text, at: start..<start + 1,
            severity: total > Self.fails ? .error : .warning)
    }
}
