package import NIOCore

/// What the server answers: a code, an enhanced status code where one belongs, and one or more lines of text.
package struct ServerReply: Sendable, Hashable, CustomStringConvertible {
    /// The three digits, 200 to 599.
    package var code: Int
    /// The enhanced status code (RFC 3463), `4.7.1`; it stands in every line (RFC 2034 §4).
    package var enhanced: String?
    /// The texts of the lines; at least one.
    package var lines: [String]

    /// A reply; without a text there is one empty line.
    package init(_ code: Int, _ enhanced: String?, _ lines: [String]) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines.isEmpty ? [""] : lines
    }

    /// A reply of one line.
    package init(_ code: Int, _ enhanced: String?, _ text: String) {
        self.init(code, enhanced, [text])
    }

    /// Whether the command did what it should, or may go on (RFC 5321 §4.2.1: the first digit is 2 or 3).
    package var isPositive: Bool { code < 400 }

    /// The texts of the lines, joined by spaces.
    package var text: String { lines.joined(separator: " ") }

    /// `451 4.7.1 Try again later`.
    package var description: String {
        ([String(code)] + [enhanced].compactMap { $0 } + [text]).joined(separator: " ")
    }

    /// Appends the whole reply, so that it can leave in one write: a small write for each line costs 40 ms and more a
    /// reply where Nagle's algorithm meets a delayed acknowledgement.
    package func write(into buffer: inout ByteBuffer) {
        let prefix = enhanced.map { "\($0) " } ?? ""
        for (index, line) in lines.enumerated() {
            // RFC 5321 §4.2: every line but the last has a hyphen behind the code.
            buffer.writeString("\(code)\(index + 1 < lines.count ? "-" : " ")\(prefix)")
            let room = SMTPLimits.replyLine - 6 - prefix.utf8.count
            buffer.writeBytes(line.utf8.lazy.prefix(max(0, room)).map(Self.printable))
            buffer.writeString("\r\n")
        }
    }

    /// The octets of the whole reply.
    package var octets: [UInt8] {
        var buffer = ByteBuffer()
        write(into: &buffer)
        return [UInt8](buffer.readableBytesView)
    }

    /// RFC 5321 §4.2: textstring is of HT and %d32 to %d126; anything else, a line break above all, becomes `?`.
    private static func printable(_ octet: UInt8) -> UInt8 {
        (0x20...0x7E).contains(octet) || octet == 0x09 ? octet : UInt8(ascii: "?")
    }
}

extension ServerReply {
    /// RFC 5321 §4.2.3, 503: the command does not belong here.
    static func badSequence(_ text: String) -> ServerReply { ServerReply(503, "5.5.1", text) }

    /// RFC 5321 §4.2.3, 501: the command is known, its arguments are wrong.
    static func badArguments(_ text: String) -> ServerReply { ServerReply(501, "5.5.4", text) }

    /// RFC 5321 §3.8: the server has to go away.
    static func closing(_ enhanced: String, _ text: String) -> ServerReply { ServerReply(421, enhanced, text) }
}
