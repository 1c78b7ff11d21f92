import Findings
import MailMessage

/// Lines of the body are short enough to travel.
///
/// Fires on a line of more than 998 octets in the message as it is sent: servers break or refuse it, in the middle of a
/// tag or a letter (an error). In a template or a text that is not a message yet it is a remark, because quoted-printable
/// and base64 break lines; make sure that what sends it encodes it so. Source: RFC 5322 §2.1.1.
///
/// Fires:
/// ```eml
/// Content-Type: text/html
///
/// <p>⟨200 × word ⟩</p>
/// ```
///
/// Left alone:
/// ```eml
/// Content-Type: text/html
/// Content-Transfer-Encoding: quoted-printable
///
/// <p>⟨10 × word word word word word =
/// ⟩</p>
/// ```
struct BodyLineTooLong: LintRule {
    static let id: RuleID = "mime/line-too-long"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        if let message = mail.message {
            for placed in message.parts where placed.isLeaf && placed.part.transferEncoding != .binary {
                for line in longLines(of: placed.part.body) {
                    findings.report(
                        "break the line at 998 octets, or encode the part as quoted-printable",
                        label: "\(line.count) octets", in: message.text, at: line)
                }
            }
            return
        }
        for text in [mail.html?.text, mail.plain].compactMap(\.self) {
            for line in longLines(of: text.bytes[...]) where !text.dependsOnData(line) {
                findings.report(
                    "break the line at 998 octets, or have the mail encoded as quoted-printable",
                    label: "\(line.count) octets", in: text, at: line, severity: .info)
            }
        }
    }

    private func longLines(of bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = bytes.startIndex
        while bytes.endIndex - start > HeaderLineTooLong.most {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
            let content = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
            if content - start > HeaderLineTooLong.most { result.append(start..<content) }
            start = end + 1
            guard start < bytes.endIndex else { break }
        }
        return result
    }
}
