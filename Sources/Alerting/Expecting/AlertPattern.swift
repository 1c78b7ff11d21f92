/// Which alerts are meant: a name and some of their labels.
package struct AlertPattern: Sendable, Hashable {
    /// The name; nil for any.
    package var name: String?
    /// Labels that an alert must have; it may have more.
    package var labels: [String: TextPattern]

    /// A pattern.
    package init(name: String? = nil, labels: [String: TextPattern] = [:]) {
        self.name = name
        self.labels = labels
    }

    /// Whether an alert is one of those meant.
    package func matches(_ alert: Alert) -> Bool {
        (name == nil || name == alert.name) && mismatches(of: alert).isEmpty
    }

    /// The labels in which an alert is another, in the order of their names.
    package func mismatches(of alert: Alert) -> [Mismatch] {
        Mismatch.between(labels) { alert.labels[$0] }
    }
}

/// A label or an annotation that is not what was expected.
package struct Mismatch: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// What it should have been.
    package var expected: TextPattern
    /// What it was; nil where it was not there.
    package var found: String?

    /// A difference.
    package init(name: String, expected: TextPattern, found: String?) {
        self.name = name
        self.expected = expected
        self.found = found
    }

    /// Every expectation that the values do not meet, in the order of the names.
    static func between(_ expected: [String: TextPattern], _ value: (String) -> String?) -> [Mismatch] {
        expected.sorted { $0.key < $1.key }.compactMap { name, pattern in
            let found = value(name)
            return found.map(pattern.matches) == true ? nil : Mismatch(name: name, expected: pattern, found: found)
        }
    }
}
