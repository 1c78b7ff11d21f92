/// The word that was probably meant.
package enum NearestWord {
    /// The word at most two edits away from a short text, the nearest and first one; nil where none is.
    package static func of(_ text: String, among words: [String]) -> String? {
        let text = Array(text.utf8)
        guard text.count <= 16 else { return nil }
        let limit = min(2, text.count / 2)
        let near = words.map { (word: $0, distance: distance(text, Array($0.utf8))) }.filter { $0.distance <= limit }
        return near.min { $0.distance < $1.distance }?.word
    }

    /// Levenshtein's distance.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, octet) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (octet == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
