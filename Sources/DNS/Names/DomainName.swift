/// A fully qualified domain name (RFC 1035 §3.1).
///
/// Names are equal without regard to ASCII case (RFC 4343); the spelling is kept.
public struct DomainName: Sendable, Hashable {
    /// The labels from left to right, without the root's; each of 1 to 63 octets.
    public let labels: [[UInt8]]

    /// The name of these labels; nil where one is empty or over 63 octets, or the whole over 255 on the wire.
    public init?(labels: some Sequence<[UInt8]>) {
        let labels = Array(labels)
        // RFC 1035 §2.3.4: labels of 63 octets or less, names of 255 octets or less with length octets and root.
        guard labels.allSatisfy({ (1...63).contains($0.count) }), labels.reduce(1, { $0 + $1.count + 1 }) <= 255
        else { return nil }
        self.labels = labels
    }
}
