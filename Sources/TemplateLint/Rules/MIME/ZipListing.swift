/// The files of a ZIP archive by its local headers (APPNOTE.TXT §4.3.7): their names, and whether one is encrypted.
///
/// It is not unpacked.
struct ZipListing {
    /// Names, as far as they can be found.
    private(set) var names: [String] = []
    /// Whether a file can only be opened with a password.
    private(set) var isEncrypted = false

    /// Files of one archive that are looked at.
    private static let limit = 1000

    /// Reads an archive; nil where the bytes are none.
    init?(_ bytes: [UInt8]) {
        guard Self.isHeader(at: 0, in: bytes) else { return nil }
        var index = 0
        while names.count < Self.limit, Self.isHeader(at: index, in: bytes) {
            let flags = Self.number(at: index + 6, 2, in: bytes)
            let packed = Self.number(at: index + 18, 4, in: bytes)
            let nameLength = Self.number(at: index + 26, 2, in: bytes)
            let start = index + 30
            let nameEnd = min(bytes.count, start + nameLength)
            if flags & 1 != 0 { isEncrypted = true }
            names.append(String(decoding: bytes[start..<nameEnd], as: UTF8.self))
            // §4.4.4, bit 3: the length stands behind the file, so that the next header cannot be found from here.
            guard flags & 8 == 0 else { break }
            index = start + nameLength + Self.number(at: index + 28, 2, in: bytes) + packed
        }
    }

    private static func isHeader(at index: Int, in bytes: [UInt8]) -> Bool {
        index + 30 <= bytes.count && bytes[index...].starts(with: [0x50, 0x4B, 0x03, 0x04])
    }

    /// A number, the lowest byte first.
    private static func number(at index: Int, _ count: Int, in bytes: [UInt8]) -> Int {
        bytes[index..<index + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
