/// Numbers of a few bits that cannot be guessed (RFC 5452 §4.3), several for each look at the system's randomness.
struct RandomBits {
    private let width: Int
    private var bits: UInt64 = 0
    private var left = 0

    /// Numbers of so many bits, from 1 to 64.
    init(_ width: Int) {
        self.width = width
    }

    mutating func next() -> UInt64 {
        if left < width {
            bits = .random(in: .min ... .max)
            left = UInt64.bitWidth
        }
        left -= width
        defer { bits >>= UInt64(width) }
        return bits & (1 << UInt64(width) - 1)
    }
}
