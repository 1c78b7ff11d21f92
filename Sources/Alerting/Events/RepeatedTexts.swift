/// The texts that lines of a log repeat, each kept once: a bounded table in which a newcomer takes the place of another.
struct RepeatedTexts: Sendable {
    /// How many texts are kept.
    ///
    /// Our choice.
    private static let capacity = 4096

    private var kept = [String](repeating: "", count: capacity)

    /// The text at a place, its escapes undone.
    mutating func string(_ text: JSONScanner.Text, in bytes: [UInt8]) -> String {
        guard !text.range.isEmpty else { return "" }
        guard !text.hasEscapes else { return Self.unescaped(bytes[text.range]) }
        // FNV-1a, 32 bit: spread is all that is asked of it, for what it finds is compared.
        var hash: UInt32 = 0x811C_9DC5
        for index in text.range { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
        let place = Int((hash ^ (hash >> 16)) % UInt32(Self.capacity))
        if kept[place].utf8.elementsEqual(bytes[text.range]) { return kept[place] }
        kept[place] = String(decoding: bytes[text.range], as: UTF8.self)
        return kept[place]
    }

    /// RFC 8259 §7; what is no escape stays as it is.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var units: [UInt16] = []
        var rest = String(decoding: bytes, as: UTF8.self).utf16[...]
        while let unit = rest.popFirst() {
            guard unit == 0x5C, let kind = rest.popFirst() else {
                units.append(unit)
                continue
            }
            switch Unicode.Scalar(kind) {
            case "b"?: units.append(0x08)
            case "f"?: units.append(0x0C)
            case "n"?: units.append(0x0A)
            case "r"?: units.append(0x0D)
            case "t"?: units.append(0x09)
            case "u"?:
                guard let digits = String(rest.prefix(4)), digits.utf8.count == 4, let unit = UInt16(digits, radix: 16)
                else {
                    units += [0x5C, kind]
                    continue
                }
                units.append(unit)
                rest.removeFirst(4)
            default: units.append(kind)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
