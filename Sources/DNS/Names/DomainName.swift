/// A fully qualified domain name (RFC 1035 §3.1).
///
/// Names are equal without regard to ASCII case (RFC 4343 §3); the spelling is kept. The text form is that of master
/// files (RFC 1035 §5.1), with escapes and with or without the dot at the end: a name is never relative here.
public struct DomainName: Sendable {
    /// RFC 1035 §2.3.4: a label is 63 octets or less.
    public static let longestLabel = 63
    /// RFC 1035 §2.3.4: a name is 255 octets or less, length octets and the root's included.
    public static let longestWire = 255

    /// The name as it stands in a message without compression: each label after its length, then the root's zero.
    ///
    /// One array for the whole name: zones are dictionaries of names, and a check asks for many.
    package let wire: [UInt8]

    /// Takes octets that are known to be a well-formed name.
    init(validWire wire: [UInt8]) {
        self.wire = wire
    }

    /// The root, whose text is `.`.
    public static let root = DomainName(validWire: [0])

    /// The name of these labels; nil where one is empty or over 63 octets, or the whole over 255 on the wire.
    public init?(labels: some Sequence<[UInt8]>) {
        var wire: [UInt8] = []
        for label in labels {
            guard (1...DomainName.longestLabel).contains(label.count) else { return nil }
            wire.append(UInt8(label.count))
            wire += label
            guard wire.count < DomainName.longestWire else { return nil }
        }
        wire.append(0)
        self.wire = wire
    }

    /// The labels from left to right, without the root's; each of 1 to 63 octets.
    public var labels: [[UInt8]] {
        offsets.map { label(at: $0) }
    }

    /// How many labels there are, the root's not counted.
    public var labelCount: Int {
        offsets.count
    }

    /// Whether it is the root.
    public var isRoot: Bool {
        wire.count == 1
    }

    /// The first label; nil for the root.
    public var firstLabel: [UInt8]? {
        isRoot ? nil : label(at: 0)
    }

    /// The name without its first label; nil for the root.
    public var parent: DomainName? {
        isRoot ? nil : DomainName(validWire: Array(wire[(Int(wire[0]) + 1)...]))
    }

    /// The name of the last `count` labels; the whole name where it has no more.
    public func suffix(_ count: Int) -> DomainName {
        let starts = offsets
        guard count < starts.count else { return self }
        guard count > 0 else { return .root }
        return DomainName(validWire: Array(wire[starts[starts.count - count]...]))
    }

    /// Whether it is `other` or below it.
    public func isSubdomain(of other: DomainName) -> Bool {
        let start = wire.count - other.wire.count
        guard start >= 0, other.isRoot || start == 0 || offsets.contains(start) else { return false }
        return FoldedOctets.areEqual(wire[start...], other.wire[...])
    }

    /// The labels in front of `ancestor`, from left to right; nil where it is not `ancestor` or below it.
    public func labels(below ancestor: DomainName) -> [[UInt8]]? {
        isSubdomain(of: ancestor) ? labels.dropLast(ancestor.labelCount) : nil
    }

    /// Where each label's length octet stands in `wire`.
    private var offsets: [Int] {
        var result: [Int] = []
        var index = 0
        while wire[index] != 0 {
            result.append(index)
            index += Int(wire[index]) + 1
        }
        return result
    }

    private func label(at offset: Int) -> [UInt8] {
        Array(wire[(offset + 1)..<(offset + 1 + Int(wire[offset]))])
    }
}

extension DomainName {
    /// The name with more labels in front of it: `example.com` and `_dmarc` make `_dmarc.example.com`.
    ///
    /// Each text is one or more labels as in `init(_:)`. Nil where one is no name or the whole becomes too long.
    public func prepending(_ names: String...) -> DomainName? {
        var front: [[UInt8]] = []
        for text in names {
            guard let name = DomainName(text) else { return nil }
            front += name.labels
        }
        return DomainName(labels: front + labels)
    }

    /// The name below `ancestor`; nil where it becomes too long.
    public func appending(_ ancestor: DomainName) -> DomainName? {
        let joined = wire.dropLast() + ancestor.wire
        return joined.count <= DomainName.longestWire ? DomainName(validWire: Array(joined)) : nil
    }
}

extension DomainName: Hashable {
    /// RFC 4343 §3: ASCII letters match without regard to case; length octets are below 64 and no letters.
    public static func == (left: DomainName, right: DomainName) -> Bool {
        left.wire.count == right.wire.count && FoldedOctets.areEqual(left.wire[...], right.wire[...])
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        FoldedOctets.hash(wire, into: &hasher)
    }
}

extension DomainName: Comparable {
    /// The canonical order of names (RFC 4034 §6.1): by labels from the right, each as lower-case octets.
    public static func < (left: DomainName, right: DomainName) -> Bool {
        for (one, other) in zip(left.labels.reversed(), right.labels.reversed()) {
            let one = one.map(\.lowercasedASCII)
            let other = other.map(\.lowercasedASCII)
            if one != other { return one.lexicographicallyPrecedes(other) }
        }
        return left.labelCount < right.labelCount
    }
}

extension UInt8 {
    /// The octet with `A`…`Z` turned into `a`…`z`.
    var lowercasedASCII: UInt8 {
        (0x41...0x5A).contains(self) ? self | 0x20 : self
    }

    /// The value of `0`…`9`; nil for any other octet.
    var decimalDigit: Int? {
        (0x30...0x39).contains(self) ? Int(self) - 0x30 : nil
    }
}
