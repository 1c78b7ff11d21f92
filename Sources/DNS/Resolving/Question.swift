/// A name and the type of record that is wanted of it; the class is always IN.
public struct Question: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public var name: DomainName
    /// The type of record.
    public var type: RecordType

    /// A question.
    public init(_ name: DomainName, _ type: RecordType) {
        self.name = name
        self.type = type
    }

    /// `example.com TXT`.
    public var description: String {
        "\(name) \(type)"
    }
}
