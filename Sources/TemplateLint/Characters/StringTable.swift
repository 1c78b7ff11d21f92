/// Many byte strings that are looked for at every place of a text, each found by its first two bytes.
///
/// A text is looked through at the cost of one bit a byte. Where the bit is set, only the strings of one bucket are
/// compared, of which there is hardly ever more than one.
struct StringTable: Sendable {
    private let filter: PairFilter
    /// The strings, one behind the other, and where each begins.
    private var bytes: [UInt8] = []
    private var starts = [0]
    /// The numbers of the strings by bucket, and where each bucket begins.
    private var numbers: [Int] = []
    private var buckets: [Int] = []

    /// Strings in the order in which they are tried; those in small letters are found in capitals too where asked for.
    init(_ strings: [[UInt8]], order: (Int, Int) -> Bool = (<), ignoringCase: Bool = false) {
        filter = PairFilter(ignoringCase ? strings.flatMap(Self.spellings) : strings)
        for string in strings {
            bytes += string
            starts.append(bytes.count)
        }
        var numbersByBucket = [[Int]](repeating: [], count: 256)
        for number in strings.indices.sorted(by: order) {
            guard let first = strings[number].first else { continue }
            // One byte alone may be followed by any.
            let seconds = strings[number].count > 1 ? strings[number][1]...strings[number][1] : 0...0xFF
            for second in seconds { numbersByBucket[Self.bucket(first, second)].append(number) }
        }
        for numbers in numbersByBucket {
            buckets.append(self.numbers.count)
            self.numbers += numbers
        }
        buckets.append(numbers.count)
    }

    /// The two letters that a string begins with in capitals and small.
    private static func spellings(of string: [UInt8]) -> [[UInt8]] {
        func both(_ byte: UInt8) -> [UInt8] { byte.isASCIILetter ? [byte, byte & ~0x20] : [byte] }
        guard string.count > 1 else { return string.first.map { both($0).map { [$0] } } ?? [] }
        return both(string[0]).flatMap { first in both(string[1]).map { [first, $0] } }
    }

    private static func bucket(_ first: UInt8, _ second: UInt8) -> Int {
        Int((first &* 31) ^ second)
    }

    /// How many bytes a string has.
    func count(of number: Int) -> Int { starts[number + 1] - starts[number] }

    /// Whether one of the strings may begin with these bytes.
    func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool { filter.mayBegin(first, second) }

    /// The numbers of the strings that may begin with these bytes, in small letters, in their order.
    func candidates(_ first: UInt8, _ second: UInt8) -> ArraySlice<Int> {
        let bucket = Self.bucket(first, second)
        return numbers[buckets[bucket]..<buckets[bucket + 1]]
    }

    /// Whether a string stands at a place of a text.
    func isThere(_ number: Int, at start: Int, in text: Span<UInt8>) -> Bool {
        let first = starts[number]
        let count = starts[number + 1] - first
        guard start + count <= text.count else { return false }
        for offset in 0..<count where text[start + offset] != bytes[first + offset] { return false }
        return true
    }

    /// The same for a string in small letters and a text in any.
    func isThereInAnyCase(_ number: Int, at start: Int, in text: Span<UInt8>) -> Bool {
        let first = starts[number]
        let count = starts[number + 1] - first
        guard start + count <= text.count else { return false }
        for offset in 0..<count where text[start + offset].asciiLowercased != bytes[first + offset] { return false }
        return true
    }
}
