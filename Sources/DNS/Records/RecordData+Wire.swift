extension RecordData {
    /// The data of RDATA without compression; nil where it does not have the form of its type.
    ///
    /// The data of types that are not typed here is taken as it is.
    public init?(type: RecordType, rdata: [UInt8]) {
        var reader = OctetReader(rdata)
        switch type {
        case .A:
            guard rdata.count == 4, let address = IPAddress(octets: rdata) else { return nil }
            self = .a(address)
        case .AAAA:
            guard rdata.count == 16, let address = IPAddress(octets: rdata) else { return nil }
            self = .aaaa(address)
        case .CNAME, .NS, .PTR:
            guard let name = reader.name(), reader.isAtEnd else { return nil }
            self = type == .CNAME ? .cname(name) : type == .NS ? .ns(name) : .ptr(name)
        case .MX:
            guard let preference = reader.uint16(), let exchange = reader.name(), reader.isAtEnd else { return nil }
            self = .mx(preference: preference, exchange: exchange)
        case .TXT:
            var strings: [[UInt8]] = []
            while !reader.isAtEnd {
                guard let length = reader.uint8(), let string = reader.octets(Int(length)) else { return nil }
                strings.append(string)
            }
            self = .txt(strings)
        case .SOA:
            guard let primary = reader.name(), let responsible = reader.name(), let serial = reader.uint32(),
                let refresh = reader.uint32(), let retry = reader.uint32(), let expire = reader.uint32(),
                let minimum = reader.uint32(), reader.isAtEnd
            else { return nil }
            self = .soa(
                SOAData(
                    primary: primary, responsible: responsible, serial: serial, refresh: refresh, retry: retry,
                    expire: expire, minimum: minimum))
        default:
            self = .other(rdata)
        }
    }

    /// The RDATA, without compression.
    public var rdata: [UInt8] {
        switch self {
        case .a(let address), .aaaa(let address): address.octets
        case .cname(let name), .ns(let name), .ptr(let name): name.wire
        case .mx(let preference, let exchange): preference.octets + exchange.wire
        case .txt(let strings): strings.flatMap { [UInt8(truncatingIfNeeded: $0.count)] + $0.prefix(255) }
        case .soa(let soa):
            soa.primary.wire + soa.responsible.wire
                + [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum].flatMap(\.octets)
        case .other(let octets): octets
        }
    }
}

/// Reads numbers and names one after another, and never past the end.
struct OctetReader {
    private let bytes: [UInt8]
    private(set) var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func octets(_ count: Int) -> [UInt8]? {
        guard count <= bytes.count - index else { return nil }
        defer { index += count }
        return Array(bytes[index..<(index + count)])
    }

    mutating func uint8() -> UInt8? {
        octets(1)?[0]
    }

    mutating func uint16() -> UInt16? {
        octets(2).map { UInt16($0[0]) << 8 | UInt16($0[1]) }
    }

    mutating func uint32() -> UInt32? {
        octets(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// A name without compression.
    mutating func name() -> DomainName? {
        var labels: [[UInt8]] = []
        while let length = uint8() {
            guard length > 0 else { return DomainName(labels: labels) }
            // A length over 63 would be a pointer, or a kind of label that nobody uses.
            guard Int(length) <= DomainName.longestLabel, labels.count < DomainName.longestWire,
                let label = octets(Int(length))
            else { return nil }
            labels.append(label)
        }
        return nil
    }
}

extension FixedWidthInteger {
    /// The octets in network order.
    var octets: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
    }
}
