import Findings
import MailMessage

/// Nothing of a template language reaches the reader.
///
/// Fires on what is left of tags in text, links, images and the subject of a finished mail: `{{name}}`, `{% if %}`,
/// `*|NAME|*`, `%%name%%`, `%FIRST_NAME%`, `${name}`, `[[name]]`, `<%= name %>`, `#{name}`, and the same percent-encoded
/// in addresses. A sending platform that fills its own tags later is a reason to turn the rule off for those templates.
///
/// Left alone: styles, scripts and code; percent-encoded bytes (`%C3%A9`); percentages and prices.
/// Source: SpamAssassin UNRESOLVED_TEMPLATE and PERCENT_RANDOM (all of what they hit was spam).
///
/// Fires:
/// ```html
/// <p>Hi {{first_name}},</p><a href="https://acme.io/?u=%7B%7Bid%7D%7D">Your order</a> *|MC:SUBJECT|*
/// ```
///
/// Left alone:
/// ```html
/// <p>20% or 30% off, see [1] and {x}</p><a href="https://acme.io/caf%C3%A9">Menu</a> <code>{{name}}</code>
/// ```
struct UnresolvedPlaceholder: LintRule {
    static let id: RuleID = "personalization/unresolved-placeholder"
    static let severity = Severity.error
    static let needs = LintNeed.finalText

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for piece in mail.pieces where piece.marks.contains(.tag) && !piece.isCode {
            let matches = Placeholder.all(in: piece.content)
            for (match, range) in zip(matches, piece.ranges(of: matches.map(\.range))) {
                report(match, in: piece.source, at: range, to: &findings)
            }
        }
        if let html = mail.html, let document = html.document {
            for title in document.elements("title") {
                let text = title.descendants.compactMap { HTMLText(document, at: $0)?.text }.joined()
                for match in Placeholder.all(in: text) {
                    report(match, in: html.text, at: title.range, to: &findings)
                }
            }
            for shown in html.shownAttributes where shown.marks.contains(.tag) {
                let matches = Placeholder.all(in: shown.attribute.value, isAddress: shown.attribute.name != "alt")
                for (match, range) in zip(matches, html.text.ranges(of: matches.map(\.range), in: shown.attribute)) {
                    report(match, in: html.text, at: range, to: &findings)
                }
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
