/// Compares and hashes octets without regard to ASCII case (RFC 4343 §3), eight at a time.
///
/// Names are the keys of zones and of caches, and an evaluation compares and hashes hundreds of them.
enum FoldedOctets {
    /// Whether two runs of the same length are equal but for the case of letters.
    static func areEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                for index in 0..<words(left.count) {
                    let (one, other) = unsafe (word(left, index), word(right, index))
                    if one != other, lowercased(one) != lowercased(other) { return false }
                }
                return true
            }
        }
    }

    /// Feeds the octets with small letters to a hasher.
    static func hash(_ octets: [UInt8], into hasher: inout Hasher) {
        unsafe octets.withUnsafeBytes { octets in
            for index in 0..<words(octets.count) { hasher.combine(lowercased(unsafe word(octets, index))) }
        }
    }

    /// How many words hold so many octets.
    @inline(__always)
    private static func words(_ count: Int) -> Int {
        (count + 7) / 8
    }

    /// The word of that number; the last one begins within the one before it where the octets do not fill it.
    @unsafe
    @inline(__always)
    private static func word(_ octets: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
        // Sound: eight octets are loaded only where there are eight, and loads need no alignment.
        if octets.count >= 8 {
            return unsafe octets.loadUnaligned(fromByteOffset: min(index * 8, octets.count - 8), as: UInt64.self)
        }
        var word: UInt64 = 0
        for index in 0..<octets.count { word = word << 8 | UInt64(unsafe octets[index]) }
        return word
    }

    /// The word with `A`…`Z` turned into `a`…`z` in each of its octets.
    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let low = word & (0x7F * each)
        // The top bit of each octet tells whether it is at least `A`, and whether it is beyond `Z`.
        let atLeastA = low &+ (0x80 - 0x41) * each
        let beyondZ = low &+ (0x80 - 0x5B) * each
        let isCapital = (atLeastA ^ beyondZ) & ~word & (0x80 * each)
        // 0x80 moved down by two is 0x20, the bit that tells small letters from capitals.
        return word | isCapital >> 2
    }
}
