/// Tells where one of many byte strings may begin, by its first two bytes.
///
/// A text is looked through at the cost of one bit a byte; only where the bit is set are the strings compared.
struct PairFilter: Sendable {
    /// A bit for each pair of bytes.
    private var bits: [UInt64]

    /// The filter of these strings; an empty one never begins.
    init(_ strings: some Sequence<[UInt8]>) {
        bits = [UInt64](repeating: 0, count: 1 << 10)
        for string in strings {
            guard let first = string.first else { continue }
            if string.count > 1 {
                allow(first, string[1])
            } else {
                for second in UInt8.min...UInt8.max { allow(first, second) }
            }
        }
    }

    private mutating func allow(_ first: UInt8, _ second: UInt8) {
        let pair = Int(first) << 8 | Int(second)
        bits[pair >> 6] |= 1 << (pair & 63)
    }

    /// Whether one of the strings may begin with these bytes.
    func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
        let pair = Int(first) << 8 | Int(second)
        return bits[pair >> 6] >> (pair & 63) & 1 == 1
    }
}
