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
        if let known = RecordType.mnemonics.first(where: { $0.value == upper }) {
            self.init(rawValue: known.key)
        } else if upper.hasPrefix("TYPE"), let number = UInt16(upper.dropFirst(4)) {
            self.init(rawValue: number)
        } else {
            return nil
        }
    }

    /// The mnemonic, or `TYPE123` (RFC 3597 §5).
    public var description: String {
        RecordType.mnemonics[rawValue] ?? "TYPE\(rawValue)"
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
    /// Delegation signer.
    public static let DS = RecordType(rawValue: 43)
    /// A certificate association.
    public static let TLSA = RecordType(rawValue: 52)
    /// The obsolete type of SPF records (RFC 7208 §3.1).
    public static let SPF = RecordType(rawValue: 99)
    /// Which authorities may issue certificates.
    public static let CAA = RecordType(rawValue: 257)
    /// Any type, in questions.
    public static let ANY = RecordType(rawValue: 255)

    private static let mnemonics: [UInt16: String] = [
        1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 13: "HINFO", 15: "MX", 16: "TXT", 17: "RP", 28: "AAAA",
        29: "LOC", 33: "SRV", 35: "NAPTR", 37: "CERT", 39: "DNAME", 43: "DS", 44: "SSHFP", 46: "RRSIG", 47: "NSEC",
        48: "DNSKEY", 50: "NSEC3", 51: "NSEC3PARAM", 52: "TLSA", 53: "SMIMEA", 61: "OPENPGPKEY", 64: "SVCB",
        65: "HTTPS", 99: "SPF", 255: "ANY", 256: "URI", 257: "CAA",
    ]
}
