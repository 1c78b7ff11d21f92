/// The name of a tag in small letters, packed into two words.
///
/// Every tag of a document is looked up in several tables. With arrays of bytes for names, that took as long as a sixth of
/// the parser.
struct TagName: Hashable {
    private var low: UInt64 = 0
    /// The last byte is the count, or `isNumber`.
    private var high: UInt64 = 0

    /// Bytes of a name that is packed; those of HTML are shorter.
    static let longest = 15
    private static let isNumber = UInt64(0xFF) << 56

    /// A name of ASCII of at most `longest` bytes.
    init(_ name: some StringProtocol) {
        for byte in name.utf8 { append(byte) }
    }

    /// The name that a longer one is known by.
    init(number: Int) {
        low = UInt64(number)
        high = Self.isNumber
    }

    /// A name of no bytes, to be appended to.
    init() {}

    /// Adds a byte, a capital letter as the small one, to a name that has fewer than `longest`.
    mutating func append(_ byte: UInt8) {
        let count = high >> 56
        let letter = UInt64(byte.asciiLowercased)
        if count < 8 { low |= letter << (8 * count) } else { high |= letter << (8 * (count - 8)) }
        high += 1 << 56
    }

    /// The names of a list with blanks between them.
    static func list(_ words: String) -> [TagName] {
        words.split(separator: " ").map { TagName($0) }
    }
}
