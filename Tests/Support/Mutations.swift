import Foundation

/// Real inputs with a few random mistakes in them, the same in every run.
///
///     for octets in Mutations(of: inputs, seed: 7) { … }     // 10,000 of them, a million with `ci/test --soak`
package struct Mutations: Sequence, IteratorProtocol {
    /// How many inputs a parser is fed: what a test run affords, or what a night does.
    package static let usual = 10_000
    /// As many as `ci/test --soak` asks for.
    package static let soak = 1_000_000

    /// Whether `ci/test --soak` runs.
    package static var isSoaking: Bool { ProcessInfo.processInfo.environment["MAILPROOF_SOAK"] == "1" }

    private let inputs: [[UInt8]]
    private var generator: SeededGenerator
    private var left: Int

    /// The mutations of these inputs; a seed of its own for each parser.
    package init(of inputs: [[UInt8]], seed: UInt64) {
        self.inputs = inputs.filter { !$0.isEmpty }
        generator = SeededGenerator(seed: seed)
        left = Mutations.isSoaking ? Mutations.soak : Mutations.usual
    }

    /// The mutations of these texts.
    package init(of texts: [String], seed: UInt64) {
        self.init(of: texts.map { Array($0.utf8) }, seed: seed)
    }

    /// The next input: one of the real ones, with one to six mistakes.
    package mutating func next() -> [UInt8]? {
        guard left > 0, var octets = inputs.randomElement(using: &generator) else { return nil }
        left -= 1
        for _ in 0..<Int.random(in: 1...6, using: &generator) { mutate(&octets) }
        return octets
    }

    /// Octets that parsers treat specially somewhere.
    private static let telling: [UInt8] =
        [0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x20, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xC2, 0xE2, 0xF0, 0xFE, 0xFF]
        + Array("\"'\\()<>{}[]$%&*+,-./0123456789:;=@?^_`|~vV".utf8)

    private mutating func mutate(_ octets: inout [UInt8]) {
        guard !octets.isEmpty else {
            octets.append(.random(in: .min ... .max, using: &generator))
            return
        }
        let index = Int.random(in: 0..<octets.count, using: &generator)
        let end = Swift.min(octets.count, index + Int.random(in: 1...16, using: &generator))
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: octets[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: octets[index] = Self.telling.randomElement(using: &generator) ?? 0
        case 2: octets.insert(Self.telling.randomElement(using: &generator) ?? 0, at: index)
        case 3: octets.removeSubrange(index..<end)
        case 4: octets.insert(contentsOf: octets[index..<end], at: end)
        case 5: octets.removeSubrange(index...)
        case 6:
            // A length or a count that is a little off, or wildly.
            octets[index] = octets[index] &+ (Bool.random(using: &generator) ? 1 : 0xFF)
        case 7:
            let other = Int.random(in: 0..<octets.count, using: &generator)
            octets.swapAt(index, other)
        default:
            // The tail of another input.
            guard let other = inputs.randomElement(using: &generator) else { return }
            let cut = Int.random(in: 0..<other.count, using: &generator)
            octets = Array(octets[..<index] + other[cut...])
        }
    }
}
