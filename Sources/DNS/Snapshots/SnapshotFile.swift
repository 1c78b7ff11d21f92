public import Findings

/// A file of pinned answers that was read: the snapshot, and everything that is wrong with it.
///
/// It is a master file (RFC 1035 §5) of fully qualified names without TTLs, and with two words for what is not there:
///
///     ; mailproof dns snapshot 1
///     _spf.vendor.example. TXT "v=spf1 ip4:198.51.100.0/26 ~all"
///     vendor.example. MX NODATA
///     _dmarc.com. NXDOMAIN
public struct SnapshotFile: Sendable {
    /// What the file pins; what could not be read is left out.
    public private(set) var snapshot = Snapshot()
    /// What is wrong, in the order of the file.
    public private(set) var findings: [Finding] = []

    /// Where each thing was said first, for what contradicts it.
    private var places: [Question: Place] = [:]
    private var names: [DomainName: Place] = [:]
    private let text: SourceText

    /// Reads a snapshot.
    public init(_ text: SourceText) {
        self.text = text
        guard text.bytes.count <= MasterFile.largestFile else {
            report(ZoneProblem(.syntax, "a file that is too large for a snapshot", at: 0..<1))
            return
        }
        guard readHeader() else { return }
        var lexer = MasterFileLexer(text.bytes)
        while let entry = lexer.next(), findings.count < MasterFile.mostFindings {
            do throws(ZoneProblem) {
                if let problem = entry.problem { throw problem }
                try read(entry)
            } catch {
                report(error)
            }
        }
    }

    private mutating func report(_ problem: ZoneProblem) {
        findings.append(problem.finding(in: text))
    }

    /// The first line says what the file is and which version of the format it has.
    private mutating func readHeader() -> Bool {
        let first = text.line(1)
        guard first.hasPrefix(Snapshot.header + " "), let version = Int(first.dropFirst(Snapshot.header.count + 1))
        else {
            report(
                ZoneProblem(
                    .snapshotVersion, "a snapshot begins with the version of its format",
                    at: 0..<max(1, first.utf8.count), remedy: "write '\(Snapshot.header) \(Snapshot.version)' first"))
            return false
        }
        guard version == Snapshot.version else {
            report(
                ZoneProblem(
                    .snapshotVersion, "a snapshot of the format \(version), which this version does not read",
                    at: 0..<max(1, first.utf8.count), remedy: "record it anew with mailproof dns record"))
            return false
        }
        return true
    }

    private mutating func read(_ entry: MasterFileEntry) throws(ZoneProblem) {
        guard let first = entry.fields.first else { return }
        guard !entry.startsBlank else {
            throw ZoneProblem(
                .syntax, "a line without a name", at: first.range, remedy: "begin every line with the whole name")
        }
        guard first.isQuoted || first.octets.first != UInt8(ascii: "$") else {
            throw ZoneProblem(
                .directive, "a snapshot has no directives", at: first.range,
                remedy: "write whole names and no TTLs; a zone file goes to dns.zones")
        }
        let name = try ZoneName(first, origin: .root).name
        guard entry.fields.count > 1 else {
            throw ZoneProblem(
                .syntax, "a name without a type", at: first.range,
                remedy: "write its type and data, or \(SnapshotLine.missing)")
        }
        let typeField = entry.fields[1]
        let data = entry.fields[2...]
        if typeField.text == SnapshotLine.missing, !typeField.isQuoted {
            guard data.isEmpty else {
                throw ZoneProblem(
                    .syntax, "nothing follows \(SnapshotLine.missing)", at: data[data.startIndex].range,
                    remedy: "remove it")
            }
            return try add(missing: name, at: first)
        }
        let question = Question(name, try type(typeField))
        guard let value = data.first else {
            throw ZoneProblem(
                .badData, "a \(question.type) record without data", at: typeField.range,
                remedy: "write its data behind it, or \(SnapshotLine.withoutData)")
        }
        if data.count == 1, value.text == SnapshotLine.withoutData, !value.isQuoted {
            try claim(question, at: first)
            guard snapshot.sets[question] == nil else { throw contradiction(question, at: first) }
            snapshot.add(withoutData: question)
        } else {
            try add(question, Array(data), entry.comment, at: first)
        }
    }

    private mutating func add(missing name: DomainName, at field: MasterFileField) throws(ZoneProblem) {
        guard names[name] == nil || snapshot.isMissing(name) else {
            throw contradiction(Question(name, .ANY), at: field)
        }
        names[name] = place(of: field)
        snapshot.add(missing: name)
    }

    private mutating func add(
        _ question: Question, _ fields: [MasterFileField], _ comment: Int?, at owner: MasterFileField
    ) throws(ZoneProblem) {
        var reader = RecordDataReader(fields, origin: .root, comment: comment)
        let data = try reader.read(question.type)
        reader.warnings.forEach { report($0) }
        try claim(question, at: owner)
        guard !snapshot.withoutData.contains(question) else { throw contradiction(question, at: owner) }
        // RFC 2181 §10.1: a name is an alias of one other.
        guard question.type != .CNAME || snapshot.sets[question] == nil else {
            throw ZoneProblem(
                .aliasBesideOthers, "\(question.name) has two CNAME records", at: owner.range,
                remedy: "keep one of them")
        }
        let first = fields[0].range
        let length = (fields.last?.range ?? first).upperBound - first.lowerBound
        let origin = RecordOrigin(
            place: text.place(atByte: first.lowerBound, length: data.joinedText == nil ? length : first.count),
            runs: reader.runs)
        snapshot.add(
            ResourceRecord(
                name: question.name, type: question.type, timeToLive: Snapshot.timeToLive, data: data, origin: origin))
    }

    /// Takes a question for a line, unless its name does not exist by another.
    private mutating func claim(_ question: Question, at field: MasterFileField) throws(ZoneProblem) {
        guard !snapshot.isMissing(question.name) else { throw contradiction(question, at: field) }
        if names[question.name] == nil { names[question.name] = place(of: field) }
        if places[question] == nil { places[question] = place(of: field) }
    }

    private func contradiction(_ question: Question, at field: MasterFileField) -> ZoneProblem {
        let line = (places[question] ?? names[question.name])?.line
        return ZoneProblem(
            .snapshotContradiction,
            "this says otherwise than \(line.map { "line \($0)" } ?? "another line") about \(question.name)",
            at: field.range, remedy: "remove one of the two lines, or record the snapshot anew")
    }

    private func type(_ field: MasterFileField) throws(ZoneProblem) -> RecordType {
        guard !field.isQuoted, let type = RecordType(mnemonic: field.text), !type.isMeta else {
            throw ZoneProblem(
                .unknownType, "an unknown record type '\(field.text)'", at: field.range,
                remedy: "write a type such as A, MX or TXT, without TTL and class before it, "
                    + "or \(SnapshotLine.missing)")
        }
        return type
    }

    private func place(of field: MasterFileField) -> Place {
        text.place(atByte: field.range.lowerBound, length: field.range.count)
    }
}
