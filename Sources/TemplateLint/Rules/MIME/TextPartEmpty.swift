import Findings

/// The text part says what the HTML says.
///
/// Fires where the `text/plain` part is blank, or has less than a tenth of the words that the HTML shows. Source:
/// SpamAssassin EMPTY_MESSAGE, MPART_ALT_DIFF_COUNT.
struct TextPartEmpty: LintRule {
    static let id: RuleID = "mime/text-part-empty"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    /// Words of HTML below which shares say nothing.
    private static let enoughWords = 30

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard mail.message != nil, let plain = mail.plain, let visibility = mail.html?.visibility else { return }
        let words = plain.text.text.split(whereSeparator: \.isWhitespace).count
        let seen = visibility.visible.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count }
        let isBlank = plain.text.text.unicodeScalars.allSatisfy(\.isInvisible)
        guard isBlank && seen > 0 || seen >= Self.enoughWords && words * 10 < seen else { return }
        findings.report(
            "write into the text part what the HTML says", label: "\(words) words, the HTML has \(seen)", in: plain,
            at: 0..<1)
    }
}
