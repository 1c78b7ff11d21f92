public import MailMessage

/// What was done to a body after it was signed, where undoing it brings the signed hash back.
///
/// Each is a proof, not a guess: the body with the change undone has the hash of `bh=`.
public enum DKIMBodyChange: Sendable, Hashable, CustomStringConvertible {
    /// Text was added behind the signed body, from this line of the body on.
    case appended(fromLine: Int)
    /// The body was signed with lines that end in LF alone, which no transport leaves so.
    case bareLineFeeds
    /// The text was signed in ISO 8859-1 and turned into UTF-8.
    case toUTF8
    /// The text was signed in UTF-8 and turned into ISO 8859-1.
    case fromUTF8
    /// The body was signed in 8 bits and turned into quoted-printable, by a relay before a server without 8BITMIME.
    case quotedPrintable
    /// `>` was put before lines that begin with `From `, as in an mbox file.
    case escapedFrom
    /// The dot before a line that begins with one was not taken away (RFC 5321 §4.5.2).
    case stuffedDots

    /// A longer body is not looked at: each change costs another hash of it.
    static let longestBody = 1 << 20
    /// A footer is looked for among so many lines: each costs the end of a hash.
    static let mostLines = 20_000

    /// The change that explains why the body hash of a signature does not hold; nil where none of these does.
    public static func find(in message: Message, of signature: DKIMSignature) -> DKIMBodyChange? {
        let body = Array(message.body)
        guard body.count <= longestBody else { return nil }
        if let line = appended(body, signature) { return .appended(fromLine: line) }
        let undone: [(change: DKIMBodyChange, body: [UInt8]?)] = [
            (.bareLineFeeds, body.filter { $0 != .carriageReturn }),
            (.escapedFrom, without(UInt8(ascii: ">"), before: Array("From ".utf8), in: body)),
            (.stuffedDots, without(UInt8(ascii: "."), before: [UInt8(ascii: ".")], in: body)),
            (.quotedPrintable, body.contains(UInt8(ascii: "=")) ? QuotedPrintable.decode(body) : nil),
            (.toUTF8, latin1(body)),
            (.fromUTF8, utf8(body)),
        ]
        for (change, original) in undone {
            guard let original, original != body else { continue }
            if hash(original, signature) == signature.bodyHash { return change }
        }
        return nil
    }

    /// One sentence: what happened, and who does such things.
    public var description: String {
        switch self {
        case .appended(let line):
            "the body is as it was signed up to line \(line - 1): what follows was added, as mailing lists and gateways "
                + "add a footer"
        case .bareLineFeeds: "the body was signed with lines that end in LF alone: let the signer see CRLF"
        case .toUTF8: "the text was signed in ISO 8859-1 and has been turned into UTF-8 since"
        case .fromUTF8: "the text was signed in UTF-8 and has been turned into ISO 8859-1 since"
        case .quotedPrintable:
            "the body was signed in 8 bits and has been turned into quoted-printable since: encode it before signing"
        case .escapedFrom: "'>' has been put before lines that begin with 'From ' since: encode them before signing"
        case .stuffedDots: "lines that begin with a dot have one dot too many: it was not taken away behind DATA"
        }
    }

    private static func hash(_ body: [UInt8], _ signature: DKIMSignature) -> [UInt8] {
        var hash = DKIMBodyHash(signature.bodyCanonicalization, limit: signature.bodyLength)
        hash.update(body)
        return Array(hash.finish())
    }

    /// The line, from 1, behind which nothing was signed.
    private static func appended(_ body: [UInt8], _ signature: DKIMSignature) -> Int? {
        var hash = DKIMBodyHash(signature.bodyCanonicalization, limit: signature.bodyLength)
        for (index, line) in body.split(separator: .lineFeed, omittingEmptySubsequences: false).enumerated() {
            var end = hash
            if index > 0, Array(end.finish()) == signature.bodyHash { return index + 1 }
            guard index < mostLines else { return nil }
            hash.update(line + [.lineFeed])
        }
        return nil
    }

    /// The body without an octet that stands at the start of a line before other octets.
    private static func without(_ octet: UInt8, before start: [UInt8], in body: [UInt8]) -> [UInt8] {
        Array(
            body.split(separator: .lineFeed, omittingEmptySubsequences: false)
                .map { $0.first == octet && $0.dropFirst().starts(with: start) ? $0.dropFirst() : $0 }
                .joined(separator: [.lineFeed]))
    }

    /// UTF-8 text in ISO 8859-1; nil where it is no UTF-8, or has other letters.
    private static func latin1(_ body: [UInt8]) -> [UInt8]? {
        guard body.contains(where: { $0 >= 0x80 }), let text = String(validating: body, as: UTF8.self)
        else { return nil }
        var octets: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let octet = UInt8(exactly: scalar.value) else { return nil }
            octets.append(octet)
        }
        return octets
    }

    /// ISO 8859-1 text in UTF-8; nil where it is US-ASCII.
    private static func utf8(_ body: [UInt8]) -> [UInt8]? {
        guard body.contains(where: { $0 >= 0x80 }) else { return nil }
        return body.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
    }
}
