import Findings

/// A record of a zone file, with the places that only the judgement of the whole zone needs.
struct ParsedRecord {
    /// The record.
    var record: ResourceRecord
    /// Where its owner's name stands, or where it would stand.
    var ownerPlace: Place
}

/// Reads the entries of a zone file and of those that it includes.
struct ZoneFileParser {
    /// The records in the order of the file.
    private(set) var records: [ParsedRecord] = []
    /// What is wrong or doubtful, in the order of the file.
    private(set) var findings = ZoneFindings()
    /// The first origin that the file names before any record.
    private(set) var firstOrigin: DomainName?

    private let includes: ZoneIncludes
    private var origin: DomainName?
    private var owner: DomainName?
    /// RFC 2308 §4: what `$TTL` says.
    private var defaultTimeToLive: UInt32?
    /// RFC 1035 §5.1: the last TTL that was stated.
    private var lastTimeToLive: UInt32?
    private var hasWarnedOfTimeToLive = false
    /// The files that are being read, from the zone file itself to the innermost, as paths from its folder.
    private var open: [String] = []
    private var octetsRead = 0
    private var filesIncluded = 0

    init(includes: ZoneIncludes, origin: DomainName?) {
        self.includes = includes
        self.origin = origin
    }

    /// Reads the zone file itself.
    mutating func parse(_ text: SourceText) {
        parse(text, path: text.file.split(separator: "/").last.map(String.init) ?? text.file)
    }

    private mutating func parse(_ text: SourceText, path: String) {
        octetsRead += text.bytes.count
        guard text.bytes.count <= MasterFile.largestFile, octetsRead <= MasterFile.largestTotal else {
            report(ZoneProblem(.syntax, "a file that is too large for a zone", at: 0..<1), text)
            return
        }
        if let start = tooLongLine(text.bytes) {
            report(
                ZoneProblem(
                    .syntax, "a line of more than \(MasterFile.longestLine) octets", at: start..<start + 1,
                    remedy: "break it: parentheses hold the lines of one record together"), text)
            return
        }
        open.append(path)
        defer { open.removeLast() }
        var lexer = MasterFileLexer(text.bytes)
        while !findings.areTooMany, let entry = lexer.next() {
            guard records.count < MasterFile.mostRecords else {
                let place = (entry.fields.first?.range.lowerBound ?? 0)..<(entry.fields.last?.range.upperBound ?? 0)
                report(
                    ZoneProblem(
                        .syntax, "more than \(MasterFile.mostRecords) records", at: place,
                        remedy: "cut the zone into several, or give only the names that mail needs"), text)
                return
            }
            do throws(ZoneProblem) {
                if let problem = entry.problem { throw problem }
                try read(entry, text)
            } catch {
                report(error, text)
                // The owner stays known where only the data is wrong; where it is the owner, what follows is unclear.
                if error.rule == .badName || error.rule == .noOrigin, !entry.startsBlank { owner = nil }
            }
        }
    }

    /// Where the first line begins that is longer than a line may be.
    private func tooLongLine(_ bytes: [UInt8]) -> Int? {
        var start = 0
        for (index, octet) in bytes.enumerated() where octet == UInt8(ascii: "\n") {
            guard index - start <= MasterFile.longestLine else { return start }
            start = index + 1
        }
        return bytes.count - start <= MasterFile.longestLine ? nil : start
    }

    private mutating func report(_ problem: ZoneProblem, _ text: SourceText) {
        findings.add(problem.rule.severity) { problem.finding(in: text) }
    }

    private mutating func read(_ entry: MasterFileEntry, _ text: SourceText) throws(ZoneProblem) {
        guard let first = entry.fields.first else { return }
        if !entry.startsBlank, !first.isQuoted, first.octets.first == UInt8(ascii: "$") {
            try directive(first, Array(entry.fields.dropFirst()), text)
        } else {
            try record(entry, text)
        }
    }

    // MARK: Directives

