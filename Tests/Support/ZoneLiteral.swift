package import DNS

/// The whole DNS of a test, one record a line: name, type, data.
///
/// Blank lines and what follows `;` are skipped.
///
///     let dns = zone("""
///         example.com.       TXT  "v=spf1 include:_spf.example.net -all"
///         example.com.       MX   10 mx.example.com.
///         long.example.com.  TXT  "one string" "and another"
///         *.wild.example.    A    192.0.2.1
///         broken.example.    TXT  !SERVFAIL
///         slow.example.      !TIMEOUT
///         """)
///
/// Every name is fully qualified, with or without the dot at its end. What is not listed does not exist. A marker
/// (`!SERVFAIL`, `!TIMEOUT`, `!REFUSED`, `!UNREACHABLE`, `!NXDOMAIN`, `!NODATA`) answers one type, or without a type
/// every question about its name. A line that is no record stops the test.
package func zone(_ text: String, timeToLive: UInt32 = 300) -> StubZone {
    var records: [ResourceRecord] = []
    var markers: [StubZone.Marker] = []
    for line in text.split(separator: "\n") {
        let words = ZoneLiteralLine.words(line)
        guard let first = words.first else { continue }
        guard words.count >= 2, let name = DomainName(first.text) else { fatalError("not a zone line: \(line)") }
        if words.count <= 3, let last = words.last, !last.isQuoted, last.text.hasPrefix("!") {
            let type = words.count == 3 ? RecordType(mnemonic: words[1].text) : nil
            guard let reply = StubZone.Reply(rawValue: String(last.text.dropFirst())), words.count == 2 || type != nil
            else { fatalError("not a marker: \(line)") }
            markers.append(StubZone.Marker(name: name, type: type, reply: reply))
            continue
        }
        guard let type = RecordType(mnemonic: words[1].text),
            let data = ZoneLiteralLine.data(type, Array(words.dropFirst(2)))
        else { fatalError("not a record: \(line)") }
        records.append(ResourceRecord(name: name, type: type, timeToLive: timeToLive, data: data))
    }
    return StubZone(records, markers)
}

/// The name of a text that is one; anything else stops the test.
package func name(_ text: String) -> DomainName {
    guard let name = DomainName(text) else { fatalError("not a domain name: \(text)") }
    return name
}

/// The address of a text that is one; anything else stops the test.
package func address(_ text: String) -> IPAddress {
    guard let address = IPAddress(text) else { fatalError("not an IP address: \(text)") }
    return address
}

/// One line of a zone literal.
enum ZoneLiteralLine {
    struct Word {
        var text: String
        var isQuoted: Bool
        var octets: [UInt8]
    }

    /// Words and quoted strings up to a comment; `\DDD` and `\X` within quotes are single octets.
    static func words(_ line: Substring) -> [Word] {
        var words: [Word] = []
        let bytes = Array(line.utf8)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
            case UInt8(ascii: ";"): return words
            case UInt8(ascii: "\""):
                var octets: [UInt8] = []
                index += 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                        let digits = bytes[(index + 1)...].prefix(3)
                        if let value = UInt8(String(decoding: digits, as: UTF8.self)), digits.count == 3 {
                            octets.append(value)
                            index += 4
                        } else {
                            octets.append(bytes[index + 1])
                            index += 2
                        }
                    } else {
                        octets.append(bytes[index])
                        index += 1
                    }
                }
                index += 1
                words.append(Word(text: String(decoding: octets, as: UTF8.self), isQuoted: true, octets: octets))
            default:
                let start = index
                while index < bytes.count, ![UInt8(ascii: " "), UInt8(ascii: "\t")].contains(bytes[index]) {
                    index += 1
                }
                let octets = Array(bytes[start..<index])
                words.append(Word(text: String(decoding: octets, as: UTF8.self), isQuoted: false, octets: octets))
            }
        }
        return words
    }

    /// The typed data of the types that tests of mail need.
    static func data(_ type: RecordType, _ words: [Word]) -> RecordData? {
        let texts = words.map(\.text)
        switch type {
        case .TXT, .SPF:
            guard !words.isEmpty, words.allSatisfy({ $0.octets.count <= 255 }) else { return nil }
            // RFC 4408 §3.1.1: the data of the SPF type has the form of TXT.
            return type == .TXT
                ? .txt(words.map(\.octets)) : .other(words.flatMap { [UInt8($0.octets.count)] + $0.octets })
        case .A:
            guard texts.count == 1, let address = IPAddress(texts[0]), address.isIPv4 else { return nil }
            return .a(address)
        case .AAAA:
            guard texts.count == 1, let address = IPAddress(texts[0]), !address.isIPv4 else { return nil }
            return .aaaa(address)
        case .MX:
            guard texts.count == 2, let preference = UInt16(texts[0]), let exchange = DomainName(texts[1])
            else { return nil }
            return .mx(preference: preference, exchange: exchange)
        case .CNAME: return texts.count == 1 ? DomainName(texts[0]).map(RecordData.cname) : nil
        case .NS: return texts.count == 1 ? DomainName(texts[0]).map(RecordData.ns) : nil
        case .PTR: return texts.count == 1 ? DomainName(texts[0]).map(RecordData.ptr) : nil
        default: return nil
        }
    }
}
