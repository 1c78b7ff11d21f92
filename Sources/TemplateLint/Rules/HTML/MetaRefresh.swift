import Findings

/// Mail stays where it is, and its addresses are whole.
///
/// Fires on `<meta http-equiv="refresh">`, which sends a browser to another page: mail programs remove it, and filters
/// know it from phishing. Warns on `<base href>`: mail programs ignore or remove it, and relative addresses break.
/// `<base target>` alone does no harm and is left alone.
///
/// Fires:
/// ```html
/// <head><meta http-equiv="Refresh" content="0; url=https://example.org"></head>
/// ```
///
/// Fires:
/// ```html
/// <head><base href="https://example.org/"></head>
/// ```
///
/// Left alone:
/// ```html
/// <head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><base target="_blank"></head>
/// ```
struct MetaRefresh: LintRule {
    static let id: RuleID = "html/meta-refresh"
    static let severity = Severity.error
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        for meta in document.elements("meta")
        where meta["http-equiv"]?.value.trimmingBlanks.lowercased() == "refresh" {
            findings.report(
                "remove the refresh: mail cannot lead its reader on by itself", label: "refresh", in: html.text,
                at: meta.range)
        }
        for base in document.elements("base") where base["href"] != nil {
            findings.report(
                "write whole addresses and remove the base: mail programs ignore it", label: "base", in: html.text,
                at: base.range, severity: .warning)
        }
    }
}
