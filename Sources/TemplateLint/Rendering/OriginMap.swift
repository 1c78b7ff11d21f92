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
    static func whole(_ source: SourceText) -> OriginMap {
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
        if segment.relation == .verbatim || segment.relation == .encoded {
            let start =
                segment.relation == .verbatim
                ? min(range.lowerBound + max(0, offset - segment.start), range.upperBound) : range.lowerBound
            let end = end(of: offset + max(1, length), from: low - 1)
            range = start..<max(start, end)
        }
        return Origin(
            place: source.place(atByte: range.lowerBound, length: range.count), relation: segment.relation,
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
