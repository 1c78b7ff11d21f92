package import Findings

/// A text under lint, and where its bytes stand in the user's files.
///
/// Immutable, and shared by every link, address and piece of text that is found in it.
package final class LintText: Sendable {
    /// The text itself: a template as it is, what it was rendered to, or a decoded part of a message.
    package let text: SourceText
    /// Where it came from.
    package let origin: OriginMap
    /// What the template language will fill in; empty for a text that is final.
    package let holes: [MaskedTemplate.Hole]
    /// Whether its letters are known; not where it is in a character set that is not read.
    package let isReadable: Bool

    /// A text with its origin.
    package init(_ text: SourceText, origin: OriginMap, holes: [MaskedTemplate.Hole] = [], isReadable: Bool = true) {
        self.isReadable = isReadable
        self.text = text
        self.origin = origin
        self.holes = holes
    }

    /// The bytes of the text.
    package var bytes: [UInt8] { text.bytes }

    /// What will be filled in between these bytes.
    package func holes(in range: Range<Int>) -> ArraySlice<MaskedTemplate.Hole> {
        guard !holes.isEmpty else { return [] }
        var low = 0
        var high = holes.count
        while low < high {
            let middle = (low + high) / 2
            if holes[middle].range.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return holes[low...].prefix { $0.range.lowerBound < range.upperBound }
    }

    /// Whether something that prints will be filled in between these bytes.
    package func dependsOnData(_ range: Range<Int>) -> Bool {
        holes(in: range).contains { $0.content != .nothing }
    }

    /// Whether markup of unknown content, such as a partial, will be filled in somewhere.
    package var mayHoldMore: Bool {
        holes.contains { $0.content == .markup }
    }

    /// The place of a stretch in the user's files.
    func place(of range: Range<Int>) -> SourceExcerpt {
        let origin = origin.origin(ofByte: range.lowerBound, length: range.count)
        return (origin?.place ?? text.place(atByte: range.lowerBound, length: range.count)).excerpt
    }

    /// What must be said about that place: what a reader sees there, where the file shows something else.
    func notes(of range: Range<Int>) -> [Finding.Note] {
        guard let origin = origin.origin(ofByte: range.lowerBound, length: range.count),
            origin.relation != .verbatim, origin.relation != .encoded || origin.isBase64
        else { return [] }
        let here = text.place(atByte: range.lowerBound, length: range.count)
        let line = text.line(here.line).collapsed.shortened(to: 120)
        return origin.relation == .printed
            ? [.init("what \(origin.spelling) printed: \(line)")]
            : [.init("line \(here.line), column \(here.column) of the decoded part: \(line)")]
    }
}

extension String {
    /// At most so many characters, the last an ellipsis where something was cut.
    func shortened(to length: Int) -> String {
        guard utf8.count > length else { return self }
        // Every byte is a character of its own, which the standard library would look up for each.
        if isASCII, !holds(0x0D) { return String(Substring(utf8.prefix(length - 1))) + "…" }
        return count > length ? prefix(length - 1) + "…" : self
    }
}
