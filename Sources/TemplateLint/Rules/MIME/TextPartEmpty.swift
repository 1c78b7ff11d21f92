import Findings

/// The text part says what the HTML says.
///
/// Fires where the `text/plain` part is blank, or has less than a tenth of the words that the HTML shows, of which there
/// are at least thirty. Source: SpamAssassin EMPTY_MESSAGE (S/O 0.826), MPART_ALT_DIFF_COUNT.
///
/// Fires:
/// ```eml
/// Content-Type: multipart/alternative; boundary=b
///
/// --b
///
/// Please see the HTML
/// --b
/// Content-Type: text/html
///
/// <p>⟨50 × word ⟩</p>
/// --b--
/// ```
///
/// Left alone:
/// ```eml
/// Content-Type: multipart/alternative; boundary=b
///
/// --b
///
/// Your code is 123456.
/// --b
/// Content-Type: text/html
///
/// <p>Your code is <b>123456</b>. It is valid for ten minutes.</p>
/// --b--
/// ```
struct TextPartEmpty: LintRule {
    static let id: RuleID = "mime/text-part-empty"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    /// Words of HTML below which shares say nothing.
    private static let enoughWords = 30

    /// Whether a text part has too few words to be compared with the HTML.
    static func isShort(_ words: PartWords) -> Bool {
        words.html.count >= enoughWords && words.plain.count * 10 < words.html.count
    }

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let plain = mail.plain, let words = mail.message?.words, plain.isReadable,
            mail.html?.text.isReadable == true
        else { return }
        let seen = words.html.count
        guard Self.isShort(words) || seen > 0 && plain.text.text.unicodeScalars.allSatisfy(\.isInvisible) else {
            return
        }
        findings.report(
            "write into the text part what the HTML says",
            label: "\(words.plain.count) words, the HTML has \(seen)", in: plain, at: 0..<1)
    }
}