    private mutating func directive(
        _ keyword: MasterFileField, _ operands: [MasterFileField], _ text: SourceText
    ) throws(ZoneProblem) {
        func operand(_ what: String) throws(ZoneProblem) -> MasterFileField {
            guard let first = operands.first else {
                throw ZoneProblem(
                    .directive, "\(keyword.text) without \(what)", at: keyword.range,
                    remedy: "write \(what) behind it")
            }
            return first
        }
        switch keyword.text.uppercased() {
        case "$ORIGIN":
            let read = try ZoneName(try operand("a domain name"), origin: origin)
            if let warning = read.warning { report(warning, text) }
            origin = read.name
            if firstOrigin == nil, records.isEmpty { firstOrigin = read.name }
        case "$TTL":
            // RFC 2308 §4: the TTL of the records that follow and state none.
            let field = try operand("a TTL")
            guard let seconds = try timeToLive(field) else {
                throw ZoneProblem(
                    .badTimeToLive, "'\(field.text)' is no TTL", at: field.range,
                    remedy: "write seconds, or a time such as 1h30m")
            }
            defaultTimeToLive = seconds
        case "$INCLUDE":
            try include(try operand("a file"), operands.dropFirst().first, text)
        case "$GENERATE":
            throw ZoneProblem(
                .directive, "$GENERATE is BIND's own and not read here", at: keyword.range,
                remedy: "write the records out")
        default:
            throw ZoneProblem(
                .directive, "an unknown directive '\(keyword.text)'", at: keyword.range,
                remedy: "use $ORIGIN, $TTL or $INCLUDE")
        }
    }

    /// RFC 1035 §5.1: the file is read with an origin of its own, and the includer's is as it was afterwards.
    private mutating func include(
        _ file: MasterFileField, _ originField: MasterFileField?, _ text: SourceText
    ) throws(ZoneProblem) {
        let path = file.unescaped().map { String(decoding: $0.octets, as: UTF8.self) } ?? file.text
        guard let target = ZoneIncludes.resolve(path, from: open.last ?? "") else {
            throw ZoneProblem(
                .include, "'\(path)' lies outside the zone file's folder", at: file.range,
                remedy: "include files of that folder or below it only")
        }
        guard !open.contains(target) else {
            throw ZoneProblem(.include, "'\(path)' includes itself", at: file.range, remedy: "remove one $INCLUDE")
        }
        guard open.count <= MasterFile.deepestInclude else {
            throw ZoneProblem(
                .include, "files that include each other more than \(MasterFile.deepestInclude) deep", at: file.range,
                remedy: "include this file from a file further out")
        }
        filesIncluded += 1
        guard filesIncluded <= MasterFile.mostIncludes else {
            throw ZoneProblem(
                .include, "more than \(MasterFile.mostIncludes) files are included", at: file.range,
                remedy: "write what they say into fewer files")
        }
        guard let included = includes(target) else {
            throw ZoneProblem(
                .include, "'\(path)' cannot be read", at: file.range,
                remedy: "name a file of at most \(MasterFile.largestFile >> 20) MiB in the zone file's folder")
        }
        let outer = (origin, owner)
        if let originField { origin = try ZoneName(originField, origin: origin).name }
        parse(included, path: target)
        (origin, owner) = outer
    }

    // MARK: Records

    private mutating func record(_ entry: MasterFileEntry, _ text: SourceText) throws(ZoneProblem) {
        var fields = entry.fields[...]
        guard let first = fields.first else { return }
        var ownerRange = first.range
        if !entry.startsBlank {
            let read = try ZoneName(first, origin: origin)
            if let warning = read.warning { report(warning, text) }
            owner = read.name
            fields.removeFirst()
        } else {
            ownerRange = first.range.lowerBound..<first.range.lowerBound + 1
        }
        guard let owner else {
            throw ZoneProblem(
                .syntax, "a record without an owner", at: first.range,
                remedy: "begin the line with a name, or with @ for the origin")
        }
        let stated = try timeToLiveAndClass(&fields)
        guard let typeField = fields.popFirst() else {
            throw ZoneProblem(
                .syntax, "a record without a type",
                at: first.range.lowerBound..<(entry.fields.last ?? first).range.upperBound,
                remedy: "write the owner, a type and its data, such as \(first.text) A 192.0.2.1")
        }
        let type = try self.type(typeField)
        guard !fields.isEmpty else {
            throw ZoneProblem(
                .badData, "a \(type) record without data", at: typeField.range, remedy: "write its data behind it")
        }
        var reader = RecordDataReader(Array(fields), origin: origin, comment: entry.comment)
        let data = try reader.read(type)
        for warning in reader.warnings { report(warning, text) }
        let seconds = try timeToLive(stated, of: data, at: typeField, text)
        let dataRange = fields[fields.startIndex].range
        let length = (fields.last?.range ?? dataRange).upperBound - dataRange.lowerBound
        let origin = RecordOrigin(
            place: text.place(atByte: dataRange.lowerBound, length: data.joinedText == nil ? length : dataRange.count),
            runs: reader.runs)
        records.append(
            ParsedRecord(
                record: ResourceRecord(name: owner, type: type, timeToLive: seconds, data: data, origin: origin),
                ownerPlace: text.place(atByte: ownerRange.lowerBound, length: ownerRange.count)))
    }

