/// Where a link leads, read as browsers and mail programs do (WHATWG URL), as far as rules ask.
package struct LinkTarget: Sendable, Hashable {
    /// The whole value without white space around it, tabs and line breaks.
    package let text: String
    /// The scheme in small letters; nil for a relative reference.
    package let scheme: String?
    /// The host in small letters, an IPv6 address in its brackets; nil where there is none.
    package let host: String?
    /// What follows the host, or the scheme where there is no host.
    package let rest: String

    /// Reads the value of an attribute; any text will do.
    package init(_ value: String) {
        // WHATWG URL §4.4: C0 controls and blanks around it, and tabs and line breaks in it, are dropped.
        let scalars = value.unicodeScalars.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" }
        var kept = Substring(String(String.UnicodeScalarView(scalars)))
        while let first = kept.unicodeScalars.first, first.value <= 0x20 { kept.unicodeScalars.removeFirst() }
        while let last = kept.unicodeScalars.last, last.value <= 0x20 { kept.unicodeScalars.removeLast() }
        text = String(kept)

        var rest = kept
        if let colon = kept.firstIndex(of: ":"), Self.isScheme(kept[..<colon]) {
            scheme = kept[..<colon].lowercased()
            rest = kept[kept.index(after: colon)...]
        } else {
            scheme = nil
        }
        let slashes = rest.prefix { $0 == "/" || $0 == "\\" }
        let isWeb = scheme == "http" || scheme == "https"
        guard isWeb || slashes.count >= 2, scheme != "mailto", !slashes.isEmpty || isWeb else {
            host = nil
            self.rest = String(rest)
            return
        }
        let authority = rest[slashes.endIndex...].prefix { !"/\\?#".contains($0) }
        var hostAndPort = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        if let colon = hostAndPort.lastIndex(of: ":"),
            hostAndPort[hostAndPort.index(after: colon)...].allSatisfy(\.isNumber)
        {
            hostAndPort = hostAndPort[..<colon]
        }
        host = hostAndPort.isEmpty ? nil : hostAndPort.lowercased()
        self.rest = String(rest[authority.endIndex...])
    }

    /// Whether it leads to the web.
    package var isWeb: Bool { scheme == "http" || scheme == "https" }

    private static func isScheme(_ text: Substring) -> Bool {
        // RFC 3986 §3.1: a letter, then letters, digits, plus, minus and dot.
        guard let first = text.utf8.first, first.isASCIILetter else { return false }
        return text.utf8.allSatisfy {
            $0.isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.".utf8.contains($0)
        }
    }
}
