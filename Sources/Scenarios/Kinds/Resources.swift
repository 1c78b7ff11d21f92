/// What sections publish for checks, by type: the resolver, the lab's servers, who watches for alerts.
package struct Resources: Sendable {
    private var values: [ObjectIdentifier: any Sendable] = [:]

    /// Nothing published.
    package init() {}

    /// The value published under a key.
    package subscript<Key: ResourceKey>(_ key: Key.Type) -> Key.Value? {
        get { values[ObjectIdentifier(key)] as? Key.Value }
        set { values[ObjectIdentifier(key)] = newValue }
    }

    /// Adds what another section published; later ones win.
    package mutating func merge(_ other: Resources) {
        values.merge(other.values) { _, new in new }
    }
}

/// Names one resource; the type of its value is known to those who publish and use it, not to `Scenarios`.
package protocol ResourceKey {
    /// What is published.
    associatedtype Value: Sendable
}
