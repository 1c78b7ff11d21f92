package import Findings

/// Where the bytes of a text came from that was made of others: rendered from a template, or decoded from a message.
package struct OriginMap: Sendable {
    /// A stretch of the text that has one origin.
    struct Segment: Sendable {
        /// Where it begins in the text.
        var start: Int
        /// The number of what it came from in `sources`.
        var source: Int
        /// The bytes that it came from: the same text, or what stands for it, such as the tag that printed it.
        var range: Range<Int>
        /// Whether it is the same text.
        var isVerbatim: Bool
    }

    /// The files that the text came from.
    let sources: [SourceText]
    /// In the order of the text, without gaps.
    let segments: [Segment]

    /// A text that stands in `source` as it is, from `offset` on.
    static func verbatim(in source: SourceText, at offset: Int = 0) -> OriginMap {
        OriginMap(
            sources: [source],
            segments: [.init(start: 0, source: 0, range: offset..<source.bytes.count, isVerbatim: true)])
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
        guard segment.isVerbatim else {
            return Origin(
                place: source.place(atByte: segment.range.lowerBound, length: segment.range.count),
                spelling: String(decoding: source.bytes[segment.range], as: UTF8.self))
        }
        let start = min(segment.range.lowerBound + max(0, offset - segment.start), segment.range.upperBound)
        // A stretch that goes on in another segment is shown up to there.
        let end = min(start + max(1, length), segment.range.upperBound)
        return Origin(place: source.place(atByte: start, length: max(1, end - start)), spelling: nil)
    }

    /// The place that a piece of text came from.
    package struct Origin: Sendable {
        /// The place.
        package var place: Place
        /// What stands there, where it is not the same text: `{{name}}`.
        package var spelling: String?
    }
}
