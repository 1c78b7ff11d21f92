import DNS
import Findings
import MailMessage

/// The fields that a receiver puts on top of a message (RFC 5321 §4.4, RFC 8601 §5).
enum TraceFields {
    /// The message as it is filed: Return-Path, Authentication-Results, Received, then what came.
    ///
    /// - Parameter results: what was verified; nil where nothing was looked at.
    static func prepend(
        to transaction: SMTPTransaction, server: SMTPServerIdentity, results: AuthenticationResults?, time: WallTime
    ) -> [UInt8] {
        // RFC 5321 §4.4: final delivery adds Return-Path, with the reverse-path.
        let returnPath = Array("Return-Path: <\(transaction.sender?.description ?? "")>\r\n".utf8)
        let verified = results?.fieldBytes ?? []
        let received = Array(receivedField(transaction, server, time).utf8)
        var content = transaction.octets
        // RFC 8601 §5: a field that claims to be from this very server was forged.
        if let results { content = removingForged(content, authservID: results.authservID) }
        var whole: [UInt8] = []
        whole.reserveCapacity(returnPath.count + verified.count + received.count + content.count)
        whole += returnPath
        whole += verified
        whole += received
        whole += content
        return whole
    }

    /// RFC 5321 §4.4, Time-stamp-line.
    private static func receivedField(
        _ transaction: SMTPTransaction, _ server: SMTPServerIdentity, _ time: WallTime
    ) -> String {
        let client = transaction.client
        let literal = client.address.isIPv4 ? "\(client.address)" : "IPv6:\(client.address)"
        var field = "Received: from \(client.name ?? "unknown") ([\(literal)])\r\n"
        field += "\tby \(server.hostName) with \(transaction.protocolName) id \(transaction.id)"
        // RFC 5321 §7.6: with several recipients a FOR clause would tell one of the others.
        if transaction.recipients.count == 1, let only = transaction.recipients.first { field += "\r\n\tfor <\(only)>" }
        return field + ";\r\n\t\(MessageDate.format(time))\r\n"
    }

    /// The message without the Authentication-Results fields that name `authservID`.
    private static func removingForged(_ content: [UInt8], authservID: String) -> [UInt8] {
        let message = Message(bytes: content)
        let forged = message.fields(named: AuthenticationResults.fieldName).filter { field in
            // One that cannot be read cannot be trusted to name another host either.
            AuthenticationResults(field).map { $0.authservID.lowercased() == authservID.lowercased() } ?? true
        }
        guard !forged.isEmpty else { return content }
        var kept: [UInt8] = []
        var position = 0
        for field in forged {
            kept += content[position..<field.offset]
            position = field.offset + field.bytes.count
        }
        return kept + content[position...]
    }
}
