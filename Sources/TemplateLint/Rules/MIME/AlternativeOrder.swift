import Findings
import MailMessage

/// In multipart/alternative the plainest part comes first.
///
/// Fires where HTML stands before the plain text. RFC 2046 §5.1.4 has programs show the last part that they understand,
/// so that every reader gets the plain text and nobody the HTML. A multipart/alternative with a single part of plain text
/// is a remark; one with nothing but HTML is the matter of `mime/html-only`. Source: RFC 2046 §5.1.4; Rspamd
/// MIME_MA_MISSING_TEXT.
///
/// Fires:
/// ```eml
/// Content-Type: multipart/alternative; boundary=b
///
/// --b
/// Content-Type: text/html
///
/// <p>Hello</p>
/// --b
/// Content-Type: text/plain
///
/// Hello
/// --b--
/// ```
///
/// Left alone:
/// ```eml
/// Content-Type: multipart/mixed; boundary=b
///
/// --b
/// Content-Type: text/html
///
/// <p>Hello</p>
/// --b
/// Content-Type: text/plain
///
/// This text follows the HTML for everybody.
/// --b--
/// ```
struct AlternativeOrder: LintRule {
    static let id: RuleID = "mime/alternative-order"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        var html: Set<Int> = []
        for (number, placed) in message.parts.enumerated() {
            guard let parent = placed.parent, message.parts[parent].part.contentType.matches("multipart", "alternative")
            else {
                if placed.part.contentType.matches("multipart", "alternative"),
                    isPlainAlone(placed.part.children.map(kind))
                {
                    findings.report(
                        "add a text/html part, or send the text without multipart/alternative", label: "one part",
                        in: message.text, at: placed.place, severity: .info)
                }
                continue
            }
            switch kind(of: message.parts[number].part) {
            case "html": html.insert(parent)
            case "plain" where html.contains(parent):
                findings.report(
                    "put the text/plain part before the text/html part: programs show the last one",
                    label: "plain text after HTML", in: message.text, at: placed.place)
            default: break
            }
        }
    }

    private func isPlainAlone(_ kinds: [String]) -> Bool {
        kinds == ["plain"]
    }

    /// `plain` or `html` by what a part shows first; a multipart/related is what its first part is.
    private func kind(of part: MIMEPart) -> String {
        var part = part
        while part.isMultipart, let first = part.children.first { part = first }
        return part.contentType.type == "text" ? part.contentType.subtype : ""
    }
}
