/// What a record says, typed where mail needs it.
public enum RecordData: Sendable, Hashable {
    /// RFC 1035 §3.4.1.
    case a(IPAddress)
    /// RFC 3596 §2.2.
    case aaaa(IPAddress)
    /// RFC 1035 §3.3.1.
    case cname(DomainName)
    /// RFC 1035 §3.3.11.
    case ns(DomainName)
    /// RFC 1035 §3.3.12.
    case ptr(DomainName)
    /// RFC 1035 §3.3.9.
    case mx(preference: UInt16, exchange: DomainName)
    /// RFC 1035 §3.3.14: one or more character-strings of at most 255 octets each, kept apart.
    case txt([[UInt8]])
    /// RFC 1035 §3.3.13.
    case soa(SOAData)
    /// Any other type: its RDATA, uncompressed.
    case other([UInt8])

    /// The octets of a TXT record joined without anything between its strings (RFC 7208 §3.3); nil for other types.
    public var joinedText: [UInt8]? {
        guard case .txt(let strings) = self else { return nil }
        if strings.count == 1 { return strings[0] }
        return strings.reduce(into: []) { $0 += $1 }
    }
}

/// The start of a zone of authority (RFC 1035 §3.3.13).
public struct SOAData: Sendable, Hashable {
    /// The primary name server.
    public var primary: DomainName
    /// The mailbox of who is responsible, as a name.
    public var responsible: DomainName
    /// The version of the zone.
    public var serial: UInt32
    /// Seconds between the looks of a secondary.
    public var refresh: UInt32
    /// Seconds before a failed look is repeated.
    public var retry: UInt32
    /// Seconds after which a secondary gives up.
    public var expire: UInt32
    /// Seconds that a negative answer may be kept (RFC 2308 §4).
    public var minimum: UInt32

    /// A start of authority.
    public init(
        primary: DomainName, responsible: DomainName, serial: UInt32, refresh: UInt32, retry: UInt32, expire: UInt32,
        minimum: UInt32
    ) {
        self.primary = primary
        self.responsible = responsible
        self.serial = serial
        self.refresh = refresh
        self.retry = retry
        self.expire = expire
        self.minimum = minimum
    }
}
