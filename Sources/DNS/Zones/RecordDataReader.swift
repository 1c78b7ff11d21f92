/// Reads the data of one record from its fields.
///
/// The types that mail needs are read here, to the octet; the others by libldns.
struct RecordDataReader {
    private let fields: [MasterFileField]
    private let origin: DomainName?
    /// Where a text for a comment follows, as after `v=DKIM1; p=` without quotes.
    private let comment: Int?
    /// What is doubtful.
    private(set) var warnings: [ZoneProblem] = []
    /// For a TXT record: where its octets stand.
    private(set) var runs: [RecordOrigin.Run] = []

    init(_ fields: [MasterFileField], origin: DomainName?, comment: Int? = nil) {
        self.fields = fields
        self.origin = origin
        self.comment = comment
    }

    /// Where all of the data stands.
    private var range: Range<Int> {
        (fields.first?.range.lowerBound ?? 0)..<(fields.last?.range.upperBound ?? 0)
    }

    /// The data, which must have the form of the type; there is at least one field.
    mutating func read(_ type: RecordType) throws(ZoneProblem) -> RecordData {
        if fields.first?.isQuoted == false, fields.first?.text == "\\#" { return try generic(type) }
        switch type {
        case .A, .AAAA: return try address(type)
        case .CNAME: return .cname(try onlyName(type))
        case .NS:
            let name = try onlyName(type)
            suspectAddress(name, fields[0], "a name server")
            return .ns(name)
        case .PTR: return .ptr(try onlyName(type))
        case .MX: return try mailExchanger()
        case .TXT: return .txt(try strings())
        // RFC 4408 §3.1.1: the data of the SPF type has the form of TXT.
        case .SPF: return .other(try strings().flatMap { [UInt8($0.count)] + $0 })
        case .SOA: return try start()
        default: return try other(type)
        }
    }

    private func expect(_ counts: ClosedRange<Int>, _ form: String) throws(ZoneProblem) {
        guard !counts.contains(fields.count) else { return }
        if fields.count > counts.upperBound {
            let extra = fields[counts.upperBound]
            throw ZoneProblem(
                .badData, "more fields than the record has", label: "one field too many", at: extra.range,
                remedy: "write \(form)")
        }
        throw ZoneProblem(.badData, "fields of the record are missing", at: range, remedy: "write \(form)")
    }

    private func address(_ type: RecordType) throws(ZoneProblem) -> RecordData {
        let wanted = type == .A ? "IPv4" : "IPv6"
        let example = type == .A ? "192.0.2.1" : "2001:db8::1"
        try expect(1...1, "\(type) and one \(wanted) address, such as \(example)")
        let field = fields[0]
        guard let address = IPAddress(field.text), !field.isQuoted else {
            throw ZoneProblem(
                .badAddress, "'\(field.text)' is no \(wanted) address", at: field.range,
                remedy: "write an address such as \(example)")
        }
        guard address.isIPv4 == (type == .A) else {
            throw ZoneProblem(
                .badAddress, "'\(field.text)' is an \(address.isIPv4 ? "IPv4" : "IPv6") address", at: field.range,
                remedy: "use a record of type \(type == .A ? "AAAA" : "A")")
        }
        return type == .A ? .a(address) : .aaaa(address)
    }

    private mutating func onlyName(_ type: RecordType) throws(ZoneProblem) -> DomainName {
        try expect(1...1, "\(type) and one domain name")
        return try name(fields[0])
    }

    private mutating func mailExchanger() throws(ZoneProblem) -> RecordData {
        try expect(2...2, "MX, a preference and a host name, such as MX 10 mx1")
        let preference: UInt16 = try number(fields[0], "a preference")
        let exchange = try name(fields[1])
        suspectAddress(exchange, fields[1], "a mail exchanger")
        return .mx(preference: preference, exchange: exchange)
    }

    private mutating func start() throws(ZoneProblem) -> RecordData {
        try expect(
            7...7, "SOA, the primary server, the responsible mailbox, serial, refresh, retry, expire and minimum")
        return .soa(
            SOAData(
                primary: try name(fields[0]), responsible: try name(fields[1]),
                serial: try number(fields[2], "a serial number"), refresh: try seconds(fields[3]),
                retry: try seconds(fields[4]), expire: try seconds(fields[5]), minimum: try seconds(fields[6])))
    }

