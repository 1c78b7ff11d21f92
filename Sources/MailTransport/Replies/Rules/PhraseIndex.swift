/// Finds which of many phrases stand in a text, in one walk over it.
///
/// Pieces are looked up by their first three octets, and only where a word begins; a phrase of several pieces is found by
/// the first two of them that stand near each other.
struct PhraseIndex: Sendable {
    /// The most octets that may stand between two pieces of a phrase.
    static let gapLimit = 100
    /// The most octets between two pieces with a word or none between: ` has been `.
    static let closeGap = 11
    /// The fewest octets of a piece.
    static let pieceMinimum = 3
    /// How many pieces are looked for in one text; a long explanation holds thirty.
    private static let hitsLimit = 512

    /// Where a piece stands in `pool`, and what it is part of.
    private struct Piece: Sendable {
        var start: Int32
        var count: Int32
        /// Whose phrase of one piece it is, in `owners`.
        var owners: Range<Int32> = 0..<0
        /// The row of `continued` for the phrases of several pieces that begin with it; -1 where none does.
        var row: Int32 = -1
        /// The column of `continued` for those in which it comes second.
        var column: Int32 = -1
    }

    /// A piece that stands in a text.
    private struct Hit {
        var piece: Int32
        var start: Int32
        var end: Int32
    }

    /// A phrase of several pieces.
    private struct Continued: Sendable {
        var owner: Int32
        /// How many octets may stand before the second piece.
        var gap: Int32
        /// The third piece and those behind it, in `rests`.
        var rest: Range<Int32>
    }

    private struct Rest: Sendable {
        var piece: Int32
        var gap: Int32
    }

    private var pool: [UInt8] = []
    private var pieces: [Piece] = []
    private var owners: [Int32] = []
    /// Phrases of several pieces, those with the same first two together.
    private var continuations: [Continued] = []
    private var rests: [Rest] = []
    /// For the first two pieces, row and column, where their phrases stand in `continuations`.
    private var continued: [Range<Int32>] = []
    private var columnsCount: Int32 = 0
    /// The pieces by the bucket of their beginning.
    private var ordered: [Int32] = []
    /// For each bucket where its pieces begin in `ordered`; one more for the end.
    private var buckets: [UInt16]

    /// Five bits of each of three octets: what tells letters and digits apart; the piece itself is compared in any case.
    private static let bucketsCount = 1 << 15

    private static func bucket(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        Int(first & 0x1F) << 10 | Int(second & 0x1F) << 5 | Int(third & 0x1F)
    }

    /// An index of phrases, each with a number that stands for whose it is.
    init(_ phrases: [(owner: Int, phrase: ReplyRule.Phrase)]) {
        buckets = []
        var numbers: [[UInt8]: Int32] = [:]
        var single: [[Int32]] = []
        var several: [(owner: Int32, pieces: [Int32], gaps: [Int])] = []
        for (owner, phrase) in phrases {
            var own: [Int32] = []
            for octets in phrase.pieces {
                if let known = numbers[octets] {
                    own.append(known)
                    continue
                }
                let number = Int32(pieces.count)
                numbers[octets] = number
                pieces.append(Piece(start: Int32(pool.count), count: Int32(octets.count)))
                pool += octets
                single.append([])
                own.append(number)
            }
            if own.count == 1 {
                single[Int(own[0])].append(Int32(owner))
            } else if own.count > 1 {
                several.append((Int32(owner), own, phrase.gaps))
            }
        }
        for number in pieces.indices {
            let start = Int32(owners.count)
            owners += single[number]
            pieces[number].owners = start..<Int32(owners.count)
        }
        arrange(several)
        sortIntoBuckets()
    }

    private mutating func arrange(_ phrases: [(owner: Int32, pieces: [Int32], gaps: [Int])]) {
        var rowsCount: Int32 = 0
        for phrase in phrases {
            let first = Int(phrase.pieces[0])
            let second = Int(phrase.pieces[1])
            if pieces[first].row < 0 {
                pieces[first].row = rowsCount
                rowsCount += 1
            }
            if pieces[second].column < 0 {
                pieces[second].column = columnsCount
                columnsCount += 1
            }
        }
        var cells: [[(owner: Int32, pieces: [Int32], gaps: [Int])]] = Array(
            repeating: [], count: Int(rowsCount) * Int(columnsCount))
        for phrase in phrases {
            cells[cell(pieces[Int(phrase.pieces[0])], pieces[Int(phrase.pieces[1])])].append(phrase)
        }
        for phrasesOfCell in cells {
            let start = Int32(continuations.count)
            for phrase in phrasesOfCell {
                let rest = Int32(rests.count)
                rests += zip(phrase.pieces, [0] + phrase.gaps).dropFirst(2).map { Rest(piece: $0, gap: Int32($1)) }
                continuations.append(
                    Continued(owner: phrase.owner, gap: Int32(phrase.gaps[0]), rest: rest..<Int32(rests.count)))
            }
            continued.append(start..<Int32(continuations.count))
        }
    }

