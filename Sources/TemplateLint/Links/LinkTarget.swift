/// Where a link leads, read as browsers and mail programs do (WHATWG URL), as far as rules ask.
package struct LinkTarget: Sendable, Hashable {
    /// The whole value without white space around it, tabs and line breaks.
    package let text: String
    /// The scheme in small letters; nil for a relative reference.
    package let scheme: String?
    /// What stands between the slashes and the path: name and password, host and port, as written.
    package let authority: String
    /// The host in small letters, an IPv6 address in its brackets; nil where there is none.
    package let host: String?
    /// The digits behind the host; nil where there are none.
    package let port: String?
    /// What follows the host, or the scheme where there is no host.
    package let rest: String
    /// The slashes and backslashes before the host.
    package let slashes: String

    /// Reads the value of an attribute; any text will do.
    package init(_ value: String) {
        // WHATWG URL §4.4: C0 controls and blanks around it, and tabs and line breaks in it, are dropped.
        var bytes = Array(value.utf8)
        if bytes.contains(where: \.isTabOrBreak) { bytes.removeAll(where: \.isTabOrBreak) }
        let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
        let end = (bytes.lastIndex { $0 > 0x20 }).map { $0 + 1 } ?? start
        let kept = bytes[start..<end]
        text = Self.string(kept)

        var rest = kept
        if let colon = kept.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(kept[..<colon]) {
            scheme = Self.string(kept[..<colon]).lowercased()
            rest = kept[(colon + 1)...]
        } else {
            scheme = nil
        }
        let slashes = rest.prefix(while: \.isSlash)
        self.slashes = Self.string(slashes)
        let isWeb = scheme == "http" || scheme == "https"
        guard isWeb || slashes.count >= 2, scheme != "mailto" else {
            authority = ""
            host = nil
            port = nil
            self.rest = Self.string(rest)
            return
        }
        let authority = rest[slashes.endIndex...].prefix {
            !$0.isSlash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        var name = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        if let colon = name.lastIndex(of: UInt8(ascii: ":")), name[(colon + 1)...].allSatisfy(\.isASCIIDigit) {
            port = Self.string(name[(colon + 1)...])
            name = name[..<colon]
        } else {
            port = nil
        }
        self.authority = Self.string(authority)
        host = name.isEmpty ? nil : Self.string(name).lowercased()
        self.rest = Self.string(rest[authority.endIndex...])
    }

    /// Whether it leads to the web.
    package var isWeb: Bool { scheme == "http" || scheme == "https" }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static let inScheme = ByteSet("+-.")

    private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
        // RFC 3986 §3.1: a letter, then letters, digits, plus, minus and dot.
        guard let first = text.first, first.isASCIILetter else { return false }
        return text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || Self.inScheme.contains($0) }
    }
}

extension UInt8 {
    /// A digit of ASCII.
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    /// What separates the parts of an address; a backslash too, as browsers have it.
    var isSlash: Bool { self == UInt8(ascii: "/") || self == UInt8(ascii: "\\") }
    fileprivate var isTabOrBreak: Bool { self == 0x09 || self == 0x0A || self == 0x0D }
}
