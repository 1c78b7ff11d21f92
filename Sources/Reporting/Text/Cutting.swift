extension String {
    /// The text where it is short enough, else its beginning and how much was cut.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: max(0, limit))
        // Back to where a scalar begins: at most three bytes.
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        let rest = utf8.distance(from: end, to: endIndex)
        return String(self[..<end]) + "\n… (\(rest) more bytes)\n"
    }

    /// The text where it is short enough, else its beginning and `…`.
    func cut(toCharacters limit: Int) -> String {
        guard utf8.count > limit, let end = index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex
        else {
            return self
        }
        return self[..<end] + "…"
    }
}
