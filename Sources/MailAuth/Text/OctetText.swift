extension UInt8 {
    static let space = UInt8(ascii: " ")
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D

    /// RFC 5234 appendix B.1, WSP.
    var isWhiteSpace: Bool { self == .space || self == .tab }

    /// RFC 5234 appendix B.1, DIGIT.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// RFC 5234 appendix B.1, ALPHA.
    var isAlpha: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }

    /// A letter or a digit of ASCII.
    var isAlphanumeric: Bool { isAlpha || isDigit }

    /// RFC 5234 appendix B.1, VCHAR.
    var isVisible: Bool { (0x21...0x7E).contains(self) }

    /// The octet with an ASCII capital made small.
    var asciiLowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    /// How a message names one octet: `'x'`, `a space`, `octet 0x96`.
    var named: String {
        switch self {
        case .space: "a space"
        case .tab: "a tab"
        case 0x21...0x7E: "'\(Character(Unicode.Scalar(self)))'"
        default: "octet 0x\(String(self, radix: 16, uppercase: true))"
        }
    }
}

extension Collection<UInt8> {
    /// The octets as text for messages: what is not printable US-ASCII stands as `\DDD`, as in a zone file.
    package var printable: String {
        // Most texts are printable: they are copied as a whole.
        if allSatisfy({ $0 == .space || $0.isVisible }) { return String(decoding: self, as: UTF8.self) }
        var text = ""
        for octet in self {
            if octet == .space || octet.isVisible {
                text.unicodeScalars.append(Unicode.Scalar(octet))
            } else {
                let digits = String(octet)
                text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return text
    }

    /// Whether the octets are those of `text`, ASCII letters of either case.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount
            && elementsEqual(Array(text.description.utf8), by: { $0.asciiLowercased == $1.asciiLowercased })
    }

    /// The octets with ASCII capitals made small.
    var asciiLowercased: [UInt8] { map(\.asciiLowercased) }
}

extension ArraySlice<UInt8> {
    /// Without white space (and what else `isBlank` says) at both ends.
    func trimmed(_ isBlank: (UInt8) -> Bool = \.isWhiteSpace) -> ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, isBlank(first) { slice.removeFirst() }
        while let last = slice.last, isBlank(last) { slice.removeLast() }
        return slice
    }
}
