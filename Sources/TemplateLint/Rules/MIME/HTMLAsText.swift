import Findings
import MailMessage

/// HTML is sent as HTML.
///
/// Fires where a text/plain part is an HTML document: it begins with a doctype or with `html`, `head` or `body`, or it
/// ends with `</html>`. A Content-Type that is missing, or that cannot be read, makes a part text/plain, too: RFC 2045
/// §5.2. Readers see the tags. Filters look for it, because programs that send spam forget the field.
///
/// Left alone: text that has HTML in it, such as a patch or a manual.
/// Source: RFC 2045 §5.2; SpamAssassin HTML_MISSING_CTYPE (S/O 0.939).
///
/// Fires:
/// ```eml
/// From: news@example.com
/// Subject: News
///
/// <html><body>Hello</body></html>
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// Subject: How to write a page
///
/// Begin with <html> and end with </html>, like so:
/// <html><body>Hello</body></html>
/// That is all.
/// ```
struct HTMLAsText: LintRule {
    static let id: RuleID = "mime/html-as-text"
    static let severity = Severity.error
    static let needs = LintNeed.message

    private static let openings = ["<!doctype html", "<html", "<head", "<body"].map { Array($0.utf8) }
    private static let closing = Array("</html>".utf8)

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard mail.message != nil, let plain = mail.plain, let range = document(in: plain.bytes) else { return }
        findings.report(
            "send it as text/html", label: "HTML in a text/plain part", in: plain, at: range,
            remedy: "Content-Type: text/html; charset=utf-8")
    }

    /// The tag that says that a text is an HTML document.
    private func document(in bytes: [UInt8]) -> Range<Int>? {
        guard let first = bytes.firstIndex(where: { !$0.isBlankOrBreak }),
            let last = bytes.lastIndex(where: { !$0.isBlankOrBreak })
        else { return nil }
        for opening in Self.openings where bytes[first...].starts(with: opening, by: { $0.asciiLowercased == $1 }) {
            let end = first + opening.count
            // `<heading>` is another word.
            if end == bytes.count || !bytes[end].isASCIILetter { return first..<end }
        }
        let start = last + 1 - Self.closing.count
        guard start >= first, bytes[start...].starts(with: Self.closing, by: { $0.asciiLowercased == $1 }) else {
            return nil
        }
        return start..<last + 1
    }
}
