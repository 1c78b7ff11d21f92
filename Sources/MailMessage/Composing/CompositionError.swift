/// Why a message cannot be written.
public enum CompositionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// This is not a name of a header field.
    case fieldName(String)
    /// The value of this field holds a line break or another control character.
    case controlCharacter(field: String)
    /// This field has a stretch without white space that is longer than a line may be.
    case lineTooLong(field: String)
    /// This field may be given once and was given twice, or is one that the composer writes itself.
    case duplicate(field: String)
    /// This is not a media type.
    case mediaType(String)
    /// This cannot be a content identifier.
    case contentID(String)
    /// There are images for an HTML part, and there is none.
    case imagesWithoutHTML
    /// There is neither a text nor an HTML part.
    case noContent

    /// What is wrong and what to do, in words.
    public var description: String {
        switch self {
        case .fieldName(let name):
            "'\(name)' is not a name of a header field; use printable ASCII characters without spaces and colons"
        case .controlCharacter(let field):
            "the value of \(field) holds a line break or another control character; remove it"
        case .lineTooLong(let field):
            "\(field) has a stretch of more than \(FieldWriter.maximumLineLength) characters without a space; shorten it"
        case .duplicate(let field):
            "\(field) is given twice; remove one of them"
        case .mediaType(let text):
            "'\(text)' is not a media type; write one such as image/png"
        case .contentID(let text):
            "'\(text)' cannot be the identifier of an image; use printable ASCII characters without spaces and brackets"
        case .imagesWithoutHTML:
            "images are shown by an HTML part, and there is none; add one, or attach them"
        case .noContent:
            "a message needs a text or an HTML part"
        }
    }
}
