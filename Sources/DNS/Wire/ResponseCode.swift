/// The RCODE of a message (RFC 1035 §4.1.1), with the upper bits of EDNS (RFC 6891 §6.1.3): 0 to 4095.
public struct ResponseCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number.
    public var rawValue: UInt16

    /// The code of a number.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// No error.
    public static let noError = ResponseCode(rawValue: 0)
    /// The server could not read the query.
    public static let formatError = ResponseCode(rawValue: 1)
    /// The server could not find out.
    public static let serverFailure = ResponseCode(rawValue: 2)
    /// The name does not exist.
    public static let nameError = ResponseCode(rawValue: 3)
    /// The server does not do such queries.
    public static let notImplemented = ResponseCode(rawValue: 4)
    /// The server will not answer.
    public static let refused = ResponseCode(rawValue: 5)
    /// The server does not know this version of EDNS (RFC 6891 §9).
    public static let badVersion = ResponseCode(rawValue: 16)

    /// The mnemonic of the IANA registry: `SERVFAIL`.
    public var description: String {
        switch rawValue {
        case 0: "NOERROR"
        case 1: "FORMERR"
        case 2: "SERVFAIL"
        case 3: "NXDOMAIN"
        case 4: "NOTIMP"
        case 5: "REFUSED"
        case 6: "YXDOMAIN"
        case 7: "YXRRSET"
        case 8: "NXRRSET"
        case 9: "NOTAUTH"
        case 10: "NOTZONE"
        case 16: "BADVERS"
        default: "RCODE \(rawValue)"
        }
    }
}
