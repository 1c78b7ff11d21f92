import Findings

/// Links and forms use https.
///
/// Fires on `http://` in links and in the action of a form. Mail programs warn about them, and whoever is on the way can
/// read and change what is fetched.
struct InsecureHTTP: LintRule {
    static let id: RuleID = "links/insecure-http"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let actions = document.elements("form").compactMap { $0["action"] }
        for attribute in html.links.map(\.attribute) + actions {
            let target = LinkTarget(attribute.value)
            // A host that nobody reaches has a rule of its own.
            guard target.scheme == "http", let host = target.host, Host.reasonUnreachable(host) == nil else { continue }
            findings.report(
                "replace http:// with https://", label: "not encrypted", in: html.text, at: attribute.valueRange)
        }
    }
}
