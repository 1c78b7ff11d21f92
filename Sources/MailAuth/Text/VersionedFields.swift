/// A version and fields behind it, between semicolons: the form of the MTA-STS record (RFC 8461 §3.1) and of the TLSRPT
/// record (RFC 8460 §3), which write the same grammar down.
struct VersionedFields: Sendable, Hashable {
    /// One `name=value`.
    struct Field: Sendable, Hashable {
        /// The name, of the case that it is written in.
        var name: String
        /// The octets of the field without white space around it.
        var range: Range<Int>
        /// The octets behind the equals sign.
        var value: ArraySlice<UInt8>
    }

    /// The fields that could be read, in order.
    private(set) var fields: [Field] = []
    /// What could not be read, in order.
    private(set) var problems: [RecordProblem] = []

    /// RFC 8461 §3.1 and RFC 8460 §3: a name has at most 32 characters.
    static let longestName = 32

    /// Reads a text; nil where it does not begin with the version, to the letter, and then a semicolon or the end.
    ///
    /// RFC 8461 §3.1 and RFC 8460 §3: records that do not begin so are somebody else's, and are thrown away.
    init?(_ text: [UInt8], version: StaticString, isExtension: (String) -> Bool) {
        guard text.starts(with: version.description.utf8) else { return nil }
        let rest = text[version.utf8CodeUnitCount...]
        let behind = rest.trimmed()
        guard behind.isEmpty || behind.first == UInt8(ascii: ";") else { return nil }
        guard !behind.isEmpty else { return }
        var start = behind.startIndex + 1
        while start <= behind.endIndex {
            let end = behind[start...].firstIndex(of: UInt8(ascii: ";")) ?? behind.endIndex
            let isLast = end == behind.endIndex
            read(behind[start..<end].trimmed(), isLast: isLast, around: start..<end, isExtension: isExtension)
            start = end + 1
        }
    }

    private mutating func read(
        _ field: ArraySlice<UInt8>, isLast: Bool, around: Range<Int>, isExtension: (String) -> Bool
    ) {
        guard !field.isEmpty else {
            // One semicolon may end the record; anywhere else a field stands between two of them.
            if !isLast {
                problems.append(
                    RecordProblem(
                        around.lowerBound..<(around.upperBound + 1), "nothing stands before this semicolon",
                        remedy: "remove the semicolon"))
            }
            return
        }
        guard let equals = field.firstIndex(of: UInt8(ascii: "=")) else {
            problems.append(
                RecordProblem(
                    field.range, "'\(field.printable)' has no = between a name and a value",
                    remedy: "write \(field.prefix(16).printable)=VALUE, or remove it"))
            return
        }
        let name = field[..<equals]
        guard Self.isName(name) else {
            problems.append(
                RecordProblem(
                    field.startIndex..<(equals + 1), "'\(name.printable)' is no name of a field",
                    remedy:
                        "begin the name with a letter or a digit, and use letters, digits, '_', '-' and '.', at most "
                        + "\(Self.longestName) in all"))
            return
        }
        let value = field[(equals + 1)...]
        let read = Field(name: String(decoding: name, as: UTF8.self), range: field.range, value: value)
        if isExtension(read.name) {
            // RFC 8461 §3.1, sts-ext-value: visible characters but '=' and ';', one at least.
            let isValue = !value.isEmpty && value.allSatisfy { $0.isVisible && $0 != UInt8(ascii: "=") }
            if !isValue {
                problems.append(
                    RecordProblem(
                        field.range,
                        value.isEmpty
                            ? "\(read.name)= has no value" : "'\(value.printable)' is no value of a field",
                        remedy: "remove \(read.name)=, which no standard knows"))
            }
        }
        fields.append(read)
    }

    /// RFC 8461 §3.1, sts-ext-name: a letter or a digit, and up to 31 of those, '_', '-' and '.'.
    static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first, first.isAlphanumeric, name.count <= longestName else { return false }
        return name.allSatisfy {
            $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
    }
}
