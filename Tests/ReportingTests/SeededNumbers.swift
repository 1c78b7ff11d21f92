import Support

/// Random input that is the same in every run.
struct SeededNumbers {
    private var generator = SeededGenerator(seed: 7)

    mutating func below(_ limit: Int) -> Int {
        Int(generator.next() % UInt64(limit))
    }

    /// A scalar, often one that needs care.
    mutating func scalar() -> Unicode.Scalar {
        let limits: [UInt32] = [0x20, 0x80, 0x800, 0x3000, 0xFFFF, 0x10FFFF]
        let limit = limits[below(limits.count)]
        return Unicode.Scalar(UInt32(below(Int(limit) + 1))) ?? "\u{FFFD}"
    }
}
