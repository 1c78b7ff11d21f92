/// The letter of a mail system to people: the text of a report without the message that it returns.
struct LetterText {
    /// Its lines, without white space around them.
    let lines: [String]

    /// Its lines with line feeds between.
    var text: String { lines.joined(separator: "\n") }

    /// The letter among the parts of a message, or all of its body where none of them is text.
    init(_ parts: [MIMEPart]) {
        let texts = parts.filter { $0.contentType.type == "text" && $0.contentType.subtype != "rfc822-headers" }
        let plain = texts.filter { $0.contentType.subtype != "html" }
        var bytes: [UInt8] = []
        for part in plain.isEmpty ? texts : plain {
            let body = part.transferEncoding.decode(part.body.prefix(DeliveryReport.textLimit))
            // A character set that is not known, ISO-2022-JP say, has its ASCII where UTF-8 has it.
            let charset = part.contentType.parameters["charset"].flatMap { Charset(name: $0) } ?? .utf8
            let text = charset.decode(body)
            bytes += part.contentType.subtype == "html" ? LetterText.withoutTags(text.utf8) : Array(text.utf8)
            bytes.append(.lineFeed)
            if bytes.count > DeliveryReport.textLimit { break }
        }
        if bytes.allSatisfy({ $0.isWhiteSpace || $0 == .lineFeed || $0 == .carriageReturn }), let root = parts.first {
            bytes = Array(root.body.prefix(DeliveryReport.textLimit))
        }
        var lines: [String] = []
        for line in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            let content = String(decoding: line.trimmingWhiteSpace, as: UTF8.self)
            if LetterText.beginsReturnedMessage(content) { break }
            lines.append(content)
        }
        self.lines = lines
    }

    private static func withoutTags(_ html: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isInTag = false
        for byte in html {
            switch byte {
            case UInt8(ascii: "<"): isInTag = true
            case UInt8(ascii: ">") where isInTag:
                isInTag = false
                result.append(.lineFeed)
            default: if !isInTag { result.append(byte) }
            }
        }
        return result
    }

    /// Whether a line says that the returned message comes behind it, as each mail system says it in its own words.
    private static func beginsReturnedMessage(_ line: String) -> Bool {
        let bytes = line.utf8
        // A header without a word before it.
        let openings = ["Received:", "Return-Path:", "Return-path:", "DKIM-Signature:"]
        if openings.contains(where: line.hasPrefix) { return true }
        guard bytes.count <= 100, bytes.count >= 12 else { return false }
        let text = line.lowercased()
        let says = [
            "original message", "copy of the message", "copy of the original", "unsent message", "returned message",
            "message headers follow", "header of the original", "original mail", "message header", "message follows",
            "copy of your message", "begin message", "undelivered message", "message text follows",
        ]
        guard says.contains(where: text.contains) else { return false }
        // A heading, and no sentence that speaks of the message.
        return bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "=") || bytes.last == UInt8(ascii: ":")
            || text.hasSuffix("follows.") || text.hasSuffix("follow.") || text.hasSuffix("follows")
    }
}
