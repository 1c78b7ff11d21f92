public import DNS

/// Where reports are sent (RFC 9989 §4.6): `mailto:dmarc@example.com`, with the obsolete size limit where it has one.
public struct DMARCReportURI: Sendable, Hashable, CustomStringConvertible {
    /// The URI without the size limit.
    public var text: String
    /// Its octets in the record, the size limit included.
    public var range: Range<Int>
    /// The scheme in lower case.
    public var scheme: String
    /// The host that gets the reports: the domain of the address, or the host of the URI; nil where there is none.
    public var destination: DomainName?
    /// `!10m` and the like, which RFC 9989 §4.8 keeps readable and asks to ignore.
    public var sizeLimit: String?

    /// The URI.
    public var description: String { text }

    /// Reads one item of a list.
    ///
    /// - Throws: what is wrong with it; ranges are offsets of the record.
    init(_ item: ArraySlice<UInt8>) throws(RecordProblem) {
        range = item.range
        var uri = item
        if let mark = item.lastIndex(of: UInt8(ascii: "!")) {
            let size = item[(mark + 1)...]
            let digits = size.prefix(while: \.isDigit)
            // RFC 9989 §4.8: obs-dmarc-report-size = "!" 1*DIGIT [ "k" / "m" / "g" / "t" ].
            guard !digits.isEmpty, size.count - digits.count <= 1,
                size.dropFirst(digits.count).allSatisfy({ "kmgt".utf8.contains($0.asciiLowercased) })
            else {
                throw RecordProblem(
                    mark..<item.endIndex, "'\(item[mark...].printable)' is no size limit",
                    remedy: "remove it, or write %21 for an exclamation mark that belongs to the URI")
            }
            sizeLimit = size.printable
            uri = item[..<mark]
        }
        text = uri.printable
        guard let colon = uri.firstIndex(of: UInt8(ascii: ":")), let first = uri.first, first.isAlpha,
            uri[..<colon].allSatisfy({ $0.isAlphanumeric || "+-.".utf8.contains($0) })
        else {
            throw RecordProblem(
                item.range, "'\(text)' is no URI",
                remedy: uri.contains(UInt8(ascii: "@")) ? "write mailto:\(text)" : "write mailto: and an address")
        }
        scheme = String(decoding: uri[..<colon].asciiLowercased, as: UTF8.self)
        try DMARCReportURI.checkCharacters(uri)
        destination = DMARCReportURI.destination(scheme, uri[(colon + 1)...])
        if scheme == "mailto", destination == nil {
            throw RecordProblem(item.range, "'\(text)' names no address", remedy: "write mailto:user@domain")
        }
    }

    /// RFC 3986 §2: unreserved and reserved characters, and octets as %XX.
    private static func checkCharacters(_ uri: ArraySlice<UInt8>) throws(RecordProblem) {
        var index = uri.startIndex
        while index < uri.endIndex {
            let octet = uri[index]
            if octet == UInt8(ascii: "%") {
                let digits = uri[(index + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
                    throw RecordProblem(index..<(index + 1), "a % in a URI begins two hexadecimal digits")
                }
            } else if !octet.isAlphanumeric, !"-._~:/?#[]@!$&'()*+,;=".utf8.contains(octet) {
                throw RecordProblem(
                    index..<(index + 1), "\(octet.named) cannot stand in a URI", remedy: "write it as %XX")
            }
            index += 1
        }
    }

    private static func destination(_ scheme: String, _ rest: ArraySlice<UInt8>) -> DomainName? {
        if scheme == "mailto" {
            // RFC 6068 §2: the address ends at the question mark that begins header fields.
            let address = rest.prefix { $0 != UInt8(ascii: "?") }
            guard let at = address.lastIndex(of: UInt8(ascii: "@")), at > address.startIndex else { return nil }
            return DomainName(text: address[(at + 1)...])
        }
        guard rest.starts(with: "//".utf8) else { return nil }
        let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
        let host = authority.split(separator: UInt8(ascii: "@")).last?.prefix { $0 != UInt8(ascii: ":") }
        return host.flatMap { DomainName(text: $0) }
    }
}
