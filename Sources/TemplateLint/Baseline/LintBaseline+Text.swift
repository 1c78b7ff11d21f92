package import Findings

/// The file of a baseline: JSON, sorted, one entry a line, so that a change of it reads well.
extension LintBaseline {
    /// The version of the form that is written, and the only one that is read.
    private static let version = 1
    /// Bytes of a baseline: a hundred thousand entries.
    private static let longest = 16 << 20

    /// The text of the file.
    package var text: String {
        let lines = counts.sorted { $0.key < $1.key }.map { fingerprint, count in
            let texts = [("file", fingerprint.file), ("rule", fingerprint.rule.rawValue), ("text", fingerprint.text)]
            return "    {" + texts.map { "\"\($0)\": \(JSONString.quoted($1)), " }.joined() + "\"count\": \(count)}"
        }
        let findings = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
        return "{\n  \"mailproof-baseline\": \(Self.version),\n  \"findings\": \(findings)\n}\n"
    }

    /// Why the text of a baseline could not be read, at its place.
    package struct ParsingError: Error, Sendable {
        /// What is wrong, and where.
        package let finding: Finding
    }

    /// Reads the text of a file.
    package init(parsing source: SourceText) throws(ParsingError) {
        self.init()
        guard source.bytes.count <= Self.longest else {
            let place = source.place(atByte: 0)
            throw ParsingError(
                finding: Finding("lint/baseline", .error, "write the baseline anew: it is too large", at: place.excerpt)
            )
        }
        var reader = FlatJSONReader(source)
        var isRead = false
        try reader.readObject { reader, key, place throws(ParsingError) in
            switch key {
            case "mailproof-baseline":
                let version = try reader.readInteger()
                guard version == Self.version else {
                    throw reader.refusal(
                        "this mailproof reads version \(Self.version) of baselines, this is \(version)", at: place,
                        remedy: "write the baseline anew")
                }
                isRead = true
            case "findings":
                try reader.readArray { reader throws(ParsingError) in try readEntry(&reader) }
            default:
                throw reader.refusal("a baseline has no key \(key)", at: place, remedy: "remove it")
            }
        }
        try reader.readEnd()
        guard isRead else {
            throw reader.refusal(
                "this is no baseline: it has no mailproof-baseline", at: 0..<1, remedy: "write the baseline anew")
        }
    }

    private mutating func readEntry(_ reader: inout FlatJSONReader) throws(ParsingError) {
        var fingerprint = LintFingerprint(file: "", rule: "", text: "")
        var count = 1
        let start = reader.position
        var known: Set<String> = []
        try reader.readObject { reader, key, place throws(ParsingError) in
            switch key {
            case "file": fingerprint.file = try reader.readText()
            case "rule": fingerprint.rule = RuleID(rawValue: try reader.readText())
            case "text": fingerprint.text = try reader.readText()
            case "count":
                count = try reader.readInteger()
                guard count > 0 else { throw reader.refusal("write a count of 1 or more", at: place) }
            default: throw reader.refusal("an entry of a baseline has no key \(key)", at: place, remedy: "remove it")
            }
            known.insert(key)
        }
        for key in ["file", "rule", "text"] where !known.contains(key) {
            throw reader.refusal("add \(key) to this entry", at: start..<start + 1)
        }
        add(fingerprint, count: count)
    }
}
