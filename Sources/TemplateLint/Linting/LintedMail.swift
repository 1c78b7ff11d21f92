package import Findings
package import MailMessage

/// What mail is for: who sends it says so, it is never guessed.
package enum MailClass: String, Sendable, Hashable, CaseIterable {
    /// Sent to many who may not want it: it owes its reader a way out and a sender's address.
    case marketing
    /// Sent because of something that its reader did.
    case transactional
}

/// What the rules look at: one template, what it was rendered to, or a whole message.
package struct LintedMail: Sendable {
    /// The file that the user named.
    package let file: SourceText
    /// Marketing or transactional.
    package let mailClass: MailClass
    /// Whether the texts are what a reader gets; false for a template that still has to be filled.
    package let isFinal: Bool
    /// The HTML part, where there is one.
    package let html: HTMLPart?
    /// The plain-text part, where there is one.
    package let plain: LintText?
    /// The Mustache template, where it is one.
    package let template: MustacheSource?
    /// Names that the data does not know; nil where there was no data.
    package let undefined: [UndefinedVariable]?
    /// The message, where the file is one.
    package let message: MessagePart?
    /// What the rules are told about the sender.
    package let settings: LintSettings

    /// The HTML of a mail.
    package struct HTMLPart: Sendable {
        /// Its text.
        package let text: LintText
        /// Its tree; nil where parsing it was refused.
        package let document: HTMLDocument?
        /// Why it was not parsed.
        let refusal: HTMLGuard.Refusal?
        /// Its style sheets; nil where it was not parsed.
        let styles: MailStyles?
        /// Which of its texts are hidden, and how the others look; nil where it was not parsed.
        package let visibility: HTMLVisibility?

        /// Reads a text; what a template language fills in is masked first.
        init(_ text: LintText, masked: MaskedTemplate? = nil) {
            self.text = text
            refusal = HTMLGuard.refusal(of: masked?.bytes ?? text.bytes)
            document = refusal == nil ? HTMLParser.parse(masked?.bytes ?? text.bytes) : nil
            let styles = document.map { MailStyles($0, bytes: masked?.bytes ?? text.bytes, holes: text) }
            self.styles = styles
            visibility = document.flatMap { document in
                styles.map { HTMLVisibility(document, styles: $0, text: text) }
            }
        }
    }

    /// The message around the parts.
    package struct MessagePart: Sendable {
        /// Its bytes as text, from the top of the header.
        package let text: LintText
        /// Its header fields.
        package let message: Message
        /// Its parts.
        package let root: MIMEPart
    }
}

/// What rules are told about the sender.
package struct LintSettings: Sendable {
    /// The postal address that marketing mail must show; nil accepts whatever looks like one.
    package var postalAddress: String?
    /// Hosts beside the reserved ones that must not be linked to: `staging.example.com` and everything below it.
    package var nonProductionHosts: [String] = []
    /// Hosts that count clicks: a link over them may show another domain.
    package var trackingHosts: [String] = []
    /// What the sending platform adds to the HTML: a footer, a pixel, longer links.
    package var addedBytes = 0
    /// The domain that its owner registered, of a host; nil where that is not known.
    package var registrableDomain: @Sendable (String) -> String? = { _ in nil }

    /// Nothing is known about the sender.
    package init() {}
}
