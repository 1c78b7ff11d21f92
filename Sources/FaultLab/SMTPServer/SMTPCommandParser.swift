import MailMessage

extension SMTPCommand {
    /// Reads a command line without its line break; any octets are refused or understood.
    package init(line: [UInt8]) throws(CommandRefusal) {
        // RFC 5321 §4.1.1: receivers should tolerate white space before the line break.
        var parser = SMTPCommandParser(line.trimmingTrailingWhiteSpace)
        self = try parser.command()
    }
}

/// Reads one command line from left to right.
struct SMTPCommandParser {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func command() throws(CommandRefusal) -> SMTPCommand {
        let verb = take { $0 != UInt8(ascii: " ") && $0 != 0x09 }
        // RFC 5321 §4.1.1: verbs are not case sensitive.
        let name = String(decoding: verb.prefix(16), as: UTF8.self).uppercased()
        switch name {
        case "EHLO": return .ehlo(try clientName())
        case "HELO": return .helo(try clientName())
        case "MAIL": return try mail()
        case "RCPT": return try rcpt()
        case "DATA": return try bare(.data, name)
        case "RSET": return try bare(.rset, name)
        case "STARTTLS": return try bare(.starttls, name)
        case "BDAT": return try chunk()
        case "AUTH": return try login()
        case "QUIT": return try bare(.quit, name)
        // RFC 5321 §4.1.1.8, §4.1.1.9: HELP and NOOP may have an argument, which NOOP ignores.
        case "NOOP": return .noop
        case "HELP": return .help
        case "VRFY":
            guard !rest.isEmpty else { throw refusal(.badArguments("VRFY needs a mailbox")) }
            return .vrfy
        // RFC 5321 §3.5, §F: known, and not offered by EHLO.
        case "EXPN", "TURN", "ETRN", "SEND", "SOML", "SAML": return .notImplemented(name)
        default: throw refusal(ServerReply(500, "5.5.2", "Command not recognized"))
        }
    }

    private mutating func bare(_ command: SMTPCommand, _ name: String) throws(CommandRefusal) -> SMTPCommand {
        guard rest.isEmpty else { throw refusal(.badArguments("\(name) takes no argument")) }
        return command
    }

    /// RFC 3030 §2: BDAT, a number of octets, and LAST where no other chunk follows.
    private mutating func chunk() throws(CommandRefusal) -> SMTPCommand {
        let words = arguments
        guard (1...2).contains(words.count), (1...20).contains(words[0].utf8.count),
            words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            words.count == 1 || words[1].uppercased() == "LAST"
        else { throw refusal(.badArguments("Write BDAT, the octets of the chunk, and LAST where it is the last")) }
        // More than can be counted is more than will ever come.
        return .bdat(octets: Int(words[0]) ?? .max, isLast: words.count == 2)
    }

    /// RFC 4954 §4: a mechanism, and an initial response where there is one.
    private mutating func login() throws(CommandRefusal) -> SMTPCommand {
        let words = arguments
        guard (1...2).contains(words.count) else { throw refusal(.badArguments("Write AUTH and a mechanism")) }
        return .auth(mechanism: words[0].uppercased(), initial: words.count == 2 ? words[1] : nil)
    }

