import Findings

/// Finds the word that was probably meant.
enum NearWords {
    /// The candidate that needs the fewest edits to become `word`; nil where none is near.
    ///
    /// Near is one edit for every three characters, at least one: `nmae` finds `name`, `x` finds nothing.
    static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let length = word.utf8.count
        guard length > 1, length <= longest else { return nil }
        let limit = max(1, length / 3)
        let scored = candidates.lazy
            .filter { abs($0.utf8.count - length) <= limit && $0.utf8.count <= longest }
            .map { (EditDistance.alignment(Array(word.utf8), Array($0.utf8)), $0) }
        // Of equally near words the first in the alphabet, so that the advice does not change between runs.
        return scored.filter { $0.0 <= limit }.min { $0 < $1 }?.1
    }

    /// Longer words are not compared: the cost grows with the square.
    private static let longest = 64
}
