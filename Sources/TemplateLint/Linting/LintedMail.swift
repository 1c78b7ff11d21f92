package import Findings

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
    /// The URLs of its links, images and forms, and those of its plain text.
    package let urls: [MailURL]
    /// What a reader sees of its HTML, and its plain text.
    package let pieces: [TextPiece]
    /// The same in small letters, to look for phrases in.
    package let folded: FoldedText
    /// The template, where it is of a language that is read.
    package let source: TemplateSource?
    /// Names that the data does not know; nil where there was no data.
    package let undefined: [UndefinedVariable]?
    /// Names of the data that nothing prints or asks for; nil where there was no data.
    package let unused: [String]?
    /// The message, where the file is one.
    package let message: MessagePart?
    /// What the rules are told about the sender.
    package let settings: LintSettings

    /// The Mustache template, where it is one.
    package var template: MustacheSource? {
        if case .mustache(let source) = source { return source }
        return nil
    }

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
        /// Every link, in document order.
        package let links: [HTMLLink]
        /// Every image, in document order.
        package let images: [HTMLElement]
        /// Every form, in document order.
        package let forms: [HTMLElement]
        /// The URLs of its links, images and forms.
        package let urls: [MailURL]
        /// Its texts that a reader may see, in document order.
        package let pieces: [TextPiece]
        /// Addresses, and texts in place of something, in document order.
        package let shownAttributes: [ShownAttribute]

        /// Reads a text; what a template language fills in is masked first.
        init(_ text: LintText, masked: MaskedTemplate? = nil) {
            self.text = text
            let bytes = masked?.bytes ?? text.bytes
            do throws(HTMLGuard.Refusal) {
                document = HTMLParser.parse(bytes, idle: try HTMLGuard.look(at: bytes))
                refusal = nil
            } catch {
                document = nil
                refusal = error
            }
            let document = document
            let styles = document.map { MailStyles($0, bytes: bytes, holes: text) }
            self.styles = styles
            visibility = document.flatMap { document in
                styles.map { HTMLVisibility(document, styles: $0, text: text) }
            }
            links = (document?.elements("a", "area") ?? []).compactMap { element in
                element["href"].map { HTMLLink(element, $0, in: text) }
            }
            images = document?.elements("img") ?? []
            forms = document?.elements("form") ?? []
            urls = MailURL.all(links: links, images: images, forms: forms, in: text)
            pieces = document.map { TextPiece.all(of: $0, in: text) } ?? []
            shownAttributes = document.map { ShownAttribute.all(of: $0) } ?? []
        }
    }
}

/// What rules are told about the sender.
package struct LintSettings: Sendable {
    /// The postal address that marketing mail must show; nil accepts whatever looks like one.
    package var postalAddress: String?
    /// Names of the sender of which marketing mail must show one; empty asks for none.
    package var senderNames: [String] = []
    /// Phrases that the sender does not want to use.
    package var unwantedPhrases: [String] = []
    /// Whether the phrases that spam is full of are unwanted too.
    package var avoidsSpamPhrases = false
    /// Hosts beside the reserved ones that must not be linked to: `staging.example.com` and everything below it.
    package var nonProductionHosts: [String] = []
    /// Hosts that count clicks: a link over them may show another domain.
    package var trackingHosts: [String] = []
    /// What the sending platform adds to the HTML: a footer, a pixel, longer links.
    package var addedBytes = 0
    /// Characters that a subject may have.
    package var subjectLength = 70
    /// Whether a mailto address in List-Unsubscribe does in place of one click; Yahoo accepts it, Gmail does not.
    package var acceptsMailtoUnsubscribe = false
    /// When the mail is sent; nil where that is not known, so that its date is only read.
    package var now: WallTime?
    /// Bytes of a whole message, encoded, from which it is large.
    package var largeMessage = 1_000_000
    /// Bytes of a whole message, encoded, that providers do not take any more.
    package var refusedMessage = 25_000_000
    /// The domain that its owner registered, of a host; nil where that is not known.
    package var registrableDomain: @Sendable (String) -> String? = { _ in nil }

    /// Nothing is known about the sender.
    package init() {}
}
