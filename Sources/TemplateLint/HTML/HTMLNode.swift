/// One node of a document as it is stored: the tree is a list in document order.
struct HTMLNode: Sendable {
    /// What kind of node it is.
    enum Content: Sendable {
        /// A tag with its attributes.
        case element(HTMLTag)
        /// Text with its character references read.
        case text(String)
        /// A comment without its delimiters.
        case comment(String)
    }

    var content: Content
    /// The number of the element around it; -1 for the root.
    var parent: Int
    /// The first number that is not below it.
    var end: Int
    /// The bytes of the start tag, the text or the comment; empty where the parser made the element up.
    var range: Range<Int>
    /// Whether a reader may see it: not in the head, a style, a script or a template.
    var isRendered: Bool
}

/// The tag of an element.
///
/// A class, because every rule goes through all elements: to copy a node is to count one reference.
final class HTMLTag: Sendable {
    /// In small letters.
    let name: String
    /// In the order of the tag.
    let attributes: [HTMLAttribute]
    /// The bytes of the end tag; nil where there is none.
    let endTag: Range<Int>?

    init(name: String, attributes: [HTMLAttribute], endTag: Range<Int>? = nil) {
        self.name = name
        self.attributes = attributes
        self.endTag = endTag
    }
}

/// An attribute of an element.
package struct HTMLAttribute: Sendable, Hashable {
    /// In small letters.
    package var name: String
    /// With its character references read; empty where there is none.
    package var value: String
    /// The bytes of the name.
    package var nameRange: Range<Int>
    /// The bytes of the value without quotes; where the name ends for one without a value.
    package var valueRange: Range<Int>

    /// The bytes from the name to the value.
    package var range: Range<Int> {
        nameRange.lowerBound..<max(nameRange.upperBound, valueRange.upperBound)
    }
}