    /// RFC 1035 §5.1: both may be left out, and come in either order.
    private func timeToLiveAndClass(_ fields: inout ArraySlice<MasterFileField>) throws(ZoneProblem) -> UInt32? {
        var stated: UInt32?
        var hasClass = false
        while let field = fields.first, !field.isQuoted {
            if stated == nil, let seconds = try timeToLive(field) {
                stated = seconds
            } else if !hasClass, ["IN", "CS", "CH", "HS"].contains(field.text.uppercased()) {
                hasClass = true
                guard field.text.uppercased() == "IN" else {
                    throw ZoneProblem(
                        .badClass, "a record of class \(field.text)", at: field.range, remedy: "write IN, or no class")
                }
            } else {
                break
            }
            fields.removeFirst()
        }
        return stated
    }

    private func timeToLive(_ field: MasterFileField) throws(ZoneProblem) -> UInt32? {
        guard !field.isQuoted, let seconds = TimeToLive.seconds(field.octets) else { return nil }
        // RFC 2181 §8: from 0 to 2³¹ − 1 seconds.
        guard seconds <= MasterFile.longestTimeToLive else {
            throw ZoneProblem(
                .badTimeToLive, "a TTL of more than 2147483647 seconds", at: field.range,
                remedy: "write a shorter time, such as 1d")
        }
        return UInt32(seconds)
    }

    private mutating func timeToLive(
        _ stated: UInt32?, of data: RecordData, at field: MasterFileField, _ text: SourceText
    ) throws(ZoneProblem) -> UInt32 {
        if let stated {
            lastTimeToLive = stated
            return stated
        }
        if let known = defaultTimeToLive ?? lastTimeToLive { return known }
        guard case .soa(let soa) = data else {
            throw ZoneProblem(
                .noTimeToLive, "a record without a TTL", at: field.range,
                remedy: "begin the file with $TTL and a time, such as $TTL 1h")
        }
        // As BIND does: without any TTL the SOA record's last field, once the default of the zone, is it again.
        if !hasWarnedOfTimeToLive {
            hasWarnedOfTimeToLive = true
            report(
                ZoneProblem(
                    .impliedTimeToLive, "no TTL is stated",
                    label: "\(soa.minimum) s is taken, the SOA record's minimum",
                    at: field.range, remedy: "begin the file with $TTL and a time, such as $TTL 1h"), text)
        }
        lastTimeToLive = min(soa.minimum, MasterFile.longestTimeToLive)
        return min(soa.minimum, MasterFile.longestTimeToLive)
    }

    private func type(_ field: MasterFileField) throws(ZoneProblem) -> RecordType {
        guard !field.isQuoted, let type = RecordType(mnemonic: field.text) else {
            let near = NearestWord.of(field.text.uppercased(), among: RecordType.allMnemonics)
            throw ZoneProblem(
                .unknownType, "an unknown record type '\(field.text)'", label: near.map { "did you mean \($0)?" },
                at: field.range,
                remedy: near == nil ? "write a type such as A, MX or TXT, or TYPE and its number (RFC 3597)" : nil)
        }
        guard !type.isMeta else {
            throw ZoneProblem(.unknownType, "\(type) does not stand in zones", at: field.range)
        }
        return type
    }
}
