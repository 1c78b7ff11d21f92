/// What makes a run itself: an id that is always fresh, and the seed that repeats its randomness.
package struct RunIdentity: Sendable, Hashable {
    /// `$(run.id)`: twelve characters of a-z and 0-9.
    package var id: String
    /// `$(run.seed)`.
    package var seed: UInt64

    /// A run.
    package init(id: String, seed: UInt64) {
        self.id = id
        self.seed = seed
    }

    /// A source of randomness for one purpose: the same for the same seed and purpose, whatever else draws.
    package func randomness(for purpose: String) -> SeededGenerator {
        // FNV-1a (64 bit) of the purpose, so that two purposes do not draw the same numbers.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in purpose.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return SeededGenerator(seed: seed ^ hash)
    }
}

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): small and repeatable.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The generator that begins with a seed.
    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
