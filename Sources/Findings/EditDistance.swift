/// How far two words are apart.
package enum EditDistance {
    /// How many edits lead from one word to the other: inserting, removing or replacing an octet, or swapping two
    /// neighbours, none of them edited twice (optimal string alignment).
    ///
    /// The cost grows with the product of the lengths: callers bound them.
    package static func alignment(_ left: [UInt8], _ right: [UInt8]) -> Int {
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
