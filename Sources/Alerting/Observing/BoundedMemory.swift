/// A dictionary that forgets its oldest keys when it is full.
struct BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private var values: [Key: Value] = [:]
    private var order: [Key] = []

    /// A memory of so many keys.
    init(limit: Int) {
        self.limit = max(10, limit)
    }

    /// The value of a key; nil where it has none or was forgotten.
    subscript(_ key: Key) -> Value? {
        get { values[key] }
        set {
            let isKnown = values[key] != nil
            values[key] = newValue
            guard newValue != nil, !isKnown else { return }
            if order.count >= limit {
                // A batch at a time, for moving the rest up is the cost.
                for forgotten in order.prefix(limit / 10) { values[forgotten] = nil }
                order.removeFirst(limit / 10)
            }
            values[key] = newValue
            order.append(key)
        }
    }
}