    private mutating func strings() throws(ZoneProblem) -> [[UInt8]] {
        var strings: [[UInt8]] = []
        var joined = 0
        for field in fields {
            guard let (octets, runs) = field.unescaped() else {
                throw ZoneProblem(
                    .syntax, "a broken escape", label: "in this string", at: field.range,
                    remedy: "write \\\\ for a backslash, \\DDD with three digits up to 255 for any octet")
            }
            guard field.isQuoted || !field.octets.contains(UInt8(ascii: "\"")) else {
                throw ZoneProblem(
                    .syntax, "a quote in the middle of a word", at: field.range,
                    remedy: "put quotes around the whole text and write \\\" within it")
            }
            // RFC 1035 §3.3: one length octet, so 255 octets at most.
            guard octets.count <= MasterFile.longestString else {
                throw ZoneProblem(
                    .longString, "a string of \(octets.count) octets, more than 255", at: field.range,
                    remedy: "split it: \"…\" \"…\" with at most 255 octets each; they are joined without a space")
            }
            self.runs += runs.map {
                RecordOrigin.Run(textOffset: $0.textOffset + joined, fileOffset: $0.fileOffset, count: $0.count)
            }
            joined += octets.count
            strings.append(octets)
        }
        // RFC 1035 §3.2.1: each string takes a length octet of the data beside its own.
        guard joined + strings.count <= MasterFile.longestData else {
            throw ZoneProblem(
                .badData, "a text of \(joined) octets, more than a record can hold", at: range,
                remedy: "split it into several records, or shorten it: 65,535 octets are the most")
        }
        suspectMissingQuotes()
        return strings
    }

    private mutating func suspectMissingQuotes() {
        guard let last = fields.last, !last.isQuoted else { return }
        if let comment, fields.contains(where: { $0.octets.contains(UInt8(ascii: "=")) }) {
            warnings.append(
                ZoneProblem(
                    .unquotedText, "the text ends at the semicolon", label: "a comment begins here",
                    at: comment..<(comment + 1), remedy: "put quotes around the whole text"))
        } else if fields.count > 1, fields.allSatisfy({ !$0.isQuoted }) {
            warnings.append(
                ZoneProblem(
                    .unquotedText, "\(fields.count) strings that are joined without a space",
                    label: "read as one text without the blanks", at: range,
                    remedy: "put quotes around the whole text"))
        }
    }

    /// RFC 3597 §5: `\# length hex…`, for data of any type.
    private func generic(_ type: RecordType) throws(ZoneProblem) -> RecordData {
        let digits = fields.dropFirst(2).flatMap { $0.octets.compactMap(\.hexadecimalDigit) }
        let written = fields.dropFirst(2).reduce(0) { $0 + $1.octets.count }
        guard fields.count > 1, let length = UInt16(fields[1].text), digits.count == written,
            digits.count == Int(length) * 2
        else {
            throw ZoneProblem(
                .badData, "the octets do not agree with their count", at: range,
                remedy: "write \\#, the count of octets, and two hexadecimal digits for each")
        }
        let octets = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        guard let data = RecordData(type: type, rdata: octets) else {
            throw ZoneProblem(.badData, "these octets do not have the form of type \(type)", at: range)
        }
        return data
    }

    private func other(_ type: RecordType) throws(ZoneProblem) -> RecordData {
        for field in fields {
            guard field.octets.allSatisfy({ (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\t") }) else {
                throw ZoneProblem(
                    .syntax, "a character beyond printable ASCII", label: "in this field", at: field.range,
                    remedy: "write each such octet as \\DDD")
            }
        }
        let line = fields.map { $0.isQuoted ? "\"\($0.text)\"" : $0.text }.joined(separator: " ")
        do {
            let record = try WireRecord(type: type, text: line, origin: origin ?? .root)
            return .other(record.rdata ?? [])
        } catch {
            throw ZoneProblem(
                .badData, "this is no data of type \(type)", label: error.description, at: range,
                remedy: "write the fields of the type, or its octets as \\# and their count and digits")
        }
    }

    private func number<Number: FixedWidthInteger>(
        _ field: MasterFileField, _ what: String
    ) throws(ZoneProblem) -> Number {
        guard !field.isQuoted, field.octets.allSatisfy({ $0.decimalDigit != nil }), let number = Number(field.text)
        else {
            throw ZoneProblem(
                .badData, "'\(field.text)' is not \(what)", at: field.range,
                remedy: "write a number from 0 to \(Number.max)")
        }
        return number
    }

    private func seconds(_ field: MasterFileField) throws(ZoneProblem) -> UInt32 {
        guard !field.isQuoted, let seconds = TimeToLive.seconds(field.octets), let seconds = UInt32(exactly: seconds)
        else {
            throw ZoneProblem(
                .badData, "'\(field.text)' is no time", at: field.range, remedy: "write seconds, or a time such as 2h")
        }
        return seconds
    }

    private mutating func name(_ field: MasterFileField) throws(ZoneProblem) -> DomainName {
        let read = try ZoneName(field, origin: origin)
        if let warning = read.warning { warnings.append(warning) }
        return read.name
    }

    private mutating func suspectAddress(_ name: DomainName, _ field: MasterFileField, _ what: String) {
        let text = field.octets.last == UInt8(ascii: ".") ? String(field.text.dropLast()) : field.text
        guard IPAddress(text) != nil else { return }
        warnings.append(
            ZoneProblem(
                .addressAsName, "\(what) is a name, not an address", label: "read as the name \(name)",
                at: field.range, remedy: "give the address a name with an A or AAAA record, and write that name here"))
    }
}
