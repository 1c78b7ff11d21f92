import Findings

/// Links lead somewhere.
///
/// Fires on `href` values that are empty, `#`, `/`, or a bare `http://`: what editors and starter templates leave behind.
/// In a template that is not filled it warns, and so does an `a` that has neither `href` nor a name to be linked to. A
/// host that is reserved for examples (RFC 2606) is remarked on.
///
/// Left alone: an anchor within the mail (`#top`), and whatever a template will fill in.
/// Source: HTML standard, "The a element".
///
/// Fires:
/// ```html
/// <a href="#">Shop now</a>
/// ```
///
/// Left alone:
/// ```mustache
/// <a href="{{unsubscribe_url}}">Unsubscribe</a> <a href="#top">Back to the top</a>
/// ```
struct EmptyOrPlaceholder: LintRule {
    static let id: RuleID = "links/empty-or-placeholder"
    static let severity = Severity.error
    static let needs = LintNeed.html

    private static let placeholders: Set<String> = ["", "#", "/", "http://", "https://", "http:", "https:", "http://#"]
    /// Bytes of the longest of them.
    private static let longest = placeholders.map(\.utf8.count).max() ?? 0

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for link in html.links where !html.text.dependsOnData(link.attribute.valueRange) {
            let value = link.target.text
            if value.utf8.count <= Self.longest, Self.placeholders.contains(value.lowercased()) {
                findings.report(
                    "write where this link leads", label: value.isEmpty ? "empty" : "a placeholder", in: html.text,
                    at: link.attribute.range, severity: mail.isFinal ? .error : .warning)
            } else if let host = link.target.host, Host.isExample(host) {
                findings.report(
                    "replace \(host): it is reserved for examples", label: "an example", in: html.text,
                    at: link.attribute.valueRange, severity: .info)
            }
        }
        for element in html.document?.elements("a") ?? [] where element.isWritten && element.isRendered {
            // HTML standard, "The a element": without href it is a placeholder for where a link might have been.
            guard !element.has("href"), !element.has("name"), !element.has("id"),
                !html.text.dependsOnData(element.range)
            else { continue }
            findings.report(
                "add an href to the link", label: "no href", in: html.text, at: element.range, severity: .warning)
        }
    }
}