    /// What stands behind the verb, word by word.
    private var arguments: [String] {
        rest.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// RFC 5321 §4.1.1.1: a domain or an address literal; the underscore is let through, for such hosts exist.
    private mutating func clientName() throws(CommandRefusal) -> String {
        _ = take(" ")
        let name = Array(rest)
        let isName =
            (try? Address(localPart: "x", domain: String(decoding: name, as: UTF8.self))) != nil
            && name.allSatisfy { $0 < 0x80 }
        guard isName, name.count <= SMTPLimits.domain else {
            throw refusal(.badArguments("Name the client by a domain or an address literal"))
        }
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func mail() throws(CommandRefusal) -> SMTPCommand {
        // RFC 5321 §3.3: no space on either side of the colon.
        try keyword(" FROM:", "MAIL FROM:<address>")
        let path = try path(syntax: "5.1.7")
        return .mail(
            from: try path.map { text throws(CommandRefusal) in try address(text, syntax: "5.1.7") },
            parameters: try parameters())
    }

    private mutating func rcpt() throws(CommandRefusal) -> SMTPCommand {
        try keyword(" TO:", "RCPT TO:<address>")
        guard let path = try path(syntax: "5.1.3") else {
            throw refusal(ServerReply(501, "5.1.3", "A recipient is needed"))
        }
        // RFC 5321 §4.1.1.3: the reserved mailbox may stand without a domain, in letters of either case.
        if String(decoding: path, as: UTF8.self).lowercased() == "postmaster" {
            return .rcpt(to: .postmaster, parameters: try parameters())
        }
        return .rcpt(to: .mailbox(try address(path, syntax: "5.1.3")), parameters: try parameters())
    }

    private mutating func keyword(_ expected: String, _ form: String) throws(CommandRefusal) {
        let written = rest.prefix(expected.utf8.count)
        guard String(decoding: written, as: UTF8.self).uppercased() == expected else {
            throw refusal(.badArguments("Write \(form)"))
        }
        index += expected.utf8.count
    }

    /// What stands between the angle brackets, without a source route; nil for `<>`.
    private mutating func path(syntax: String) throws(CommandRefusal) -> ArraySlice<UInt8>? {
        guard let end = endOfPath() else {
            throw refusal(ServerReply(501, syntax, "Write the address in angle brackets"))
        }
        // RFC 5321 §4.5.3.1.3.
        guard end + 1 - index <= SMTPLimits.path else {
            throw refusal(ServerReply(501, syntax, "Path too long: at most \(SMTPLimits.path) octets"))
        }
        var path = bytes[(index + 1)..<end]
        index = end + 1
        if path.isEmpty { return nil }
        // RFC 5321 §4.1.1.3, §F.2: source routes are accepted and ignored.
        if path.first == UInt8(ascii: "@") {
            guard let colon = path.firstIndex(of: UInt8(ascii: ":")) else {
                throw refusal(ServerReply(501, syntax, "The source route has no colon behind it"))
            }
            path = path[(colon + 1)...]
        }
        return path
    }

    /// Where the closing bracket stands, outside of a quoted string; nil without both brackets.
    private func endOfPath() -> Int? {
        guard rest.first == UInt8(ascii: "<") else { return nil }
        var isQuoted = false
        var at = index + 1
        while at < bytes.endIndex {
            switch bytes[at] {
            case UInt8(ascii: "\\") where isQuoted: at += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ">") where !isQuoted: return at
            default: break
            }
            at += 1
        }
        return nil
    }

    private func address(_ text: ArraySlice<UInt8>, syntax: String) throws(CommandRefusal) -> Address {
        let address: Address
        // RFC 6531 §3.3: what is beyond ASCII is UTF-8.
        guard let text = String(validating: text, as: UTF8.self) else {
            throw refusal(ServerReply(501, syntax, "Bad address syntax: it is not UTF-8"))
        }
        do {
            address = try Address(text)
        } catch {
            throw refusal(ServerReply(501, syntax, "Bad address syntax: \(error)"))
        }
        let localPart = text.utf8.count - address.domain.utf8.count - 1
        // RFC 5321 §4.5.3.1.1.
        guard localPart <= SMTPLimits.localPart else {
            throw refusal(ServerReply(501, syntax, "Local part too long: at most \(SMTPLimits.localPart) octets"))
        }
        return address
    }

    /// RFC 5321 §4.1.2, Mail-parameters and Rcpt-parameters.
    private mutating func parameters() throws(CommandRefusal) -> [SMTPParameter] {
        var parameters: [SMTPParameter] = []
        while !rest.isEmpty {
            guard take(" ") else { throw refusal(.badArguments("A space must follow the path")) }
            let word = take { $0 != UInt8(ascii: " ") }
            if word.isEmpty { continue }
            let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0].isKeyword, parts.count == 1 || parts[1].isParameterValue else {
                throw refusal(.badArguments("Bad parameter syntax"))
            }
            let keyword = String(decoding: parts[0], as: UTF8.self).uppercased()
            guard !parameters.contains(where: { $0.keyword == keyword }) else {
                // RFC 5321 §4.1.1.11: each parameter at most once.
                throw refusal(.badArguments("\(keyword) stands twice"))
            }
            parameters.append(
                SMTPParameter(keyword, parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : nil))
        }
        return parameters
    }

    private var rest: ArraySlice<UInt8> { bytes[index...] }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func take(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = rest.prefix(while: isWanted)
        index = taken.endIndex
        return taken
    }

    private func refusal(_ reply: ServerReply) -> CommandRefusal { CommandRefusal(reply: reply) }
}

extension [UInt8] {
    fileprivate var trimmingTrailingWhiteSpace: ArraySlice<UInt8> {
        var slice = self[...]
        while slice.last == 0x20 || slice.last == 0x09 { slice.removeLast() }
        return slice
    }
}

extension ArraySlice<UInt8> {
    /// RFC 5321 §4.1.2, esmtp-keyword.
    fileprivate var isKeyword: Bool {
        guard let first, first != UInt8(ascii: "-") else { return false }
        return allSatisfy {
            switch $0 | 0x20 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): $0 & 0x40 != 0
            default: (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
        }
    }

    /// RFC 5321 §4.1.2, esmtp-value: %d33-60 and %d62-126.
    fileprivate var isParameterValue: Bool {
        !isEmpty && allSatisfy { (33...60).contains($0) || (62...126).contains($0) }
    }
}
