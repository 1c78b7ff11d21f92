/// The type of a resource record, by its number of the IANA registry.
public struct RecordType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number.
    public var rawValue: UInt16

    /// The type of a number; every number is a type.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The type of a mnemonic, upper or lower case, or of `TYPE123` (RFC 3597 §5).
    public init?(mnemonic: String) {
        let upper = mnemonic.uppercased()
        if let known = RecordType.numbers[upper] {
            self.init(rawValue: known)
        } else if upper.hasPrefix("TYPE"), upper.utf8.dropFirst(4).allSatisfy({ $0.decimalDigit != nil }),
            let number = UInt16(upper.dropFirst(4))
        {
            self.init(rawValue: number)
        } else {
            return nil
        }
    }

    /// The mnemonic, or `TYPE123` (RFC 3597 §5).
    public var description: String {
        RecordType.mnemonics[rawValue] ?? "TYPE\(rawValue)"
    }

    /// Whether it is asked for or used in messages only, and never stands in a zone (RFC 6895 §3.1).
    public var isMeta: Bool {
        self == .OPT || (128...255).contains(rawValue)
    }

    // The names of the types are those of the IANA registry.
    /// An IPv4 address.
    public static let A = RecordType(rawValue: 1)
    /// A name server.
    public static let NS = RecordType(rawValue: 2)
    /// An alias.
    public static let CNAME = RecordType(rawValue: 5)
    /// The start of a zone.
    public static let SOA = RecordType(rawValue: 6)
    /// The name of an address.
    public static let PTR = RecordType(rawValue: 12)
    /// A mail exchanger.
    public static let MX = RecordType(rawValue: 15)
    /// Text.
    public static let TXT = RecordType(rawValue: 16)
    /// An IPv6 address.
    public static let AAAA = RecordType(rawValue: 28)
    /// A service's host and port.
    public static let SRV = RecordType(rawValue: 33)
    /// An alias of everything below a name.
    public static let DNAME = RecordType(rawValue: 39)
    /// The extension of a message (RFC 6891).
    public static let OPT = RecordType(rawValue: 41)
    /// Delegation signer.
    public static let DS = RecordType(rawValue: 43)
    /// A signature over records.
    public static let RRSIG = RecordType(rawValue: 46)
    /// The next name of a signed zone.
    public static let NSEC = RecordType(rawValue: 47)
    /// A key that signs a zone.
    public static let DNSKEY = RecordType(rawValue: 48)
    /// The next hashed name of a signed zone.
    public static let NSEC3 = RecordType(rawValue: 50)
    /// How the names of a signed zone are hashed.
    public static let NSEC3PARAM = RecordType(rawValue: 51)
    /// A certificate association.
    public static let TLSA = RecordType(rawValue: 52)
    /// The obsolete type of SPF records (RFC 7208 §3.1).
    public static let SPF = RecordType(rawValue: 99)
    /// Any type, in questions.
    public static let ANY = RecordType(rawValue: 255)
    /// Which authorities may issue certificates.
    public static let CAA = RecordType(rawValue: 257)

    /// Every mnemonic that is known, in the order of the numbers.
    static var allMnemonics: [String] {
        mnemonics.sorted { $0.key < $1.key }.map(\.value)
    }

    private static let numbers = Dictionary(uniqueKeysWithValues: mnemonics.map { ($0.value, $0.key) })

    private static let mnemonics: [UInt16: String] = [
        1: "A", 2: "NS", 3: "MD", 4: "MF", 5: "CNAME", 6: "SOA", 7: "MB", 8: "MG", 9: "MR", 10: "NULL", 11: "WKS",
        12: "PTR", 13: "HINFO", 14: "MINFO", 15: "MX", 16: "TXT", 17: "RP", 18: "AFSDB", 19: "X25", 20: "ISDN",
        21: "RT", 22: "NSAP", 23: "NSAP-PTR", 24: "SIG", 25: "KEY", 26: "PX", 27: "GPOS", 28: "AAAA", 29: "LOC",
        30: "NXT", 33: "SRV", 35: "NAPTR", 36: "KX", 37: "CERT", 39: "DNAME", 41: "OPT", 42: "APL", 43: "DS",
        44: "SSHFP", 45: "IPSECKEY", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 49: "DHCID", 50: "NSEC3", 51: "NSEC3PARAM",
        52: "TLSA", 53: "SMIMEA", 55: "HIP", 59: "CDS", 60: "CDNSKEY", 61: "OPENPGPKEY", 62: "CSYNC", 63: "ZONEMD",
        64: "SVCB", 65: "HTTPS", 99: "SPF", 104: "NID", 105: "L32", 106: "L64", 107: "LP", 108: "EUI48", 109: "EUI64",
        249: "TKEY", 250: "TSIG", 251: "IXFR", 252: "AXFR", 255: "ANY", 256: "URI", 257: "CAA", 258: "AVC",
        260: "AMTRELAY",
    ]
}
