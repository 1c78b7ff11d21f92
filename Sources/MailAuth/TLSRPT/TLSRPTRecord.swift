/// What the TXT record of SMTP TLS reporting says (RFC 8460 §3): where senders report how TLS went.
///
/// Senders look for it at `_smtp._tls` below the domain.
public struct TLSRPTRecord: Sendable, Hashable {
    /// Where reports go, in order, as they are written.
    public let addresses: [String]
    /// What keeps senders from reading it, in order of the text.
    public let problems: [RecordProblem]

    /// Reads the joined text of a TXT record; nil where it is no record of TLS reporting, and senders take no notice.
    public init?(text: [UInt8]) {
        guard let fields = VersionedFields(text, version: "v=TLSRPTv1", isExtension: { $0 != "rua" }) else {
            return nil
        }
        var problems = fields.problems
        var addresses: [String] = []
        let reports = fields.fields.filter { $0.name == "rua" }
        for field in reports {
            for piece in field.value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                let address = piece.trimmed()
                if let problem = Self.problem(of: address) {
                    problems.append(problem)
                } else {
                    addresses.append(String(decoding: address, as: UTF8.self))
                }
            }
        }
        if reports.isEmpty {
            // RFC 8460 §3: the record has an address for reports, or it asks for nothing.
            problems.append(
                RecordProblem(
                    text.count..<text.count, "the record has no rua=",
                    remedy: "add rua=mailto: and the address that reads reports"))
        }
        self.addresses = addresses
        self.problems = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// RFC 8460 §3: a URI (RFC 3986) of mailto or https.
    private static func problem(of address: ArraySlice<UInt8>) -> RecordProblem? {
        let remedy = "write mailto:ADDRESS or https://HOST/PATH"
        let folded = address.asciiLowercased
        let rest: ArraySlice<UInt8>
        if folded.starts(with: "mailto:".utf8) {
            rest = address.dropFirst("mailto:".utf8.count)
            guard let at = rest.firstIndex(of: UInt8(ascii: "@")), at > rest.startIndex, at + 1 < rest.endIndex else {
                return RecordProblem(address.range, "'\(address.printable)' is no address", remedy: remedy)
            }
        } else if folded.starts(with: "https://".utf8) {
            rest = address.dropFirst("https://".utf8.count)
            guard let first = rest.first, first.isAlphanumeric || first == UInt8(ascii: "[") else {
                return RecordProblem(address.range, "'\(address.printable)' has no host", remedy: remedy)
            }
        } else {
            return RecordProblem(
                address.range, "'\(address.printable)' is no address that reports are sent to", remedy: remedy)
        }
        guard let wrong = rest.firstIndex(where: { !isURIOctet($0) }) ?? brokenEscape(in: rest) else { return nil }
        let meant = rest[wrong].named
        return RecordProblem(
            wrong..<(wrong + 1), "\(meant) cannot stand in an address here",
            remedy: "write it as % and two hexadecimal digits (RFC 3986 section 2.1)")
    }

    /// RFC 3986 §2.1: behind a percent sign stand two hexadecimal digits.
    private static func brokenEscape(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.first { index in
            guard text[index] == UInt8(ascii: "%") else { return false }
            let digits = text[(index + 1)...].prefix(2)
            return digits.count < 2 || !digits.allSatisfy { $0.isDigit || (0x61...0x66).contains($0.asciiLowercased) }
        }
    }

    /// RFC 3986 §2.2 and §2.3, and the percent sign; RFC 8460 §3 wants '!' escaped, with ',' and ';', which end the URI.
    private static func isURIOctet(_ octet: UInt8) -> Bool {
        octet.isAlphanumeric || Array("-._~:/?#[]@$&'()*+=%".utf8).contains(octet)
    }
}
