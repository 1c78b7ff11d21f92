import Findings
import MailMessage

/// Nothing of a template language reaches the reader.
///
/// Fires on what is left of tags in text, links, images and the subject of a finished mail: `{{name}}`, `{% if %}`,
/// `*|NAME|*`, `%%name%%`, `%FIRST_NAME%`, `${name}`, `[[name]]`, `<%= name %>`, `#{name}`, and the same percent-encoded
/// in addresses. Styles, scripts and code are not looked at. A sending platform that fills its own tags later is a
/// reason to turn the rule off for those templates. Source: SpamAssassin UNRESOLVED_TEMPLATE (no ham in its figures).
struct UnresolvedPlaceholder: LintRule {
    static let id: RuleID = "personalization/unresolved-placeholder"
    static let severity = Severity.error
    static let needs = LintNeed.finalText

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        if let html = mail.html, let document = html.document {
            for text in document.texts where !text.isCode {
                for match in Placeholder.all(in: text.text) {
                    let range = html.text.range(of: match.range.lowerBound, count: match.range.count, in: text)
                    report(match, in: html.text, at: range, to: &findings)
                }
            }
            for title in document.elements("title") {
                let text = title.descendants.compactMap { HTMLText(document, at: $0)?.text }.joined()
                for match in Placeholder.all(in: text) {
                    report(match, in: html.text, at: title.range, to: &findings)
                }
            }
            for element in document.elements where element.isRendered {
                for attribute in element.attributes
                where ["href", "src", "alt", "title", "action", "background"].contains(attribute.name) {
                    for match in Placeholder.all(in: attribute.value, isAddress: attribute.name != "alt") {
                        report(match, in: html.text, at: attribute.valueRange, to: &findings)
                    }
                }
            }
        }
        if let plain = mail.plain {
            for match in Placeholder.all(in: plain.text.text) {
                report(match, in: plain, at: match.range, to: &findings)
            }
        }
        guard let message = mail.message else { return }
        for field in message.message.fields
        where ["subject", "from", "to", "reply-to"].contains(field.name.lowercased()) {
            for match in Placeholder.all(in: field.decodedValue) {
                report(match, in: message.text, at: field.range, to: &findings)
            }
        }
    }

    private func report(_ match: Placeholder, in text: LintText, at range: Range<Int>, to findings: inout FindingSink) {
        findings.report(
            "fill in or remove \(match.text)", label: "still a placeholder", in: text, at: range)
    }
}
