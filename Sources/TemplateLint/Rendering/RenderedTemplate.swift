package import Findings

/// The text that a template became, and where every byte of it came from.
package struct RenderedTemplate: Sendable {
    /// The text; bytes of the template that are not UTF-8 are in it as they were.
    package let bytes: [UInt8]
    /// Where it came from.
    package let map: RenderMap
    /// Variables that the data does not know, in the order of their first use.
    package let undefined: [UndefinedVariable]

    /// The text.
    package var text: String {
        String(decoding: bytes, as: UTF8.self)
    }
}

/// A tag whose name the data does not know; it prints nothing, in silence.
package struct UndefinedVariable: Sendable {
    /// The tag.
    package let tag: MustacheTag
    /// Where it stands.
    package let place: Place
    /// How often it was looked up and not found.
    package let misses: Int
    /// How often it was found, for another item of a list.
    package let hits: Int
    /// The names that were known where it was first missed.
    package let known: [String]
}

/// Where the bytes of a rendered text came from.
package struct RenderMap: Sendable {
    /// A stretch of the output that has one origin.
    struct Segment: Sendable {
        /// Where it begins in the output.
        var start: Int
        /// The number of its template in `sources`.
        var source: Int
        /// The bytes of the template that it came from: the same text, or the tag that printed it.
        var range: Range<Int>
        /// Whether it is the same text.
        var isVerbatim: Bool
    }

    /// The template and its partials.
    let sources: [SourceText]
    /// In the order of the output, without gaps.
    let segments: [Segment]

    /// Where the bytes from `offset` on came from; nil where nothing was rendered.
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
                tag: String(decoding: source.bytes[segment.range], as: UTF8.self))
        }
        let start = min(segment.range.lowerBound + (offset - segment.start), segment.range.upperBound)
        // A stretch that goes on in a value is shown up to there.
        let end = min(start + length, segment.range.upperBound)
        return Origin(place: source.place(atByte: start, length: max(1, end - start)), tag: nil)
    }

    /// The place in a template or partial that a piece of output came from.
    package struct Origin: Sendable {
        /// The place.
        package var place: Place
        /// The tag whose value it is; nil for the template's own text.
        package var tag: String?
    }
}
