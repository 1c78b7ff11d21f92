import Findings

/// Mail carries no scripts.
///
/// Fires on `script` elements and on attributes such as `onclick`. Every mail program removes them, and filters treat
/// mail that has them as an attack. Structured data (`type="application/ld+json"`), which Gmail reads, is left alone.
/// Source: Microsoft's guidance for senders; Gmail's schema markup documentation.
///
/// Fires:
/// ```html
/// <a href="https://example.org" onclick="track()">Offer</a>
/// ```
///
/// Left alone:
/// ```html
/// <script type="application/ld+json">{}</script><a once="1" href="https://example.org">Offer</a>
/// ```
struct ScriptElement: LintRule {
    static let id: RuleID = "html/script"
    static let severity = Severity.error
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        for element in document.elements {
            if element.name == "script", element["type"]?.value.trimmingBlanks.lowercased() != "application/ld+json" {
                findings.report(
                    "remove the script: no mail program runs it", label: "script", in: html.text, at: element.range)
            }
            for attribute in element.attributes where isHandler(attribute.name) {
                findings.report(
                    "remove \(attribute.name): no mail program runs scripts", label: "script", in: html.text,
                    at: attribute.range)
            }
        }
    }

    /// Names of event handlers are `on` and letters; no other attribute of HTML begins so.
    private func isHandler(_ name: String) -> Bool {
        name.hasPrefix("on") && name.utf8.count > 4 && name.utf8.allSatisfy(\.isASCIILetter)
    }
}
