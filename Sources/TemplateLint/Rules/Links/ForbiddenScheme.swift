import Findings

/// Links open web pages, addresses and phones, and run nothing.
///
/// Fires on `javascript:`, `vbscript:`, `data:`, `file:` and `blob:` in links and in the action of a form. Mail programs
/// remove such links, and filters treat mail that has them as an attack. Source: HTML standard, "javascript: URLs";
/// RFC 8089 §1 for `file:`.
///
/// Fires:
/// ```html
/// <a href="javascript:window.print()">Print</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://acme.io/javascript:intro">Course</a> <a href="tel:+4312345">Call</a>
/// ```
struct ForbiddenScheme: LintRule {
    static let id: RuleID = "links/forbidden-scheme"
    static let severity = Severity.error
    static let needs = LintNeed.html

    private static let schemes: Set<String> = ["javascript", "vbscript", "data", "file", "blob", "filesystem"]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use == .link || url.use == .form {
            guard let scheme = url.target.scheme, Self.schemes.contains(scheme) else { continue }
            findings.report(
                "replace the \(scheme): link with an https address", label: "removed by mail programs", in: url.text,
                at: url.range)
        }
    }
}
