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
    fileprivate static let shortest = 3
    /// Words that are kept of one text; the first thousands tell two texts apart.
    private static let limit = 5000

    /// Adds the words of a text; a word never goes on in the next text.
    mutating func add(_ text: String, counting: Bool = true) {
        var reader = WordReader()
        text.withBytes { bytes in
            reader.read(bytes) { words in
                guard distinct.count < Self.limit else { return }
                for word in words { distinct.insert(word) }
            }
        }
        if counting { count += reader.count }
    }

    /// The share of the words of the smaller set that the other has as well; nil where one has fewer than `enough`.
    func overlap(with other: WordSet, enough: Int) -> Double? {
        let (small, large) =
            distinct.count < other.distinct.count ? (distinct, other.distinct) : (other.distinct, distinct)
        guard small.count >= enough else { return nil }
        return Double(small.count { large.contains($0) }) / Double(small.count)
    }
}

/// Reads the words of one text.
private struct WordReader {
    /// How many there were.
    private(set) var count = 0
    /// The hashes of those of the stretch between two blanks that are compared.
    private var found: [UInt64] = []
    private var hash = Self.start
    private var length = 0

    /// Goes through a text, and hands on the words of each stretch between blanks that is no address.
    mutating func read(_ bytes: Span<UInt8>, _ take: ([UInt64]) -> Void) {
        let kinds = Self.kinds
        var isAddress = false
        var isInWord = false
        var signBytes = 0
        for index in 0...bytes.count {
            let byte = index < bytes.count ? bytes[index] : 0
            let kind = kinds[Int(byte)]
            if kind == Self.blank {
                endRun()
                if !isAddress, !found.isEmpty { take(found) }
                found.removeAll(keepingCapacity: true)
                isAddress = false
                if isInWord { count += 1 }
                isInWord = false
                continue
            }
            isInWord = true
            if signBytes > 0 {
                mix(byte)
                signBytes -= 1
                if signBytes == 0 { endRun() }
                continue
            }
            switch kind {
            case Self.letter: mix(byte.asciiLowercased)
            case Self.sign:
                endRun()
                signBytes = 2
                mix(byte)
            case Self.slash where index > 1 && bytes[index - 1] == 0x2F && bytes[index - 2] == 0x3A, Self.at:
                isAddress = true
                endRun()
            default: endRun()
            }
        }
    }

    private mutating func endRun() {
        if length >= WordSet.shortest { found.append(hash) }
        hash = Self.start
        length = 0
    }

    /// FNV-1a, 64 bits.
    private mutating func mix(_ byte: UInt8) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        length += 1
    }

    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    // What a byte does, as the reader looks it up.
    private static let blank: UInt8 = 0
    private static let letter: UInt8 = 1
    /// Begins a sign of U+3000 to U+DFFF, which are the scripts without blanks between words.
    private static let sign: UInt8 = 2
    private static let at: UInt8 = 3
    private static let slash: UInt8 = 4
    private static let other: UInt8 = 5
    private static let kinds: [UInt8] = (0...255).map { (byte: UInt8) in
        switch byte {
        case ...0x20: blank
        case 0xE3...0xED: sign
        case UInt8(ascii: "@"): at
        case UInt8(ascii: "/"): slash
        default: byte >= 0x80 || byte.isASCIILetter || byte.isASCIIDigit ? letter : other
        }
    }
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
