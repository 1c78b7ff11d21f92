/// One resource record, and where it came from.
public struct ResourceRecord: Sendable, Hashable {
    /// The owner's name.
    public var name: DomainName
    /// The type.
    public var type: RecordType
    /// For how many seconds it may be kept.
    public var timeToLive: UInt32
    /// What it says.
    public var data: RecordData
    /// The place in a zone file; nil where it came from the network.
    public var origin: RecordOrigin?

    /// A record.
    public init(
        name: DomainName, type: RecordType, timeToLive: UInt32, data: RecordData, origin: RecordOrigin? = nil
    ) {
        self.name = name
        self.type = type
        self.timeToLive = timeToLive
        self.data = data
        self.origin = origin
    }

    /// Two records are the same if they say the same, wherever they were read.
    public static func == (left: ResourceRecord, right: ResourceRecord) -> Bool {
        left.name == right.name && left.type == right.type && left.timeToLive == right.timeToLive
            && left.data == right.data
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(type)
        hasher.combine(data)
    }
}
