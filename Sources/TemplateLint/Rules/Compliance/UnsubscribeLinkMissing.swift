import Findings
import MailMessage

/// Marketing mail shows a link to unsubscribe.
///
/// Fires where no link of the HTML, and no address in the text part, is one: by its words in about thirty languages, by
/// the words of its address, or because it is the address of List-Unsubscribe. Gmail, Yahoo and Microsoft ask for a
/// clearly visible link, and the law of most countries for a way out.
///
/// Left alone: a template that is not filled and may get one from a partial, and the tags by which sending platforms write
/// the whole link (`{% unsubscribe %}`, `<unsubscribe>`, `*|UNSUB|*`).
/// Source: Google and Yahoo, requirements for bulk senders; 15 U.S.C. §7704(a)(5)(A)(ii).
///
/// Fires:
/// ```html
/// <p>You get this because you subscribed.</p><a href="https://acme.io/sale">Shop now</a>
/// ```
///
/// Left alone:
/// ```html
/// <p>Vous recevez ce message. <a href="https://acme.io/c/17">Se désabonner</a></p>
/// ```
struct UnsubscribeLinkMissing: LintRule {
    static let id: RuleID = "compliance/unsubscribe-link-missing"
    static let severity = Severity.error
    static let needs = LintNeed.source
    static let scope = LintScope.whole
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        let known = mail.message?.message.field(named: "List-Unsubscribe").map { ListUnsubscribe($0).targets } ?? []
        if let html = mail.html, html.document != nil, !html.text.mayHoldMore {
            let isThere =
                html.links.contains { link in
                    link.isUnsubscribe || known.contains { $0.text == link.target.text }
                } || UnsubscribeWords.isWrittenByPlatform(html)
            if !isThere { report("the HTML", in: html.text, to: &findings) }
        }
        if let plain = mail.plain, !plain.mayHoldMore {
            let text = plain.text.text
            if !UnsubscribeWords.isIn(text), !known.contains(where: { text.contains($0.text) }) {
                report("the text", in: plain, severity: mail.html == nil ? .error : .warning, to: &findings)
            }
        }
    }

    private func report(
        _ part: String, in text: LintText, severity: Severity = .error, to findings: inout FindingSink
    ) {
        // The end is where such a link belongs.
        let end = text.bytes.lastIndex { !$0.isBlankOrBreak } ?? 0
        findings.report(
            "add a link to unsubscribe to \(part)", label: "no such link up to here", in: text, at: end..<end + 1,
            severity: severity)
    }
}
