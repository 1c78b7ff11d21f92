import Findings
import MailMessage

/// Lines of the header are short.
///
/// Fires on a line of more than 998 octets (an error: RFC 5322 §2.1.1 forbids it, and servers cut or refuse it) and, as
/// one remark for all, on lines of more than 78 that could be folded. A line whose words are too long themselves cannot
/// be folded and is left alone, as are the fields that servers add on the way. Source: RFC 5322 §2.1.1.
///
/// Fires:
/// ```eml
/// List-Unsubscribe: <https://example.com/u?t=⟨100 × 0123456789⟩>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// List-Unsubscribe: <https://example.com/u?t=⟨90 × 0123456789⟩>
///
/// Hello
/// ```
struct HeaderLineTooLong: LintRule {
    static let id: RuleID = "headers/line-too-long"
    static let severity = Severity.error
    static let needs = LintNeed.message

    /// RFC 5322 §2.1.1: octets that a line must not exceed, and those that it should not.
    static let most = 998
    private static let wanted = 78

    /// Fields that are written by servers on the way.
    private static let trace: Set<String> = [
        "received", "return-path", "authentication-results", "received-spf", "dkim-signature", "delivered-to",
        "arc-seal", "arc-message-signature", "arc-authentication-results",
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        var unfolded: [Range<Int>] = []
        for field in message.message.fields where field.bytes.count > Self.wanted {
            let isTrace = Self.trace.contains(field.name.lowercased())
            for line in field.bytes.split(separator: 0x0A) {
                let content = line.last == 0x0D ? line.dropLast() : line
                guard content.count > Self.wanted else { continue }
                let place = field.offset + content.startIndex..<field.offset + content.endIndex
                if content.count > Self.most {
                    findings.report(
                        "fold the line, or shorten it to 998 octets", label: "\(content.count) octets",
                        in: message.text, at: place)
                } else if !isTrace, isFoldable(content) {
                    unfolded.append(place)
                }
            }
        }
        guard let first = unfolded.first else { return }
        findings.report(
            "fold header lines at 78 octets", label: "\(first.count) octets", in: message.text, at: first,
            severity: .info,
            notes: unfolded.count > 1 ? [.init("and \(unfolded.count - 1) more lines")] : [])
    }

    /// Whether there is a blank to fold at, and every line is short enough then.
    private func isFoldable(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.split { $0 == 0x20 || $0 == 0x09 }
        // Behind a fold there is a blank; before it the name of the field stands beside its first word.
        return words.count > 2 && words.allSatisfy { $0.count < Self.wanted }
    }
}
