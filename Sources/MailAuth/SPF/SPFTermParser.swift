import DNS

/// Reads one term (RFC 7208 §4.6.1); ranges of problems are offsets in the record.
struct SPFTermParser {
    private let term: ArraySlice<UInt8>

    init(_ term: ArraySlice<UInt8>) {
        self.term = term
    }

    func parse() throws(RecordProblem) -> SPFTerm.Content {
        let nameEnd =
            term.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") }
            ?? term.endIndex
        if nameEnd < term.endIndex, term[nameEnd] == UInt8(ascii: "=") {
            return .modifier(try modifier(term[..<nameEnd], value: term[(nameEnd + 1)...]))
        }
        var name = term[..<nameEnd]
        var qualifier = SPFQualifier.pass
        if let first = name.first, let found = SPFQualifier(rawValue: String(Unicode.Scalar(first))) {
            qualifier = found
            name = name.dropFirst()
        }
        return .directive(qualifier, try mechanism(name, rest: term[nameEnd...]))
    }

    private func modifier(_ name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) throws(RecordProblem) -> SPFModifier {
        // RFC 7208 §4.6.1: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ).
        guard let first = name.first, first.isAlpha,
            name.allSatisfy({ $0.isAlphanumeric || "-_.".utf8.contains($0) })
        else {
            let isQualified = name.first.map { "+-~?".utf8.contains($0) } ?? false
            throw RecordProblem(
                term.range, "'\(name.printable)' is no name of a modifier",
                remedy: isQualified
                    ? "remove the '\(name.prefix(1).printable)': a modifier has no qualifier"
                    : "write a name that begins with a letter before the =")
        }
        if name.equalsIgnoringCase("redirect") { return .redirect(try SPFMacroParser.domainSpec(value)) }
        if name.equalsIgnoringCase("exp") { return .explanation(try SPFMacroParser.domainSpec(value)) }
        // RFC 7208 §6: unknown modifiers are ignored, but their syntax counts.
        _ = try SPFMacroParser.macroString(value)
        return .unknown(name: String(decoding: name.asciiLowercased, as: UTF8.self))
    }

    /// `rest` is empty or begins with the colon or slash that ends the name.
    private func mechanism(_ name: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) throws(RecordProblem) -> SPFMechanism {
        switch String(decoding: name.asciiLowercased, as: UTF8.self) {
        case "all":
            guard rest.isEmpty else {
                throw RecordProblem(
                    rest.range, "nothing may follow all, found '\(rest.printable)'",
                    remedy: "write \(term[..<rest.startIndex].printable)")
            }
            return .all
        case "include": return .include(try requiredDomain(rest))
        case "exists": return .exists(try requiredDomain(rest))
        case "a":
            let (domain, lengths) = try domainAndLengths(rest)
            return .a(domain, lengths)
        case "mx":
            let (domain, lengths) = try domainAndLengths(rest)
            return .mx(domain, lengths)
        case "ptr":
            return .ptr(rest.isEmpty ? nil : try requiredDomain(rest))
        case "ip4": return try network(rest, isIPv4: true)
        case "ip6": return try network(rest, isIPv4: false)
        case let unknown: throw unknownMechanism(unknown, name: name, rest: rest)
        }
    }

    private func requiredDomain(_ rest: ArraySlice<UInt8>) throws(RecordProblem) -> SPFMacroString {
        guard rest.first == UInt8(ascii: ":") else {
            throw RecordProblem(
                term.range, "expected a colon and a domain behind '\(term[..<rest.startIndex].printable)'",
                remedy: "write \(term[..<rest.startIndex].printable):DOMAIN")
        }
        return try SPFMacroParser.domainSpec(rest.dropFirst())
    }

    private func domainAndLengths(
        _ rest: ArraySlice<UInt8>
    ) throws(RecordProblem) -> (SPFMacroString?, SPFPrefixLengths) {
        let (head, lengths) = try SPFPrefixParser.dual(rest)
        if head.isEmpty { return (nil, lengths) }
        guard head.first == UInt8(ascii: ":") else {
            throw RecordProblem(
                rest.range, "'\(rest.printable)' is no prefix length",
                remedy: "write /24 for IPv4, //64 for IPv6, /24//64 for both")
        }
        return (try SPFMacroParser.domainSpec(head.dropFirst()), lengths)
    }

