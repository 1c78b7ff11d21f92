/// The strings of a TXT record as providers write them in one text: `"first" "second"`, quotes optional.
struct ProviderText {
    /// How `\` with three digits is read.
    enum Escapes: Int {
        /// `\341`, as Route 53 writes octets.
        case octal = 8
        /// `\225`, as master files do (RFC 1035 §5.1).
        case decimal = 10
    }

    /// The strings; nil where a quote or an escape is broken.
    ///
    /// Words without quotes are strings of their own.
    static func strings(_ text: String, _ escapes: Escapes) -> [[UInt8]]? {
        var reader = ProviderText(bytes: Array(text.utf8), escapes: escapes)
        var strings: [[UInt8]] = []
        while reader.skipBlanks() {
            guard let string = reader.string() else { return nil }
            strings.append(string)
        }
        return strings
    }

    private let bytes: [UInt8]
    private let escapes: Escapes
    private var index = 0

    private init(bytes: [UInt8], escapes: Escapes) {
        self.bytes = bytes
        self.escapes = escapes
    }

    private mutating func skipBlanks() -> Bool {
        while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
        return index < bytes.count
    }

    private mutating func string() -> [UInt8]? {
        let isQuoted = bytes[index] == UInt8(ascii: "\"")
        if isQuoted { index += 1 }
        var octets: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                guard isQuoted else { return nil }
                index += 1
                return octets
            }
            if !isQuoted, Self.isBlank(byte) { return octets }
            guard byte == UInt8(ascii: "\\") else {
                octets.append(byte)
                index += 1
                continue
            }
            guard let octet = escape() else { return nil }
            octets.append(octet)
        }
        return isQuoted ? nil : octets
    }

    private mutating func escape() -> UInt8? {
        let rest = bytes[(index + 1)...].prefix(3)
        guard let first = rest.first else { return nil }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            index += 2
            return first
        }
        guard rest.count == 3, rest.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let octet = UInt8(String(decoding: rest, as: UTF8.self), radix: escapes.rawValue)
        else { return nil }
        index += 4
        return octet
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
