import Findings

/// Finds the known word that a mistyped one was probably meant to be.
package enum Nearest {
    /// Words longer than this many bytes are not compared; no key of the format comes near.
    static let longestWord = 64

    /// The nearest of `words`, or nil where none is near: at most one edit for three letters, and never more than three.
    ///
    /// An edit adds, removes or replaces a letter, or swaps two neighbours; case does not count.
    package static func word(to text: String, among words: [String]) -> String? {
        let wanted = folded(text)
        guard !wanted.isEmpty, wanted.count <= longestWord else { return nil }
        var best: (word: String, distance: Int, prefix: Int)?
        for word in words {
            let candidate = folded(word)
            let allowed = min(3, max(1, max(wanted.count, candidate.count) / 3))
            guard candidate.count <= longestWord, abs(candidate.count - wanted.count) <= allowed else { continue }
            let distance = EditDistance.alignment(wanted, candidate)
            // Of equally near words the one that begins alike: who writes TX means TXT, not MX.
            let prefix = zip(wanted, candidate).prefix { $0 == $1 }.count
            if distance <= allowed, (distance, -prefix) < (best?.distance ?? .max, -(best?.prefix ?? 0)) {
                best = (word, distance, prefix)
            }
        }
        return best?.word
    }

    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { byte in
            switch byte {
            case 0x41...0x5A: byte | 0x20
            case UInt8(ascii: "-"): UInt8(ascii: "_")
            default: byte
            }
        }
    }
}
