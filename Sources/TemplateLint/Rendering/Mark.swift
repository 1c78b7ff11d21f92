/// A mark in the input and output of the engine; see `EngineTemplate`.
///
/// Noncharacters U+FDD0 to U+FDD3, in UTF-8 EF B7 90 to 93, with a number in decimal digits between two of them. (Swift
/// has no literals of noncharacters.)
struct Mark {
    /// `literal NUMBER ends` stands for a stretch of the template's own text.
    static let literal = String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self)
    /// `valueBegins NUMBER ends` stands before what a tag prints.
    static let valueBegins = String(decoding: [0xEF, 0xB7, 0x91], as: UTF8.self)
    /// Stands after what a tag prints.
    static let valueEnds = String(decoding: [0xEF, 0xB7, 0x92], as: UTF8.self)
    /// Ends a number.
    static let ends = String(decoding: [0xEF, 0xB7, 0x93], as: UTF8.self)

    enum Kind {
        case literal
        case valueBegins
        case valueEnds
    }

    var kind: Kind
    /// The number of the literal or the tag.
    var number: Int
    /// The first byte after the mark.
    var end: Int

    /// The mark that begins at `index`, if one does.
    init?(at index: Int, in bytes: [UInt8]) {
        guard bytes[index] == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xB7 else { return nil }
        number = 0
        end = index + 3
        switch bytes[index + 2] {
        case 0x92:
            kind = .valueEnds
            return
        case 0x90: kind = .literal
        case 0x91: kind = .valueBegins
        default: return nil
        }
        while end < bytes.count, bytes[end] != 0xEF {
            number = number &* 10 &+ (Int(bytes[end]) - 48)
            end += 1
        }
        end += 3
    }

    /// The text without anything that could be taken for a mark.
    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: isMark) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(isMark(scalar) ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0xFDD0...0xFDD3).contains(scalar.value)
    }
}
