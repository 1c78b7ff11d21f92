import Findings

/// The words of a text: how many there are, and which, for comparing two texts.
///
/// A word is what blanks surround; for comparing, the runs of letters and digits in it. Signs of Chinese, Japanese,
/// Korean, Thai and Lao, which have no blanks between words, are words of their own. Web and mail addresses are counted
/// and not compared: the HTML hides its own behind texts.
struct WordSet: Sendable {
    /// How many words.
    private(set) var count = 0
    /// The hashes of those that are compared.
    private(set) var distinct: Set<UInt64> = []

    /// Shorter words say nothing about a text.
    private static let shortest = 3
    /// Words that are kept of one text; the first thousands tell two texts apart.
    private static let limit = 5000

    /// Adds the words of a text; a word never goes on in the next text.
    mutating func add(_ text: String, counting: Bool = true) {
        var found: [UInt64] = []
        var hash = Self.start
        var length = 0
        var isAddress = false
        var isInWord = false
        var previous: (UInt8, UInt8) = (0, 0)
        var signBytes = 0
        func endRun() {
            if length >= Self.shortest { found.append(hash) }
            hash = Self.start
            length = 0
        }
        func endWord(_ words: inout WordSet) {
            endRun()
            if !isAddress, words.distinct.count < Self.limit { words.distinct.formUnion(found) }
            found.removeAll(keepingCapacity: true)
            isAddress = false
            if isInWord, counting { words.count += 1 }
            isInWord = false
        }
        let bytes = Array(text.utf8)
        for byte in bytes {
            defer { previous = (previous.1, byte) }
            if byte <= 0x20 {
                endWord(&self)
                continue
            }
            isInWord = true
            if signBytes > 0 {
                Self.mix(byte, into: &hash)
                length += 1
                signBytes -= 1
                if signBytes == 0 { endRun() }
                continue
            }
            if Self.isSign(byte) {
                endRun()
                signBytes = 2
            } else if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/") && previous == (0x3A, 0x2F) {
                isAddress = true
                endRun()
                continue
            } else if byte < 0x80, !byte.isASCIILetter, !(48...57).contains(byte) {
                endRun()
                continue
            }
            Self.mix(byte.asciiLowercased, into: &hash)
            length += 1
        }
        endWord(&self)
    }

    /// The share of the words of the smaller set that the other has as well; nil where one has fewer than `enough`.
    func overlap(with other: WordSet, enough: Int) -> Double? {
        let (small, large) =
            distinct.count < other.distinct.count ? (distinct, other.distinct) : (other.distinct, distinct)
        guard small.count >= enough else { return nil }
        return Double(small.count { large.contains($0) }) / Double(small.count)
    }

    /// FNV-1a, 64 bits.
    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
    private static func mix(_ byte: UInt8, into hash: inout UInt64) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// Whether a byte begins a sign of U+3000 to U+DFFF, which are the scripts without blanks between words.
    private static func isSign(_ byte: UInt8) -> Bool { (0xE3...0xED).contains(byte) }
}

/// The words of the two texts of a message.
struct PartWords: Sendable {
    /// Those of the text part.
    let plain: WordSet
    /// Those that the HTML shows or hides, and of its images' alternative texts; counted are those that it shows.
    let html: WordSet

    init(html part: LintedMail.HTMLPart, plain text: LintText) {
        var plain = WordSet()
        plain.add(text.text.text)
        self.plain = plain
        var html = WordSet()
        for text in part.visibility?.visible ?? [] { html.add(text.text) }
        for text in part.visibility?.hidden ?? [] { html.add(text.text.text, counting: false) }
        for image in part.images { html.add(image["alt"]?.value ?? "", counting: false) }
        self.html = html
    }
}
