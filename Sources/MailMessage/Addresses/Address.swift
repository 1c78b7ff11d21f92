/// A mail address that may stand in an SMTP command and in a header field: `ana@example.org`.
///
/// Only valid ones exist: no control characters (so no line break can be smuggled into a command), a domain of labels
/// or a bracketed literal. Two addresses are equal where their local parts are the same to the letter and their domains
/// are the same in ASCII letters of either case.
public struct Address: Sendable {
    /// The part before the `@` as it is meant, without quotes and escapes.
    public let localPart: String
    /// The domain as it was written: `example.org`, `[192.0.2.1]`.
    public let domain: String

    /// An address of these two parts.
    ///
    /// - Throws: what is wrong with one of them.
    public init(localPart: String, domain: String) throws(AddressError) {
        try Address.check(localPart: localPart)
        try Address.check(domain: domain)
        self.localPart = localPart
        self.domain = domain
    }

    /// The address that `text` spells as SMTP does (RFC 5321 §4.1.2, Mailbox): no comments, no spaces around, no name.
    public init(_ text: String) throws(AddressError) {
        guard !text.utf8.contains(where: \.isControl) else { throw .controlCharacter }
        var scanner = StructuredScanner(Array(text.utf8)[...])
        var localPart: [UInt8]
        if let quoted = scanner.quotedString() {
            guard !scanner.isUnclosed else { throw .unclosedQuote }
            localPart = quoted
        } else {
            localPart = Array(scanner.run { $0.isAtomText || $0 == UInt8(ascii: ".") })
            // RFC 5321 §4.1.2, Dot-string: no dot at either end, no two in a row.
            guard Address.isDotAtom(localPart) else { throw .localPart(String(decoding: localPart, as: UTF8.self)) }
        }
        guard scanner.take("@") else { throw .missingAt }
        try self.init(
            localPart: String(decoding: localPart, as: UTF8.self),
            domain: String(decoding: scanner.bytes[scanner.index...], as: UTF8.self))
    }

    /// Whether a server must offer SMTPUTF8 (RFC 6531 §3.3) to be told this address.
    public var needsSMTPUTF8: Bool {
        !localPart.utf8.allSatisfy { $0 < 0x80 } || !domain.utf8.allSatisfy { $0 < 0x80 }
    }

    private static func check(localPart: String) throws(AddressError) {
        // RFC 5321 §4.1.2: a quoted local part is of %d32 to %d126; RFC 6531 §3.3 adds what is beyond ASCII.
        guard !localPart.utf8.contains(where: \.isControl) else { throw .controlCharacter }
        guard !localPart.isEmpty else { throw .localPart("") }
    }

    private static func check(domain: String) throws(AddressError) {
        let bytes = Array(domain.utf8)
        guard !bytes.contains(where: \.isControl) else { throw .controlCharacter }
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 2 {
            // RFC 5321 §4.1.3: dcontent is of %d33 to %d90 and %d94 to %d126.
            guard bytes[1..<(bytes.count - 1)].allSatisfy({ (33...90).contains($0) || (94...126).contains($0) })
            else { throw .domain(domain) }
            return
        }
        // RFC 1035 §2.3.4: a name has at most 255 octets, a label at most 63.
        guard bytes.count <= 255 else { throw .domain(domain) }
        for label in bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard !label.isEmpty, label.count <= 63, label.allSatisfy(isLabelCharacter) else { throw .domain(domain) }
        }
    }

    /// RFC 5321 §4.1.2, Let-dig and hyphen; RFC 6531 §3.3, U-labels; the underscore because such hosts exist.
    private static func isLabelCharacter(_ byte: UInt8) -> Bool {
        switch byte.lowercased {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    static func isDotAtom(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtomText) }
    }
}

extension Address: Hashable {
    /// Compares local parts to the letter and domains without regard to the case of ASCII letters.
    public static func == (left: Address, right: Address) -> Bool {
        left.localPart.utf8.elementsEqual(right.localPart.utf8)
            && left.domain.utf8.lazy.map(\.lowercased).elementsEqual(right.domain.utf8.lazy.map(\.lowercased))
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        for byte in localPart.utf8 { hasher.combine(byte) }
        for byte in domain.utf8 { hasher.combine(byte.lowercased) }
    }
}

extension Address: CustomStringConvertible {
    /// The address as it is written in a command or a header field, the local part quoted where it must be.
    public var description: String {
        guard !Address.isDotAtom(localPart.utf8) else { return "\(localPart)@\(domain)" }
        return "\(QuotedString.quote(localPart))@\(domain)"
    }
}

/// Why a text is no address that mail can be sent to.
public enum AddressError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A line break or another control character.
    case controlCharacter
    /// No `@` between local part and domain.
    case missingAt
    /// A quoted local part without its second quote.
    case unclosedQuote
    /// A local part that is empty, or is not quoted and must be.
    case localPart(String)
    /// A domain that is neither labels nor a bracketed literal.
    case domain(String)

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .controlCharacter: "an address must not hold a line break or another control character"
        case .missingAt: "an address needs an @ between its local part and its domain"
        case .unclosedQuote: "the quoted local part is not closed"
        case .localPart(""): "the part before the @ is empty"
        case .localPart(let text): "'\(text)' cannot stand before the @ without quotes"
        case .domain(""): "the domain behind the @ is missing"
        case .domain(let text): "'\(text)' is not a domain"
        }
    }
}
