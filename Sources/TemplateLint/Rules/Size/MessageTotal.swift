import Findings
import MailMessage

/// A message is small enough to be taken.
///
/// Fires where the whole message, encoded and with its attachments, is larger than the settings allow: by default a
/// warning from 1 MB, because such mail is slow, costs the reader's quota and is often greylisted, and an error from
/// 25 MB, which is what Gmail and Yahoo take. Encoding makes a file a third larger, so that 18 MB of attachments are the
/// most. Source: Gmail's and Yahoo's limits for messages.
///
/// Fires:
/// ```eml
/// Subject: Large
///
/// ⟨110000 × 012345678 ⟩
/// ```
///
/// Left alone:
/// ```eml
/// Subject: Below a megabyte
///
/// ⟨99000 × 012345678 ⟩
/// ```
struct MessageTotal: LintRule {
    static let id: RuleID = "size/message-total"
    static let severity = Severity.warning
    static let needs = LintNeed.message
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        let size = message.text.bytes.count
        let isRefused = size > mail.settings.refusedMessage
        guard isRefused || size > mail.settings.largeMessage else { return }
        let limit = isRefused ? mail.settings.refusedMessage : mail.settings.largeMessage
        findings.report(
            "offer large files on the web: the message should stay below \(megabytes(limit)) MB",
            label: "\(megabytes(size)) MB", in: message.text, at: message.top,
            severity: isRefused ? .error : .warning, notes: largest(of: message))
    }

    private func megabytes(_ bytes: Int) -> String {
        "\(Double(bytes / 100_000) / 10)"
    }

    /// What most of it is.
    private func largest(of message: LintedMail.MessagePart) -> [Finding.Note] {
        guard let part = message.parts.filter(\.isLeaf).max(by: { $0.part.body.count < $1.part.body.count }) else {
            return []
        }
        let name = part.part.disposition?.filename.map { " \($0.shortened(to: 60))" } ?? ""
        return [
            .init(
                "the largest part is \(part.part.contentType)\(name), \(megabytes(part.part.body.count)) MB",
                at: message.text.place(of: part.place))
        ]
    }
}