    private func cell(_ first: Piece, _ second: Piece) -> Int {
        Int(first.row) * Int(columnsCount) + Int(second.column)
    }

    private mutating func sortIntoBuckets() {
        var sorted: [[Int32]] = Array(repeating: [], count: PhraseIndex.bucketsCount)
        for (number, piece) in pieces.enumerated() where piece.count >= PhraseIndex.pieceMinimum {
            let start = Int(piece.start)
            sorted[PhraseIndex.bucket(pool[start], pool[start + 1], pool[start + 2])].append(Int32(number))
        }
        buckets.reserveCapacity(PhraseIndex.bucketsCount + 1)
        for numbers in sorted {
            buckets.append(UInt16(truncatingIfNeeded: ordered.count))
            ordered += numbers
        }
        buckets.append(UInt16(truncatingIfNeeded: ordered.count))
    }

    /// Whether there are too many pieces for the buckets to count.
    var isOverfull: Bool { pieces.count > Int(UInt16.max) }

    /// Hands the owner of each phrase in `text` to `visit`, as often as one of its phrases stands there.
    func scan(_ text: [UInt8], visit: (Int) -> Void) {
        let hits = hits(in: text)
        for (index, hit) in hits.enumerated() {
            let piece = pieces[Int(hit.piece)]
            for number in piece.owners { visit(Int(owners[Int(number)])) }
            guard piece.row >= 0 else { continue }
            for later in hits.indices[(index + 1)...] {
                let second = hits[later]
                guard second.start <= hit.end + Int32(PhraseIndex.gapLimit) else { break }
                guard second.start >= hit.end, pieces[Int(second.piece)].column >= 0 else { continue }
                for number in continued[cell(piece, pieces[Int(second.piece)])] {
                    let phrase = continuations[Int(number)]
                    if second.start > hit.end + phrase.gap { continue }
                    if follow(phrase.rest, in: hits[later...]) { visit(Int(phrase.owner)) }
                }
            }
        }
    }

    /// The pieces that stand in a text, in the order of their beginnings.
    private func hits(in text: [UInt8]) -> [Hit] {
        var hits: [Hit] = []
        hits.reserveCapacity(64)
        guard text.count >= PhraseIndex.pieceMinimum else { return hits }
        var isInWord = false
        for index in 0...(text.count - PhraseIndex.pieceMinimum) {
            let byte = text[index]
            let isAfterWordByte = isInWord
            isInWord = byte.isLetterOrDigit
            if isInWord && isAfterWordByte { continue }
            let bucket = PhraseIndex.bucket(byte, text[index + 1], text[index + 2])
            for place in Int(buckets[bucket])..<Int(buckets[bucket + 1]) {
                let number = ordered[place]
                let piece = pieces[Int(number)]
                guard stands(piece, in: text, at: index) else { continue }
                guard hits.count < PhraseIndex.hitsLimit else { return hits }
                hits.append(Hit(piece: number, start: Int32(index), end: Int32(index) + piece.count))
            }
        }
        return hits
    }

    private func stands(_ piece: Piece, in text: [UInt8], at index: Int) -> Bool {
        let count = Int(piece.count)
        let start = Int(piece.start)
        guard index + count <= text.count else { return false }
        for offset in 0..<count where pool[start + offset] != text[index + offset] { return false }
        return true
    }

    /// Whether pieces come in their order behind the first hit, none too far from the one before.
    private func follow(_ rest: Range<Int32>, in hits: ArraySlice<Hit>) -> Bool {
        var position = hits.startIndex
        for number in rest {
            let rest = rests[Int(number)]
            let end = hits[position].end
            guard
                let next = hits[position...].firstIndex(where: {
                    $0.piece == rest.piece && $0.start >= end && $0.start <= end + rest.gap
                })
            else { return false }
            position = next
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
