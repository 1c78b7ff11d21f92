import DNS

/// A record whose key has one bit that is not what it was: what a copying error makes of it.
///
/// The bit lies in the middle third of the key, where an RSA key has its modulus, so that what is left still reads as a
/// key; which bit follows from the seed.
enum FlippedBit {
    /// Where the key or digest begins in the data of a type; nil for types that have none.
    ///
    /// In a TXT record it is the text of `p=`; the others begin after flags, protocol and algorithm (RFC 4034 §2.1), key
    /// tag, algorithm and digest type (RFC 4034 §5.1), and usage, selector and matching type (RFC 6698 §2.1).
    static func offset(in type: RecordType) -> Int? {
        switch type {
        case .TXT: 0
        case .DNSKEY, .DS: 4
        case .TLSA: 3
        default: nil
        }
    }

    /// The record with the bit flipped; itself where it has no key.
    static func of(_ record: ResourceRecord, seed: UInt64) -> ResourceRecord {
        var flipped = record
        switch record.data {
        case .txt(let strings): flipped.data = .txt(flip(strings, seed: seed))
        case .other(var rdata):
            guard let offset = offset(in: record.type), rdata.count > offset else { return record }
            rdata[offset + place(in: rdata.count - offset, seed: seed)] ^= 1 << UInt8(seed % 8)
            flipped.data = .other(rdata)
        default: return record
        }
        return flipped
    }

    /// A place in the middle third of so many, one at least.
    private static func place(in count: Int, seed: UInt64) -> Int {
        count / 3 + Int((seed >> 8) % UInt64(max(1, count / 3)))
    }

    /// RFC 4648 §4: each character stands for six bits of the key.
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The strings with one character of the text of `p=` (RFC 6376 §3.6.1) replaced by one that differs in one bit.
    private static func flip(_ strings: [[UInt8]], seed: UInt64) -> [[UInt8]] {
        let digits = digitsOfKey(strings)
        guard !digits.isEmpty else { return strings }
        let digit = digits[place(in: digits.count, seed: seed)]
        var flipped = strings
        flipped[digit.string][digit.index] = alphabet[digit.value ^ 1 << Int(seed % 6)]
        return flipped
    }

    /// The characters of the key, wherever in the strings they stand, without white space and what pads them.
    private static func digitsOfKey(_ strings: [[UInt8]]) -> [(string: Int, index: Int, value: Int)] {
        var digits: [(string: Int, index: Int, value: Int)] = []
        // The name of the tag so far, and nil from its equals sign on.
        var name: [UInt8]? = []
        var isKey = false
        for (string, octets) in strings.enumerated() {
            for (index, octet) in octets.enumerated() {
                if octet == UInt8(ascii: ";") {
                    (name, isKey) = ([], false)
                } else if let begun = name {
                    if octet == UInt8(ascii: "=") {
                        (name, isKey) = (nil, begun == [UInt8(ascii: "p")])
                    } else if octet > 0x20 {
                        name = begun + [octet]
                    }
                } else if isKey, let value = alphabet.firstIndex(of: octet) {
                    digits.append((string, index, value))
                }
            }
        }
        return digits
    }
}
