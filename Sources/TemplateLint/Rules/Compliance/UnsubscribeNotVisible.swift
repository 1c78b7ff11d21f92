import Findings
import MailMessage

/// The link to unsubscribe can be seen.
///
/// Fires where every link to unsubscribe of the HTML is hidden, smaller than 8 pixels, of the colour of its background,
/// an image without an alternative text, or beyond what Gmail shows of a long mail. Gmail and Yahoo ask for a link that
/// is clearly visible. One link that can be seen is enough.
///
/// Left alone: links whose looks depend on a rule under `@media` or on a tag of the template.
/// Source: Google's guidelines for senders; Yahoo's sender requirements.
///
/// Fires:
/// ```html
/// <p>Our offer</p><a href="https://example.org/unsubscribe" style="font-size:5px">Unsubscribe</a>
/// ```
///
/// Left alone:
/// ```html
/// <p>Our offer</p><a href="https://example.org/unsubscribe" style="font-size:11px;color:#777777">Unsubscribe</a>
/// <a href="https://example.org/unsubscribe" style="display:none">Unsubscribe</a>
/// ```
struct UnsubscribeNotVisible: LintRule {
    static let id: RuleID = "compliance/unsubscribe-not-visible"
    static let severity = Severity.error
    static let needs = LintNeed.html
    static let scope = LintScope.whole
    static let classes: Set<MailClass> = [.marketing]

    /// Pixels below which text counts as not meant to be read.
    private static let smallest = 8.0

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let visibility = html.visibility, !html.text.mayHoldMore else { return }
        let known = mail.message?.message.field(named: "List-Unsubscribe").map { ListUnsubscribe($0).targets } ?? []
        let links = html.links.filter { link in
            link.isUnsubscribe || known.contains { $0.text == link.target.text }
        }
        var reasons: [(link: HTMLLink, reason: String)] = []
        let cut = GmailClip.shown - mail.settings.addedBytes
        for link in links {
            guard let reason = reason(link, visibility, cut: cut, mail) else { return }
            reasons.append((link, reason))
        }
        guard let last = reasons.last else { return }
        findings.report(
            "show the link to unsubscribe where every reader sees it", label: last.reason, in: html.text,
            at: last.link.element.range,
            notes: reasons.count > 1 ? [.init("\(reasons.count - 1) more such links cannot be seen either")] : [])
    }

    /// Why a reader does not see a link; nil where one may.
    private func reason(
        _ link: HTMLLink, _ visibility: HTMLVisibility, cut: Int, _ mail: LintedMail
    ) -> String? {
        if mail.isFinal, link.element.range.lowerBound >= cut { return "beyond what Gmail shows" }
        let texts = link.element.texts.filter { !$0.isBlank }
        guard !texts.isEmpty else { return reasonOfImages(link) }
        var reason: String?
        for text in texts {
            if let hidden = visibility.hiding(text) {
                guard hidden.isCertain else { return nil }
                reason = "hidden by \(hidden.declaration)"
            } else if let look = visibility.appearance(of: text) {
                if let size = look.size, size < Self.smallest {
                    reason = "\((size * 10).rounded() / 10) pixels high"
                } else if look.isInvisible {
                    reason = "of the colour of its background"
                } else {
                    return nil
                }
            }
        }
        return reason
    }

    private func reasonOfImages(_ link: HTMLLink) -> String? {
        let images = link.element.elementsBelow.filter { $0.name == "img" }
        guard !images.isEmpty, images.allSatisfy({ ($0["alt"]?.value ?? "").trimmingBlanks.isEmpty }) else {
            return nil
        }
        return "an image without an alternative text"
    }
}
