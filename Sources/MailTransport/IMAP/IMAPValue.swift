/// One value of a response: an atom, a string or a list of values (RFC 9051 §4).
package enum IMAPValue: Sendable, Hashable {
    /// What stands without quotes: `INBOX`, `42`, `\Seen`, `NIL`, `BODY[HEADER]<0>`.
    case atom([UInt8])
    /// A quoted string or a literal, without what marks it as one.
    case string([UInt8])
    /// What stands in parentheses.
    case list([IMAPValue])

    /// The bytes of a string or an atom; nil for NIL and for a list.
    ///
    /// RFC 9051 §4.5: NIL is no string, neither an empty one nor one of three letters.
    package var bytes: [UInt8]? {
        switch self {
        case .atom(let bytes): IMAPValue.isSame(bytes, "NIL") ? nil : bytes
        case .string(let bytes): bytes
        case .list: nil
        }
    }

    /// The bytes of a name, for which NIL is as good as any (RFC 9051 §9: `mailbox` is an `astring`).
    package var name: [UInt8]? {
        if case .atom(let bytes) = self { bytes } else { bytes }
    }

    /// An atom in capital letters; nil for everything else.
    package var keyword: String? {
        guard case .atom(let bytes) = self else { return nil }
        return String(decoding: bytes.map(\.inUpperCase), as: UTF8.self)
    }

    /// The values in parentheses; nil for everything else.
    package var elements: [IMAPValue]? {
        if case .list(let elements) = self { elements } else { nil }
    }

    /// RFC 9051 §9: a number is an unsigned one of 32 bits; nil for everything else.
    package var number: UInt32? {
        guard case .atom(let bytes) = self else { return nil }
        return UInt32(digits: bytes)
    }

    private static func isSame(_ bytes: [UInt8], _ keyword: String) -> Bool {
        bytes.count == keyword.utf8.count && zip(bytes, keyword.utf8).allSatisfy { $0.inUpperCase == $1 }
    }
}

extension UInt32 {
    /// The number that decimal digits spell; nil where there are none, something else, or too many.
    init?(digits: some Sequence<UInt8>) {
        var value: UInt32 = 0
        var isEmpty = true
        for digit in digits {
            guard digit.isDigit else { return nil }
            let (times, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, exceeds) = times.addingReportingOverflow(UInt32(digit - UInt8(ascii: "0")))
            guard !overflows, !exceeds else { return nil }
            value = sum
            isEmpty = false
        }
        guard !isEmpty else { return nil }
        self = value
    }
}

extension UInt8 {
    /// A letter of ASCII as a capital, every other byte as it is.
    var inUpperCase: UInt8 { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self & 0xDF : self }
}
