import Findings

/// Links open web pages, addresses and phones, and run nothing.
///
/// Fires on `javascript:`, `vbscript:`, `data:`, `file:` and `blob:` in links and in the action of a form. Mail programs
/// remove such links, and filters treat mail that has them as an attack.
struct ForbiddenScheme: LintRule {
    static let id: RuleID = "links/forbidden-scheme"
    static let severity = Severity.error
    static let needs = LintNeed.html

    private static let schemes: Set<String> = ["javascript", "vbscript", "data", "file", "blob", "filesystem"]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let actions = document.elements("form").compactMap { $0["action"] }
        for attribute in html.links.map(\.attribute) + actions {
            guard let scheme = LinkTarget(attribute.value).scheme, Self.schemes.contains(scheme) else { continue }
            findings.report(
                "replace the \(scheme): link with an https address", label: "removed by mail programs", in: html.text,
                at: attribute.valueRange)
        }
    }
}
