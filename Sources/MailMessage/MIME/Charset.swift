/// The character sets that text of a message is read in: those that mail of today is made of.
///
/// Names are matched in either case. What is not listed here is not guessed at.
public enum Charset: String, Sendable, Hashable, CaseIterable {
    /// UTF-8 (RFC 3629).
    case utf8 = "utf-8"
    /// US-ASCII; bytes beyond it become U+FFFD.
    case ascii = "us-ascii"
    /// ISO 8859-1.
    case latin1 = "iso-8859-1"
    /// ISO 8859-15: ISO 8859-1 with the euro sign and seven letters more.
    case latin9 = "iso-8859-15"
    /// Windows code page 1252: ISO 8859-1 with printable characters in place of most of its second controls.
    case windows1252 = "windows-1252"

    /// The character set of that name or of an alias that is in use, or nil.
    public init?(name: some StringProtocol) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us": self = .ascii
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1": self = .latin1
        case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin-9", "latin9": self = .latin9
        case "windows-1252", "cp1252", "cp-1252": self = .windows1252
        default: return nil
        }
    }

    /// The text that `bytes` spell; what spells nothing becomes U+FFFD.
    public func decode(_ bytes: some Collection<UInt8>) -> String {
        switch self {
        case .utf8:
            return String(decoding: bytes, as: UTF8.self)
        case .ascii:
            return text(bytes) { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }
        case .latin1:
            return text(bytes) { Unicode.Scalar($0) }
        case .latin9:
            return text(bytes) { Charset.latin9Differences[$0] ?? Unicode.Scalar($0) }
        case .windows1252:
            return text(bytes) { byte in
                guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
                return Charset.windows1252Controls[Int(byte) - 0x80]
            }
        }
    }

    private func text(_ bytes: some Collection<UInt8>, _ scalar: (UInt8) -> Unicode.Scalar) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(scalar(byte)) }
        return String(scalars)
    }

    /// Where ISO 8859-15 departs from ISO 8859-1.
    private static let latin9Differences: [UInt8: Unicode.Scalar] = [
        0xA4: "\u{20AC}", 0xA6: "\u{0160}", 0xA8: "\u{0161}", 0xB4: "\u{017D}",
        0xB8: "\u{017E}", 0xBC: "\u{0152}", 0xBD: "\u{0153}", 0xBE: "\u{0178}",
    ]

    /// Bytes 0x80 to 0x9F of code page 1252; the five that it leaves open keep their control.
    private static let windows1252Controls: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{8D}", "\u{017D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{9D}", "\u{017E}", "\u{0178}",
    ]
}
