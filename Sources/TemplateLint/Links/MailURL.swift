import Findings

/// A URL in a mail: where a link leads, what an image is loaded from, where a form is sent, or what plain text shows.
///
/// Read once for each mail; the rules about hosts share them.
package final class MailURL: Sendable {
    /// What it is used for.
    package enum Use: Sendable, Hashable {
        /// The `href` of a link.
        case link
        /// The `src` of an image.
        case image
        /// The `action` of a form.
        case form
        /// Plain text, in which mail programs make it a link.
        case text
    }

    /// What it is used for.
    package let use: Use
    /// The text that it stands in.
    package let text: LintText
    /// Its bytes there.
    package let range: Range<Int>
    /// The bytes of the attribute that it is the value of, from its name on; the same in plain text.
    package let attributeRange: Range<Int>
    /// What it says; in a template that is not filled, read with letters in place of the tags.
    package let target: LinkTarget
    /// Whether a template will fill in its host, or may.
    package let hostDependsOnData: Bool

    init(
        use: Use, text: LintText, range: Range<Int>, attributeRange: Range<Int>, target: LinkTarget,
        hostDependsOnData: Bool
    ) {
        self.use = use
        self.text = text
        self.range = range
        self.attributeRange = attributeRange
        self.target = target
        self.hostDependsOnData = hostDependsOnData
    }

    /// The host, where it is known what it will be.
    package var knownHost: String? {
        hostDependsOnData ? nil : target.host
    }

    /// Whether a template will fill in some of it.
    package var hasHoles: Bool {
        !text.holes(in: range).isEmpty
    }
}

extension MailURL {
    /// Those of HTML, in document order of each kind.
    package static func all(
        links: [HTMLLink], images: [HTMLElement], forms: [HTMLElement], in text: LintText
    ) -> [MailURL] {
        func url(_ use: Use, _ attribute: HTMLAttribute) -> MailURL {
            MailURL(
                use: use, text: text, range: attribute.valueRange, attributeRange: attribute.range,
                target: LinkTarget(attribute.value),
                hostDependsOnData: text.hostDependsOnData(attribute.valueRange))
        }
        let fromLinks = links.map { link in
            MailURL(
                use: .link, text: text, range: link.attribute.valueRange, attributeRange: link.attribute.range,
                target: link.target,
                hostDependsOnData: link.hostDependsOnData)
        }
        return fromLinks + images.compactMap { image in image["src"].map { url(.image, $0) } }
            + forms.compactMap { form in form["action"].map { url(.form, $0) } }
    }

    /// Those of plain text, in order: `http://` or `https://`, and what follows up to white space.
    package static func all(inPlain text: LintText) -> [MailURL] {
        var scanner = PlainURLScanner(text)
        return scanner.scan()
    }
}

/// Finds the addresses that mail programs make links of in plain text.
private struct PlainURLScanner {
    private let text: LintText
    private let bytes: [UInt8]
    /// The next tag of a template that has not been passed.
    private var hole = 0

    init(_ text: LintText) {
        self.text = text
        bytes = text.bytes
    }

    mutating func scan() -> [MailURL] {
        var found: [MailURL] = []
        var index = 0
        while let colon = bytes[index...].firstIndex(of: UInt8(ascii: ":")) {
            index = colon + 1
            guard let start = start(before: colon) else { continue }
            let end = end(from: colon + 3)
            index = end
            let range = start..<end
            found.append(
                MailURL(
                    use: .text, text: text, range: range, attributeRange: range,
                    target: LinkTarget(String(decoding: bytes[range], as: UTF8.self)),
                    hostDependsOnData: text.hostDependsOnData(range)))
        }
        return found
    }

    /// Where `http` or `https` begins, where that stands before a colon and two slashes.
    private func start(before colon: Int) -> Int? {
        guard colon + 3 < bytes.count, bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        for scheme in ["https", "http"] where colon >= scheme.utf8.count {
            let start = colon - scheme.utf8.count
            let isScheme = bytes[start..<colon].lazy.map(\.asciiLowercased).elementsEqual(scheme.utf8)
            if isScheme, start == 0 || !bytes[start - 1].isASCIILetter { return start }
        }
        return nil
    }

    /// Where the address ends: white space, what encloses it, or a character that no sentence has inside a host.
    private mutating func end(from start: Int) -> Int {
        var end = start
        var isInHost = true
        while end < bytes.count {
            if let tag = tag(at: end) {
                end = tag.upperBound
                continue
            }
            let byte = bytes[end]
            if byte <= 0x20 || byte == 0x7F || Self.enclosing.contains(byte) { break }
            if byte.isSlash || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { isInHost = false }
            guard byte >= 0x80 else {
                end += 1
                continue
            }
            guard isInHost, let (scalar, width) = bytes.scalar(at: end),
                scalar.properties.isAlphabetic
                    || scalar.properties.generalCategory == .nonspacingMark || scalar.isInvisible
            else { break }
            end += width
        }
        // What closes the sentence or the bracket around it.
        while end > start, tag(endingAt: end) == nil, Self.closing.contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    private static let enclosing = ByteSet("<>\"`")
    private static let closing = ByteSet(".,;:!?'\")]}*_")

    private mutating func tag(at index: Int) -> Range<Int>? {
        while hole < text.holes.count, text.holes[hole].range.upperBound <= index { hole += 1 }
        guard hole < text.holes.count, text.holes[hole].range.contains(index) else { return nil }
        return text.holes[hole].range
    }

    private func tag(endingAt index: Int) -> Range<Int>? {
        text.holes(in: index - 1..<index).first?.range
    }
}

extension [UInt8] {
    /// The character of UTF-8 that begins at an index, and its bytes; nil where there is none.
    package func scalar(at index: Int) -> (scalar: Unicode.Scalar, width: Int)? {
        var decoder = UTF8()
        var iterator = self[index..<Swift.min(count, index + 4)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}
