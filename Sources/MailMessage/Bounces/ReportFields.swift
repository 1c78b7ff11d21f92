/// The fields of a report: groups of `Name: value` with empty lines between (RFC 3464 §2.1).
enum ReportFields {
    /// One field, its value on one line.
    struct Field: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// How many fields of a report are read; a recipient has about ten.
    static let fieldsLimit = 20_000

    /// The groups of fields that `bytes` are.
    ///
    /// What is no field continues the one above, whether or not it is folded the way RFC 5322 §2.2.3 has it: long replies
    /// often are not.
    static func groups(of bytes: [UInt8]) -> [[Field]] {
        var groups: [[Field]] = [[]]
        var count = 0
        for line in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            let content = line.trimmingWhiteSpace
            guard !content.isEmpty else {
                if groups.last?.isEmpty == false { groups.append([]) }
                continue
            }
            if let first = line.first, !first.isWhiteSpace, let colon = colon(in: content) {
                count += 1
                guard count <= fieldsLimit else { break }
                let field = Field(
                    name: String(decoding: content[..<colon].trimmingWhiteSpace, as: UTF8.self),
                    value: String(decoding: content[(colon + 1)...].trimmingWhiteSpace, as: UTF8.self))
                groups[groups.count - 1].append(field)
            } else if var field = groups[groups.count - 1].popLast() {
                if field.value.utf8.count < DeliveryReport.textLimit {
                    field.value += " " + String(decoding: content, as: UTF8.self)
                }
                groups[groups.count - 1].append(field)
            }
        }
        return groups.filter { !$0.isEmpty }
    }

    /// Where the colon stands behind what can be the name of a field.
    private static func colon(in line: ArraySlice<UInt8>) -> Int? {
        guard let colon = line.firstIndex(of: .colon), colon > line.startIndex else { return nil }
        let name = line[..<colon].trimmingWhiteSpace
        guard let first = name.first, first.isASCIILetter, name.count <= 40 else { return nil }
        return name.allSatisfy { $0.isASCIILetter || $0 == UInt8(ascii: "-") } ? colon : nil
    }

    /// The type before the semicolon, RFC 3464 §2.1.2: `dns; mx.example.org`.
    static func type(of value: String) -> String? {
        guard let end = value.firstIndex(of: ";") else { return nil }
        let type = value[..<end].filter { $0 != " " }
        return type.utf8.count <= 40 && !type.isEmpty && type.utf8.allSatisfy(\.isMIMEToken) ? type : nil
    }

    /// The value behind its type.
    static func withoutType(_ value: String) -> String {
        guard type(of: value) != nil, let end = value.firstIndex(of: ";") else { return value }
        return String(value[value.index(after: end)...].drop { $0 == " " || $0 == "\t" })
    }

    /// An address without angle brackets and white space around it.
    static func withoutBrackets(_ value: String) -> String {
        String(value.filter { $0 != "<" && $0 != ">" && $0 != " " })
    }
}

extension [ReportFields.Field] {
    /// The value of the first field of that name.
    func value(of name: String) -> String? {
        first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The values of all fields of that name.
    func values(of name: String) -> [String] {
        filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The fields of each recipient of a group: one, or several where no empty line stands between them.
    var recipients: [[ReportFields.Field]] {
        let names = Set(map { $0.name.lowercased() })
        guard !names.isDisjoint(with: ["final-recipient", "original-recipient", "diagnostic-code", "status"]) else {
            return []
        }
        guard let first = firstIndex(where: { $0.name.lowercased() == "final-recipient" }) else { return [self] }
        guard values(of: "Final-Recipient").count > 1 else { return [self] }
        // What stands above the first one belongs to the message, or to no one.
        var result: [[ReportFields.Field]] = []
        for field in self[first...] {
            if field.name.lowercased() == "final-recipient" { result.append([]) }
            result[result.count - 1].append(field)
        }
        return result
    }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8>, Index == Int {
    /// Without white space and returns at both ends.
    var trimmingWhiteSpace: ArraySlice<UInt8> {
        var slice = self[startIndex..<endIndex]
        while let first = slice.first, first.isWhiteSpace || first == .carriageReturn { slice.removeFirst() }
        while let last = slice.last, last.isWhiteSpace || last == .carriageReturn { slice.removeLast() }
        return slice
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter.
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
