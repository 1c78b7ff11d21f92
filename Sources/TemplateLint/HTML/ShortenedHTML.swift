/// A document with a character of a private plane in place of each of its idle stretches.
///
/// libgumbo spends two hundred instructions on every character, whatever it is, and most of a mail is style attributes,
/// addresses and sentences. Without them its share of a lint falls to a third, and the tree is the same: each character
/// is put back into what the tree says.
struct ShortenedHTML {
    /// The document to be parsed.
    let bytes: [UInt8]
    /// Where each of its bytes, and its end, stands in the original.
    private let offsets: [Int32]
    private let original: [UInt8]
    /// What each character stands for.
    private let stretches: [Range<Int>]

    /// The first byte of a character of the planes 12 to 15.
    private static let lead: UInt8 = 0xF3

    /// A document with these stretches; as it is where it has such characters itself.
    init(_ original: [UInt8], without idle: IdleStretches) {
        self.original = original
        var short: [UInt8] = []
        var offsets: [Int32] = []
        var stretches: [Range<Int>] = []
        let stretchesInUse = original.contains(Self.lead) ? [] : idle.all
        let saved = stretchesInUse.reduce(0) { $0 + $1.range.count - 4 }
        short.reserveCapacity(original.count - saved)
        offsets.reserveCapacity(original.count - saved + 1)
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var read = 0
        for stretch in stretchesInUse {
            short += original[read..<stretch.range.lowerBound]
            offsets += Int32(read)..<Int32(stretch.range.lowerBound)
            var number = stretches.count
            if stretch.isCompared, let same = numbers[original[stretch.range]] {
                number = same
            } else {
                stretches.append(stretch.range)
                if stretch.isCompared { numbers[original[stretch.range]] = number }
            }
            short.append(Self.lead)
            short.append(0xB0 | UInt8(number >> 12))
            short.append(0x80 | UInt8(number >> 6 & 0x3F))
            short.append(0x80 | UInt8(number & 0x3F))
            for _ in 0..<4 { offsets.append(Int32(stretch.range.lowerBound)) }
            read = stretch.range.upperBound
        }
        short += original[read...]
        offsets += Int32(read)...Int32(original.count)
        bytes = short
        self.offsets = offsets
        self.stretches = stretches
    }

    /// Where an offset stands in the original.
    func offset(_ short: Int) -> Int {
        Int(offsets[min(short, offsets.count - 1)])
    }

    /// A text of the tree with what its characters stand for; nil where it holds none of them.
    func restored(_ text: Span<UInt8>) -> String? {
        guard !stretches.isEmpty else { return nil }
        var index = 0
        while index < text.count, text[index] != Self.lead { index += 1 }
        guard index < text.count else { return nil }
        var result: [UInt8] = []
        for before in 0..<index { result.append(text[before]) }
        while index < text.count {
            let byte = text[index]
            guard byte == Self.lead, index + 3 < text.count else {
                result.append(byte)
                index += 1
                continue
            }
            let number =
                Int(text[index + 1] & 0x0F) << 12 | Int(text[index + 2] & 0x3F) << 6 | Int(text[index + 3] & 0x3F)
            if number < stretches.count { result += original[stretches[number]] }
            index += 4
        }
        return String(decoding: result, as: UTF8.self)
    }
}