    private func network(_ rest: ArraySlice<UInt8>, isIPv4: Bool) throws(RecordProblem) -> SPFMechanism {
        let family = isIPv4 ? "IPv4" : "IPv6"
        guard rest.first == UInt8(ascii: ":") else {
            throw RecordProblem(
                term.range, "expected a colon and an \(family) address or network",
                remedy: "write \(isIPv4 ? "ip4:192.0.2.0/24" : "ip6:2001:db8::/32") with your own network")
        }
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        let text = rest[(rest.startIndex + 1)..<slash]
        let address = IPAddress(String(decoding: text, as: UTF8.self))
        guard let address, address.isIPv4 == isIPv4 else {
            throw RecordProblem(
                text.range, "'\(text.printable)' is no \(family) address",
                remedy: address.map { "write \($0.isIPv4 ? "ip4" : "ip6"):\(rest.dropFirst().printable)" })
        }
        let length =
            slash == rest.endIndex
            ? address.bitWidth : try SPFPrefixParser.length(rest[(slash + 1)...], most: address.bitWidth)
        return isIPv4 ? .ip4(address, prefixLength: length) : .ip6(address, prefixLength: length)
    }

    private func unknownMechanism(
        _ word: String, name: ArraySlice<UInt8>, rest: ArraySlice<UInt8>
    ) -> RecordProblem {
        let remedy: String?
        switch word {
        case "redirect", "exp": remedy = "write \(word)=\(rest.dropFirst().printable)"
        case "ipv4", "ip": remedy = "write ip4\(rest.printable)"
        case "ipv6": remedy = "write ip6\(rest.printable)"
        default:
            let address = IPAddress(String(decoding: name, as: UTF8.self)) ?? IPAddress(term.printable)
            remedy = address.map { "write \($0.isIPv4 ? "ip4" : "ip6"):\(term.printable)" }
        }
        return RecordProblem(
            term.range, "'\(name.printable)' is no mechanism",
            remedy: remedy ?? "write one of all, include, a, mx, ptr, ip4, ip6 and exists")
    }
}

/// The lengths of networks (RFC 7208 §5.3 and §5.6).
enum SPFPrefixParser {
    /// Cuts `[ ip4-cidr-length ] [ "/" ip6-cidr-length ]` off the end.
    static func dual(
        _ text: ArraySlice<UInt8>
    ) throws(RecordProblem) -> (head: ArraySlice<UInt8>, lengths: SPFPrefixLengths) {
        var lengths = SPFPrefixLengths()
        var head = text
        if let (slash, digits) = lastLength(head), slash > head.startIndex, head[slash - 1] == UInt8(ascii: "/") {
            lengths.ipv6 = try length(digits, most: 128)
            head = head[..<(slash - 1)]
        }
        if let (slash, digits) = lastLength(head) {
            lengths.ipv4 = try length(digits, most: 32)
            head = head[..<slash]
        }
        return (head, lengths)
    }

    /// The slash and the digits behind it at the end of `text`.
    private static func lastLength(_ text: ArraySlice<UInt8>) -> (slash: Int, digits: ArraySlice<UInt8>)? {
        var start = text.endIndex
        while start > text.startIndex, text[start - 1].isDigit { start -= 1 }
        guard start < text.endIndex, start > text.startIndex, text[start - 1] == UInt8(ascii: "/") else { return nil }
        return (start - 1, text[start...])
    }

    /// A length from 0 to `most`.
    static func length(_ text: ArraySlice<UInt8>, most: Int) throws(RecordProblem) -> Int {
        // RFC 7208 §5.6: "0", or a digit from 1 and more digits; leading zeros are no length.
        guard let first = text.first, text.count <= 3, text.allSatisfy(\.isDigit),
            text.count == 1 || first != UInt8(ascii: "0")
        else {
            throw RecordProblem(
                text.range, "'\(text.printable)' is no prefix length", remedy: "write a number from 0 to \(most)")
        }
        let value = text.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        guard value <= most else {
            throw RecordProblem(
                text.range, "a prefix of \(value) bits is longer than the address",
                remedy: "write a number from 0 to \(most)")
        }
        return value
    }
}
