/// Finds which of many phrases stand in a text, in one walk over it.
///
/// Phrases are looked up by their first two octets, and only where a word begins.
struct PhraseIndex: Sendable {
    /// The most octets that may stand between two pieces of a phrase.
    static let gapLimit = 100

    private struct Entry: Sendable {
        /// Where the first piece stands in `pool`, and how long it is.
        var start: Int32
        var count: Int32
        /// Where its other pieces stand in `tails`.
        var firstTail: Int32
        var tailCount: Int32
        /// Whose phrase it is.
        var owner: Int32
    }

    private var pool: [UInt8] = []
    private var tails: [Range<Int32>] = []
    private var entries: [Entry] = []
    /// For each pair of octets where its entries begin; one more for the end.
    private var buckets: [Int32]

    /// Seven bits of each octet: text is ASCII for the most part, and the phrase itself is compared in any case.
    private static let bucketsCount = 1 << 14

    private static func bucket(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first & 0x7F) << 7 | Int(second & 0x7F)
    }

    /// An index of phrases, each with a number that stands for whose it is.
    init(_ phrases: [(owner: Int, phrase: ReplyRule.Phrase)]) {
        var sorted: [[Entry]] = Array(repeating: [], count: PhraseIndex.bucketsCount)
        for (owner, phrase) in phrases {
            guard let first = phrase.pieces.first, first.count >= 2 else { continue }
            let firstTail = tails.count
            for piece in phrase.pieces.dropFirst() {
                tails.append(Int32(pool.count)..<Int32(pool.count + piece.count))
                pool += piece
            }
            let entry = Entry(
                start: Int32(pool.count), count: Int32(first.count), firstTail: Int32(firstTail),
                tailCount: Int32(tails.count - firstTail), owner: Int32(owner))
            pool += first
            sorted[PhraseIndex.bucket(first[0], first[1])].append(entry)
        }
        buckets = []
        buckets.reserveCapacity(PhraseIndex.bucketsCount + 1)
        for entriesOfBucket in sorted {
            buckets.append(Int32(entries.count))
            entries += entriesOfBucket
        }
        buckets.append(Int32(entries.count))
    }

    /// Hands the owner of each phrase in `text` to `visit`, as often as one of its phrases stands there.
    func scan(_ text: [UInt8], visit: (Int) -> Void) {
        guard text.count >= 2 else { return }
        var isInWord = false
        for index in 0..<(text.count - 1) {
            let byte = text[index]
            let isWordByte = byte.isLetterOrDigit
            defer { isInWord = isWordByte }
            if isWordByte && isInWord { continue }
            let bucket = PhraseIndex.bucket(byte, text[index + 1])
            for number in Int(buckets[bucket])..<Int(buckets[bucket + 1]) {
                let entry = entries[number]
                let start = Int(entry.start)
                guard stands(start..<(start + Int(entry.count)), in: text, at: index) else { continue }
                if follow(entry, in: text, from: index + Int(entry.count)) { visit(Int(entry.owner)) }
            }
        }
    }

    private func stands(_ piece: Range<Int>, in text: [UInt8], at index: Int) -> Bool {
        guard index + piece.count <= text.count else { return false }
        for offset in 0..<piece.count where pool[piece.lowerBound + offset] != text[index + offset] { return false }
        return true
    }

    /// Whether the pieces behind the first one come in their order, none too far from the one before.
    private func follow(_ entry: Entry, in text: [UInt8], from end: Int) -> Bool {
        var position = end
        let first = Int(entry.firstTail)
        for number in first..<(first + Int(entry.tailCount)) {
            let tail = tails[number]
            let piece = Int(tail.lowerBound)..<Int(tail.upperBound)
            let last = min(position + PhraseIndex.gapLimit, text.count)
            guard position < last,
                let found = (position..<last).first(where: {
                    (!text[$0].isLetterOrDigit || $0 == 0 || !text[$0 - 1].isLetterOrDigit)
                        && stands(piece, in: text, at: $0)
                })
            else { return false }
            position = found + piece.count
        }
        return true
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter or digit.
    var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
