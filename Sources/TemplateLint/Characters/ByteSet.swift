/// A set of bytes that is asked of every byte of a text.
struct ByteSet: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// The bytes of an ASCII text.
    init(_ characters: StaticString) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in "\(characters)".utf8 {
            if byte < 64 { low |= 1 << byte } else if byte < 128 { high |= 1 << (byte - 64) }
        }
        self.low = low
        self.high = high
    }

    /// Whether the byte is in it; bytes beyond ASCII never are.
    func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case ..<64: low >> byte & 1 == 1
        case ..<128: high >> (byte - 64) & 1 == 1
        default: false
        }
    }
}
