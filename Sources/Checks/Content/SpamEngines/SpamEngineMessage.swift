import Findings
import MailMessage
import TemplateLint

/// The message that a spam filter gets to see of a file under lint.
///
/// What a template was rendered to stands in a message of ours, whose header says nothing good or bad.
struct SpamEngineMessage {
    /// Its bytes.
    let bytes: [UInt8]
    /// The file that it was made of.
    let file: String

    /// A message as it is.
    init(message: SourceText) {
        bytes = message.bytes
        file = message.file
    }

    /// A text as it is sent; nil where it cannot stand in a message.
    init?(_ text: SourceText) {
        let body = String(decoding: text.bytes, as: UTF8.self)
        let isHTML = TextKind(of: text) == .html
        self.init(html: isHTML ? body : nil, text: isHTML ? nil : body, file: text.file)
    }

    /// The parts that templates were rendered to; nil where they cannot stand in a message.
    init?(_ rendered: RenderedTemplate, _ text: RenderedTemplate?, file: SourceText) {
        guard let text else {
            self.init(SourceText(file: file.file, bytes: rendered.bytes))
            return
        }
        self.init(html: rendered.text, text: text.text, file: file.file)
    }

    private init?(html: String?, text: String?, file: String) {
        guard let from = Mailbox("News <news@example.com>"), let to = Mailbox("reader@example.net") else { return nil }
        var composer = MessageComposer(
            from: [from], to: [to], subject: "News for you", date: .now(), messageID: "lint.1@example.com")
        composer.html = html
        composer.text = text
        do throws(CompositionError) {
            bytes = try composer.compose()
        } catch {
            return nil
        }
        self.file = file
    }
}
