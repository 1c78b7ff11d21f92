import Findings
import MailMessage

/// A Message-ID is one name in angle brackets that nobody else uses.
///
/// Fires where it is not `<left@right>`: no brackets, blanks or control characters in it, bytes beyond ASCII, no or
/// several `@`, nothing on one side, more than one identifier; and where the right side is `localhost` or a name of a
/// local network, which every other machine has as well. Comments and a fold before it are left alone. Source: RFC 5322
/// §3.6.4; SpamAssassin INVALID_MSGID (S/O 0.951).
///
/// Fires:
/// ```eml
/// Message-ID: <1.2.3@localhost>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Message-ID:
///  <20261121.1004+ab/c=$d@[192.0.2.1]> (added by the relay)
///
/// Hello
/// ```
struct MessageIDInvalid: LintRule {
    static let id: RuleID = "headers/message-id-invalid"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let field = message.field("message-id"),
            let problem = problem(of: field)
        else { return }
        findings.report(
            "write the Message-ID as <left@right>, right being a domain of yours", label: problem,
            in: message.text, at: field.range, remedy: "Message-ID: <a name that is never used again@example.com>")
    }

    private func problem(of field: HeaderField) -> String? {
        let value = field.unfoldedBytes
        guard let open = value.firstIndex(of: UInt8(ascii: "<")) else {
            return value.isEmpty ? "empty" : "no angle brackets"
        }
        guard let close = value[open...].firstIndex(of: UInt8(ascii: ">")) else { return "the < is not closed" }
        let inside = value[(open + 1)..<close]
        let outside = value[..<open] + value[(close + 1)...]
        if outside.contains(UInt8(ascii: "<")) { return "more than one identifier" }
        // RFC 5322 §3.6.4: comments and white space may stand around it.
        let first = outside.first { $0 > 0x20 }
        if let first, first != UInt8(ascii: "(") { return "text beside the identifier" }
        if inside.contains(where: { $0 >= 0x80 }) { return "bytes beyond ASCII" }
        if inside.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return "a blank or a control character" }
        let sides = inside.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        // RFC 5322 §4.5.4: in the obsolete form the left side may be quoted, and hold an @.
        guard sides.count == 2 || sides.count > 2 && inside.first == UInt8(ascii: "\"") else {
            return sides.count < 2 ? "no @" : "more than one @"
        }
        guard let left = sides.first, let right = sides.last, !left.isEmpty, !right.isEmpty else {
            return "nothing on one side of the @"
        }
        let host = String(decoding: right, as: UTF8.self).lowercased()
        if host == "localhost" || host.hasPrefix("localhost.") || host.hasSuffix(".localhost")
            || host.hasSuffix(".local")
        {
            return "a name that other machines have too"
        }
        return nil
    }
}
