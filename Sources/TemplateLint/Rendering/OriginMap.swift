package import Findings

/// Where the bytes of a text came from that was made of others: rendered from a template, or decoded from a message.
package struct OriginMap: Sendable {
    /// A stretch of the text that has one origin.
    struct Segment: Sendable {
        /// Where it begins in the text.
        var start: Int
        /// The number of what it came from in `sources`.
        var source: Int
        /// The bytes that it came from.
        var range: Range<Int>
        /// What the text is to them.
        var relation: Relation
        /// Set where the bytes that it came from are digits of base64.
        var base64: Base64Digits?

        /// A stretch of it that begins at an offset of the text.
        func piece(_ part: Range<Int>, at offset: Int) -> Segment {
            var piece = self
            piece.start = offset
            if relation == .verbatim {
                piece.range = range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
            }
            piece.base64?.byte += part.lowerBound
            return piece
        }
    }

    /// Which bytes of a base64 text its digits stand for: byte n begins in digit 4n/3.
    struct Base64Digits: Sendable {
        /// The number of the decoded byte with which the segment begins.
        var byte: Int
        /// The number of the digit with which its range begins.
        var digit: Int

        /// The digits of so many bytes, by their distance from the first one of the range.
        func digits(ofByte offset: Int, length: Int) -> Range<Int> {
            let first = byte + offset
            let start = first * 4 / 3 - digit
            return start..<max(start + 1, ((first + max(1, length)) * 8 - 1) / 6 + 1 - digit)
        }
    }

    /// What a piece of text is to the bytes that it came from.
    package enum Relation: Sendable, Hashable {
        /// The same bytes.
        case verbatim
        /// What a tag of the template printed.
        case printed
        /// What those bytes stand for in a transfer encoding.
        case encoded
        /// Somewhere in them: how exactly is not known.
        case within
    }

    /// The files that the text came from.
    let sources: [SourceText]
    /// In the order of the text, without gaps.
    let segments: [Segment]

    /// A text that is a file.
    package static func whole(_ source: SourceText) -> OriginMap {
        OriginMap(
            sources: [source],
            segments: [.init(start: 0, source: 0, range: 0..<source.bytes.count, relation: .verbatim)])
    }

    /// Where the bytes from `offset` on came from; nil where the text is empty.
    package func origin(ofByte offset: Int, length: Int) -> Origin? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].start <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let segment = segments[low - 1]
        let source = sources[segment.source]
        var range = segment.range
        if let digits = segment.base64?.digits(ofByte: max(0, offset - segment.start), length: length) {
            let start = min(range.lowerBound + digits.lowerBound, range.upperBound)
            range = start..<min(range.lowerBound + digits.upperBound, range.upperBound)
        } else if segment.relation == .verbatim || segment.relation == .encoded {
            let start =
                segment.relation == .verbatim
                ? min(range.lowerBound + max(0, offset - segment.start), range.upperBound) : range.lowerBound
            let end = end(of: offset + max(1, length), from: low - 1)
            range = start..<max(start, end)
        }
        return Origin(
            place: source.place(atByte: range.lowerBound, length: range.count), relation: segment.relation,
            isBase64: segment.base64 != nil,
            spelling: segment.relation == .printed ? String(decoding: source.bytes[range], as: UTF8.self) : "")
    }

    /// Where the bytes before `offset` end in the source, as far as they follow each other there from a segment on.
    ///
    /// The bytes of an element go through a tag of the template, or through encoded bytes, and still stand together.
    private func end(of offset: Int, from first: Int) -> Int {
        var index = first
        while index + 1 < segments.count, segments[index + 1].start < offset,
            segments[index + 1].source == segments[index].source,
            segments[index + 1].range.lowerBound == segments[index].range.upperBound
        {
            index += 1
        }
        let last = segments[index]
        guard last.relation == .verbatim else { return last.range.upperBound }
        return min(last.range.lowerBound + max(0, offset - last.start), last.range.upperBound)
    }

    /// The place that a piece of text came from.
    package struct Origin: Sendable {
        /// The place.
        package var place: Place
        /// What the text is to what stands there.
        package var relation: Relation
        /// Whether it stands there in base64, which nobody can read.
        var isBase64: Bool
        /// The tag that printed it; empty for other relations.
        package var spelling: String
    }
}

extension OriginMap {
    /// Whether a tag of the template printed exactly these bytes of a text of so many.
    func isPrinted(_ range: Range<Int>, of count: Int) -> Bool {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].start <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low > 0, segments[low - 1].relation == .printed, segments[low - 1].start == range.lowerBound else {
            return false
        }
        return (low < segments.count ? segments[low].start : count) == range.upperBound
    }
}
