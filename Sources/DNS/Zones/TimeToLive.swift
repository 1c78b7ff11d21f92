/// A TTL as zone files write it.
enum TimeToLive {
    /// The seconds of `3600`, or of `1h30m` and its like as BIND writes them; nil where the text is no TTL.
    ///
    /// A number beyond what a TTL can hold is `.max`.
    static func seconds(_ text: ArraySlice<UInt8>) -> UInt64? {
        guard text.first?.decimalDigit != nil else { return nil }
        var total: UInt64 = 0
        var number: UInt64?
        for octet in text {
            if let digit = octet.decimalDigit {
                number = min((number ?? 0) * 10 + UInt64(digit), 1 << 40)
                continue
            }
            guard let unit = unit(octet), let count = number else { return nil }
            total = min(total + count * unit, 1 << 60)
            number = nil
        }
        // A number without a unit stands alone: `1h30` says neither minutes nor seconds.
        if let number { return total == 0 && text.allSatisfy({ $0.decimalDigit != nil }) ? number : nil }
        return total
    }

    private static func unit(_ octet: UInt8) -> UInt64? {
        switch octet.lowercasedASCII {
        case UInt8(ascii: "w"): 604_800
        case UInt8(ascii: "d"): 86_400
        case UInt8(ascii: "h"): 3600
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "s"): 1
        default: nil
        }
    }
}
