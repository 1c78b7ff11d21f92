import Findings
import MailMessage

/// A report that a message which was accepted could not be delivered (RFC 3464).
enum BounceMessage {
    /// How much of the returned message's header is in it.
    ///
    /// Our choice: more than any header that mail systems take.
    private static let headerLimit = 64 << 10

    /// The report to the sender of a transaction: a letter, the statuses, and the header of what is returned.
    static func compose(
        to sender: Address, about transaction: SMTPTransaction, _ bounce: MailFate.Bounce,
        from server: SMTPServerIdentity,
        arrived: WallTime, time: WallTime
    ) -> [UInt8] {
        let header = header(of: transaction.octets)
        let boundary = boundary(transaction.id, notIn: header)
        let diagnosis = text(bounce.diagnosis)
        var lines = [
            // RFC 5321 §4.5.5, §4.4: a report has the null reverse-path, so that it is never answered with another.
            "Return-Path: <>",
            "From: Mail Delivery System <mailer-daemon@\(server.hostName)>",
            "To: <\(sender)>",
            "Subject: Undelivered Mail Returned to Sender",
            "Date: \(MessageDate.format(time))",
            "Message-ID: <bounce.\(transaction.id).\(time.microseconds)@\(server.hostName)>",
            // RFC 3834 §5.
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            // RFC 6522 §3.
            "Content-Type: multipart/report; report-type=delivery-status;",
            "\tboundary=\"\(boundary)\"",
            "", "--\(boundary)", "Content-Type: text/plain; charset=utf-8", "",
            "This is the mail system at \(server.hostName).", "",
            "Your message was accepted and could not be delivered:", "",
        ]
        for recipient in transaction.recipients { lines.append("<\(recipient)>: \(diagnosis)") }
        lines += ["", "--\(boundary)", "Content-Type: message/delivery-status", ""]
        // RFC 3464 §2.2.
        lines += ["Reporting-MTA: dns; \(server.hostName)", "Arrival-Date: \(MessageDate.format(arrived))"]
        for recipient in transaction.recipients {
            // RFC 3464 §2.3: each recipient is a group of fields behind an empty line.
            lines += ["", "Final-Recipient: rfc822; \(recipient)", "Action: failed"]
            lines += ["Status: \(bounce.diagnosis.enhanced ?? "5.0.0")", "Diagnostic-Code: smtp; \(diagnosis)"]
        }
        // RFC 6522 §4: the header alone may be returned.
        lines += ["", "--\(boundary)", "Content-Type: text/rfc822-headers", ""]
        var bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
        bytes += header
        bytes += Array("\r\n--\(boundary)--\r\n".utf8)
        return bytes
    }

    /// One line, as short as a header's line has to be, of printable characters.
    private static func text(_ reply: ServerReply) -> String {
        let text = reply.description.utf8.prefix(900).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: text, as: UTF8.self)
    }

    private static func header(of octets: [UInt8]) -> [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        let start = octets.prefix(headerLimit)
        for index in start.indices where start[index...].starts(with: end) {
            return Array(start[...(index + 1)])
        }
        return Array(start)
    }

    /// RFC 2046 §5.1.1: a line of the parts must not be the boundary.
    private static func boundary(_ id: String, notIn header: [UInt8]) -> String {
        let text = String(decoding: header, as: UTF8.self)
        var boundary = "=_bounce-\(id)"
        while text.contains(boundary) { boundary += "-" }
        return boundary
    }
}
