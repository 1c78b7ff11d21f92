/// Stretches of a document whose bytes mean nothing to an HTML parser: words of a text, of a quoted value, of a comment or
/// of a style.
///
/// Each is printable ASCII and white space, begins with ink, and holds nothing that a tokenizer looks for where it stands.
/// Whatever other ink stood there in its place, the tree would be the same.
struct IdleStretches: Sendable {
    /// One of them.
    struct Stretch: Sendable {
        var range: Range<Int>
        /// Whether the tree depends on it being the same as another one.
        var isCompared: Bool
    }

    /// What a stretch is part of.
    enum Place {
        case text
        case value
        /// WHATWG HTML §13.2.4.3, "the Noah's Ark clause": formatting elements with the same attributes are counted.
        case comparedValue
        case comment
        case style
    }

    /// In the order of the document.
    private(set) var all: [Stretch] = []

    /// Bytes of the shortest stretch of a value; none that the tree depends on, such as `type=hidden`, is as long.
    ///
    /// Our choice.
    static let shortestValue = 24
    /// The same of anything else: to put a shorter one back takes as long as to parse it.
    ///
    /// Our choice.
    static let shortest = 12
    /// Stretches of a document: each is given a character of its own, of one plane of Unicode without its last two.
    static let limit = 0xFFFE

    /// Notes the idle stretches in a part of a document.
    mutating func note(_ part: Range<Int>, _ place: Place, in bytes: [UInt8]) {
        let shortest = place == .value || place == .comparedValue ? Self.shortestValue : Self.shortest
        guard part.count >= shortest, all.count < Self.limit else { return }
        let mark = place == .comment ? Self.idleInComment : Self.idle
        if place == .comparedValue {
            // Whole or not at all, so that the same values are cut in the same way.
            guard bytes[part.lowerBound] > 0x20, bytes[part].allSatisfy({ Self.kinds[Int($0)] & mark != 0 }) else {
                return
            }
            all.append(Stretch(range: part, isCompared: true))
            return
        }
        let kinds = Self.kinds
        var index = behindBlanks(at: part.lowerBound, in: bytes, upTo: part.upperBound)
        while index < part.upperBound {
            let start = index
            while index < part.upperBound, kinds[Int(bytes[index])] & mark != 0 { index += 1 }
            if index - start >= shortest {
                guard all.count < Self.limit else { return }
                all.append(Stretch(range: start..<index, isCompared: false))
            }
            index = behindMarkup(at: index, in: bytes, upTo: part.upperBound)
        }
    }

    /// Behind what ended a stretch, what belongs to it, and blanks.
    private func behindMarkup(at start: Int, in bytes: [UInt8], upTo end: Int) -> Int {
        guard start < end else { return end }
        var index = start + 1
        switch bytes[start] {
        case UInt8(ascii: "&"):
            // §13.2.5.72: a reference goes on to the first byte that is no letter or digit, and that byte counts.
            while index < end, bytes[index].isASCIILetter || bytes[index].isASCIIDigit || bytes[index] == 0x23 {
                index += 1
            }
            index += 1
        case UInt8(ascii: "<"):
            // §13.2.5.9 to 14: what might be an end tag of the element around it; no such name is as long.
            index += TagName.longest
        default: break
        }
        return behindBlanks(at: index, in: bytes, upTo: end)
    }

    private func behindBlanks(at start: Int, in bytes: [UInt8], upTo end: Int) -> Int {
        var index = start
        while index < end, bytes[index] <= 0x20 { index += 1 }
        return min(index, end)
    }

    private static let idle: UInt8 = 1
    private static let idleInComment: UInt8 = 2
    private static let kinds: [UInt8] = (0...255).map { (byte: UInt8) in
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: "&"): 0
        case UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: ">"): idle
        case 0x09, 0x0A, 0x20...0x7E: idle | idleInComment
        default: 0
        }
    }
}
