/// Names with values, in the order of the names: what tells one series or alert from another.
///
/// A label with an empty value is one that is not there, as in Prometheus. What it is looked up by is counted once, when it
/// is made: alerts are looked up at every evaluation.
package struct LabelSet: Sendable, Hashable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    private let entries: [Entry]
    private let digest: Int

    private struct Entry: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// The labels of a dictionary that have a value.
    package init(_ values: [String: String]) {
        let entries = values.filter { !$0.value.isEmpty }.map(Entry.init(name:value:))
        self.init(sorted: entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }

    private init(sorted entries: [Entry]) {
        self.entries = entries
        var hasher = Hasher()
        hasher.combine(entries)
        digest = hasher.finalize()
    }

    package static func == (left: LabelSet, right: LabelSet) -> Bool {
        left.digest == right.digest && left.entries == right.entries
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    /// Literal labels; of a name that is given twice the last value counts.
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements) { _, last in last })
    }

    /// The value of a name, nil where it is not there.
    package subscript(_ name: String) -> String? {
        entries.first { $0.name == name }?.value
    }

    /// The labels as a dictionary.
    package var dictionary: [String: String] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.value) })
    }

    /// Names and values in the order of the names.
    package var pairs: [(name: String, value: String)] {
        entries.map { ($0.name, $0.value) }
    }

    /// Whether there are none.
    package var isEmpty: Bool { entries.isEmpty }

    /// These labels and those of `other`, which win.
    package func merging(_ other: LabelSet) -> LabelSet {
        guard !other.isEmpty else { return self }
        guard !isEmpty else { return other }
        var result: [Entry] = []
        result.reserveCapacity(entries.count + other.entries.count)
        var mine = entries[...]
        var theirs = other.entries[...]
        while let left = mine.first, let right = theirs.first {
            if left.name == right.name {
                mine.removeFirst()
            } else if left.name.utf8.lexicographicallyPrecedes(right.name.utf8) {
                result.append(left)
                mine.removeFirst()
            } else {
                result.append(right)
                theirs.removeFirst()
            }
        }
        return LabelSet(sorted: result + mine + theirs)
    }

    /// `{alertname="X", severity="critical"}`, values quoted as Go does, which is what Alertmanager's group keys hold.
    package var description: String {
        "{" + entries.map { "\($0.name)=\(quoted($0.value))" }.joined(separator: ", ") + "}"
    }

    /// Sixteen hexadecimal digits that stand for the set: FNV-1a (64 bit) over every name and value, in order, each
    /// followed by the byte 255, which no UTF-8 text holds.
    ///
    /// This is how Prometheus and Alertmanager count them.
    package var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for entry in entries {
            for text in [entry.name, entry.value] {
                for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
                hash = (hash ^ 255) &* 0x0000_0100_0000_01B3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private func quoted(_ value: String) -> String {
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
