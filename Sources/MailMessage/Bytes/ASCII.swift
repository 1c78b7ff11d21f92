extension UInt8 {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon = UInt8(ascii: ":")

    /// RFC 5234 appendix B.1, WSP: a space or a tab.
    var isWhiteSpace: Bool { self == .space || self == .tab }

    /// RFC 5322 §3.6.8, ftext: printable US-ASCII but the colon.
    var isFieldName: Bool { (33...126).contains(self) && self != .colon }

    /// RFC 5234 appendix B.1, CTL: what must never stand in an address or a header that we write.
    var isControl: Bool { self < 0x20 || self == 0x7F }

    /// RFC 5322 §3.2.3, atext: what an atom is made of; beyond ASCII as RFC 6532 §3.2 extends it.
    var isAtomText: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default:
            "!#$%&'*+-/=?^_`{|}~".utf8.contains(self)
        }
    }

    /// The byte with an ASCII capital made small.
    var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    /// What a hexadecimal digit of either case stands for.
    var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The upper-case hexadecimal digit of the low four bits.
    static func hexadecimalDigit(of value: UInt8) -> UInt8 {
        let low = value & 0x0F
        return low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "A") + low - 10
    }
}
