/// A start or end tag as it stands in the bytes of a document.
struct ScannedTag {
    /// In small letters.
    var name: ArraySlice<UInt8>
    var isEnd: Bool
    /// Its bytes from the name on, without `>`.
    var range: Range<Int>
    /// How many attributes it has.
    var attributes: Int
}
