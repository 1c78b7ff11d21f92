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
            .map { (distance(Array(word.utf8), Array($0.utf8)), $0) }
        // Of equally near words the first in the alphabet, so that the advice does not change between runs.
        return scored.filter { $0.0 <= limit }.min { $0 < $1 }?.1
    }

    /// Longer words are not compared: the cost grows with the square.
    private static let longest = 64

    /// Edits (insert, remove, replace, swap of neighbours) between two words: optimal string alignment.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, one) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column] + (one == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, one == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
