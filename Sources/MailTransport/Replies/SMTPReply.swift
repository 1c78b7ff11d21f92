/// What an SMTP server says to a command (RFC 5321 §4.2), in one line or several.
package struct SMTPReply: Sendable, Hashable, Codable {
    /// Three digits: 250, 451, 550.
    package var code: Int
    /// The enhanced status code of the first line that has one.
    package var enhanced: EnhancedStatusCode?
    /// The text of each line, without code and enhanced status code.
    package var lines: [String]

    /// A reply.
    package init(_ code: Int, _ enhanced: EnhancedStatusCode? = nil, _ lines: String...) {
        self.init(code: code, enhanced: enhanced, lines: lines)
    }

    /// A reply of any number of lines; without any it has one that is empty.
    package init(code: Int, enhanced: EnhancedStatusCode?, lines: [String]) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines.isEmpty ? [""] : lines
    }

    /// The reply that a text such as `451 4.7.1 Try again later` spells, each line of the text one line of it, whether
    /// or not they repeat the code; nil where it does not begin with a code.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
        guard let first = lines.first, let code = SMTPReply.code(of: first) else { return nil }
        let texts = lines.map { SMTPReply.code(of: $0) == code ? String($0.dropFirst(4)) : String($0) }
        self.init(code: code, texts: texts)
    }

    /// A reply whose lines still have their enhanced status code.
    init(code: Int, texts: [String]) {
        var enhanced: EnhancedStatusCode?
        let lines = texts.map { text -> String in
            // Most lines have none, and are not taken apart.
            guard text.utf8.dropFirst().first == UInt8(ascii: ".") else { return text }
            let word = Substring(text.utf8.prefix { $0 != UInt8(ascii: " ") })
            // RFC 2034 §4: the enhanced code stands at the beginning of each line, and its class is the reply's.
            guard let stated = EnhancedStatusCode(word), stated.classDigit == code / 100 else { return text }
            enhanced = enhanced ?? stated
            return String(Substring(text.utf8.dropFirst(word.utf8.count + 1)))
        }
        self.init(code: code, enhanced: enhanced, lines: lines)
    }

    /// RFC 5321 §4.2: the first digit is 2 to 5, the second 0 to 5.
    private static func code(of line: some StringProtocol) -> Int? {
        let digits = line.utf8.prefix(3)
        guard digits.count == 3, digits.allSatisfy(\.isDigit), let code = Int(String(line.prefix(3))),
            (200..<560).contains(code)
        else { return nil }
        let next = line.utf8.dropFirst(3).first
        return next == nil || next == UInt8(ascii: " ") || next == UInt8(ascii: "-") ? code : nil
    }

    /// What its first digit means.
    package var replyClass: ReplyClass {
        switch code / 100 {
        case 2: .accepted
        case 3: .intermediate
        case 4: .transient
        default: .permanent
        }
    }

    /// Whether the command was carried out.
    package var isAccepted: Bool { replyClass == .accepted }

    /// Whether the command was not carried out, for now or for good.
    package var isRefusal: Bool { replyClass == .transient || replyClass == .permanent }

    /// The text of all lines, joined by spaces.
    package var text: String { lines.joined(separator: " ") }

    /// The lines as they stand on the wire, without line breaks.
    package var wireLines: [String] {
        lines.enumerated().map { index, line in
            let mark = index + 1 < lines.count ? "-" : " "
            let status = enhanced.map { line.isEmpty ? "\($0)" : "\($0) " } ?? ""
            return "\(code)\(mark)\(status)\(line)"
        }
    }

    /// The reply as it stands on the wire, with CR LF after each line; control characters in it become spaces.
    package var wireBytes: [UInt8] {
        var bytes: [UInt8] = []
        for line in wireLines {
            bytes += line.utf8.map { $0.isControl ? UInt8(ascii: " ") : $0 }
            bytes += [0x0D, 0x0A]
        }
        return bytes
    }
}

extension SMTPReply: CustomStringConvertible {
    /// `451 4.7.1 Try again later`, on one line.
    package var description: String {
        [String(code), enhanced?.description, text.isEmpty ? nil : text].compactMap(\.self).joined(separator: " ")
    }
}

/// What the first digit of a reply means (RFC 5321 §4.2.1).
package enum ReplyClass: String, Sendable, Hashable, Codable, CaseIterable {
    /// Done.
    case accepted = "2xx"
    /// Go on.
    case intermediate = "3xx"
    /// Not now; trying again may help.
    case transient = "4xx"
    /// Not at all.
    case permanent = "5xx"
}
