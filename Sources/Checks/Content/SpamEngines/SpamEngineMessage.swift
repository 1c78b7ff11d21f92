import Findings
import MailMessage
import TemplateLint

/// The message that a spam filter gets to see of a file under lint.
struct SpamEngineMessage {
    /// Its bytes.
    let bytes: [UInt8]
    /// The file that it was made of.
    let file: String

    /// A message as it is; or a rendered mail in a message of ours, whose header says nothing good or bad.
    ///
    /// Nil for a template that is not rendered: what a filter says of tags is about nothing.
    init?(_ subject: LintSubject) {
        let text: SourceText
        switch subject {
        case .message(let message):
            bytes = message.bytes
            file = message.file
            return
        case .mustache, .template, .command: return nil
        case .final(let final): text = final
        case .rendered(let rendered, let source):
            text = SourceText(file: source.text.file, bytes: rendered.bytes)
        }
        let body = String(decoding: text.bytes, as: UTF8.self)
        guard let from = Mailbox("News <news@example.com>"), let to = Mailbox("reader@example.net") else { return nil }
        var composer = MessageComposer(
            from: [from], to: [to], subject: "News for you", date: .now(),
            messageID: "lint.1@example.com")
        if TextKind(of: text) == .html { composer.html = body } else { composer.text = body }
        do throws(CompositionError) {
            bytes = try composer.compose()
        } catch {
            return nil
        }
        file = text.file
    }
}
