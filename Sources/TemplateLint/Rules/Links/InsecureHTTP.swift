import Findings

/// Links and forms use https.
///
/// Fires on `http://` in links, in the action of a form and in plain text. Mail programs warn about them, and whoever is
/// on the way can read and change what is fetched.
///
/// Left alone: hosts that have a rule of their own because nobody reaches them, or that a template will fill in
/// together with the scheme. Source: RFC 9325 §3.2; Rspamd and Maizzle have the same check.
///
/// Fires:
/// ```html
/// <a href="http://acme.io/offer">Offer</a>
/// ```
///
/// Left alone:
/// ```html
/// <p>http is not https. <a href="https://acme.io/?back=http://acme.io">Offer</a></p>
/// ```
struct InsecureHTTP: LintRule {
    static let id: RuleID = "links/insecure-http"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use != .image {
            // A host that nobody reaches has a rule of its own.
            guard url.target.scheme == "http", let host = url.target.host, Host.reasonUnreachable(host) == nil
            else { continue }
            findings.report(
                "replace http:// with https://", label: "not encrypted", in: url.text, at: url.range)
        }
    }
}
