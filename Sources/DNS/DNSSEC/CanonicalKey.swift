/// A name as octets that sort as the names do in the canonical order of DNSSEC (RFC 4034 §6.1).
///
/// A signed zone looks its denials up by halves; names would be taken apart at each step.
struct CanonicalKey: Sendable, Comparable {
    private let octets: [UInt8]

    /// The labels from the right in small letters, each with a zero behind it; octets 0 and 1 are written as two, so that
    /// nothing within a label sorts before its end.
    init(_ name: DomainName) {
        var octets: [UInt8] = []
        octets.reserveCapacity(name.wire.count)
        for label in name.labels.reversed() {
            for octet in label.map(\.lowercasedASCII) {
                if octet <= 1 { octets.append(1) }
                octets.append(octet <= 1 ? octet + 1 : octet)
            }
            octets.append(0)
        }
        self.octets = octets
    }

    static func < (left: CanonicalKey, right: CanonicalKey) -> Bool {
        left.octets.lexicographicallyPrecedes(right.octets)
    }
}

extension Array {
    /// The last element of a sorted array whose key is not behind `key`; the array's last one where all are, for the
    /// names of a zone form a ring.
    func last<Key: Comparable>(notBehind key: Key, by keyOf: (Element) -> Key) -> Element? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if keyOf(self[middle]) <= key { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? self[low - 1] : last
    }
}
