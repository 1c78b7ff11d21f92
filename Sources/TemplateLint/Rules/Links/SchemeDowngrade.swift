import Findings

/// A link that shows https leads to https.
///
/// Fires where the text of a link begins with `https://` and the link itself with `http://`: the reader is promised an
/// encrypted page and gets another. Filters count it against a mail, because those who forge pages do so.
///
/// Left alone: a text that shows no scheme, and a link to https under a text with http.
/// Source: SpamAssassin HTTPS_HTTP_MISMATCH (80 % of the mail that it hit was spam); Rspamd HTTP_TO_HTTPS.
///
/// Fires:
/// ```html
/// <a href="http://acme.io/account">https://acme.io/account</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://acme.io/account">http://acme.io/account</a> <a href="http://acme.io/https">About https</a>
/// ```
struct SchemeDowngrade: LintRule {
    static let id: RuleID = "links/scheme-downgrade"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for link in html.links where link.target.scheme == "http" {
            guard link.text.lowercased().hasPrefix("https://") else { continue }
            findings.report(
                "link to https, as the text shows", label: "http under a text that says https", in: html.text,
                at: link.attribute.valueRange)
        }
    }
}
