/// A start or end tag as it stands in the bytes of a document.
struct ScannedTag {
    /// Its name.
    var name: TagName
    /// What is known of elements of that name.
    var traits: TagTraits
    var isEnd: Bool
    /// Its bytes from the name on, without `>`.
    var range: Range<Int>
    /// Where its name ends.
    var nameEnd: Int
    /// How many attributes it has.
    var attributes: Int
}
