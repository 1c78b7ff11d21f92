import Findings

/// The part of a source line that is shown, and what stands below it to point at the span.
///
/// A template that was minified is one line of a megabyte: only the surroundings of the span are cut out.
struct SourceWindow {
    /// The line as it is shown, `…` where it was cut.
    let text: String
    /// Spaces, then carets, below `text`.
    let pointer: String

    /// How many scalars of a line are shown at most.
    static let width = 140
    /// How many of them stand before the span where the line is cut.
    static let lead = 60
    /// Where tabs lead to: columns that are multiples of this.
    static let tabStop = 4

    /// The window around an excerpt's span.
    init(_ excerpt: SourceExcerpt) {
        let scalars = excerpt.line.unicodeScalars
        let target = max(0, excerpt.span.column - 1)
        // Counted as far as it matters: the line may be very long.
        let needed = target + Self.width + 1
        let known = scalars.prefix(needed).count
        let caret = min(target, known)
        let isLong = known > Self.width
        let first = isLong ? max(0, min(caret - Self.lead, known - Self.width)) : 0
        let last = min(known, first + Self.width)

        var shown = first > 0 ? "…" : ""
        var column = first > 0 ? 1 : 0
        var caretColumn = column
        var caretWidth = 0
        let end = caret + max(1, excerpt.span.length)
        var position = first
        for scalar in scalars.dropFirst(first).prefix(last - first) {
            // Most of it is ASCII that is shown as it is.
            let piece = (0x20...0x7E).contains(scalar.value) ? nil : Self.rendered(scalar, at: column)
            let width = piece.map { DisplayWidth.of($0.unicodeScalars) } ?? 1
            if let piece { shown += piece } else { shown.unicodeScalars.append(scalar) }
            column += width
            if position < caret { caretColumn = column }
            if position >= caret, position < end { caretWidth += width }
            position += 1
        }
        if last < known { shown += "…" }
        text = shown.trimmingTrailingSpaces
        pointer = String(repeating: " ", count: caretColumn) + String(repeating: "^", count: max(1, caretWidth))
    }

    private static func rendered(_ scalar: Unicode.Scalar, at column: Int) -> String {
        if scalar == "\t" { return String(repeating: " ", count: tabStop - column % tabStop) }
        return VisibleText.isHidden(scalar) ? VisibleText.escape(scalar) : String(scalar)
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        guard utf8.last == UInt8(ascii: " ") else { return self }
        return String(reversed().drop { $0 == " " }.reversed())
    }
}
