/// The few forms of DER (X.690) that keys are wrapped in.
struct DERReader {
    private var rest: ArraySlice<UInt8>

    /// The tags of the forms.
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case octetString = 0x04
        case objectIdentifier = 0x06
        case sequence = 0x30
    }

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// Whether the next value has that tag.
    func isNext(_ tag: Tag) -> Bool { rest.first == tag.rawValue }

    /// The content of the next value, which must have that tag; nil where it has not, or is cut short.
    mutating func read(_ tag: Tag) -> ArraySlice<UInt8>? {
        guard isNext(tag) else { return nil }
        var bytes = rest.dropFirst()
        guard let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            // X.690 §8.1.3.5: the long form; four octets of length are more than any key has.
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), bytes.count >= count else { return nil }
            length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            bytes = bytes.dropFirst(count)
        }
        guard bytes.count >= length else { return nil }
        rest = bytes.dropFirst(length)
        return bytes.prefix(length)
    }

    /// The magnitude of the next value, a positive integer, without leading zeros.
    mutating func readPositiveInteger() -> [UInt8]? {
        guard let content = read(.integer), let first = content.first, first < 0x80 else { return nil }
        return Array(content.drop { $0 == 0 })
    }
}

/// Writes the same forms.
enum DERWriter {
    static func value(_ tag: DERReader.Tag, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        if content.count < 0x80 {
            length = [UInt8(content.count)]
        } else {
            var count = content.count
            while count > 0 {
                length.insert(UInt8(truncatingIfNeeded: count), at: 0)
                count >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag.rawValue] + length + content
    }

    static func positiveInteger(_ magnitude: [UInt8]) -> [UInt8] {
        let needsZero = magnitude.first.map { $0 >= 0x80 } ?? true
        return value(.integer, (needsZero ? [0] : []) + magnitude)
    }
}
