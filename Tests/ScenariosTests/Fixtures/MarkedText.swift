import Findings

/// A text in which `⟦` and `⟧` stand around the places that findings are expected at.
struct MarkedText {
    /// The text without the marks.
    var text = ""
    /// The stretches between the marks, in order: line, column and length as findings count them.
    var spans: [SourceSpan] = []

    init(_ marked: String, file: String) {
        var line = 1
        var column = 1
        var start: (line: Int, column: Int)?
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟦": start = (line, column)
            case "⟧":
                guard let begun = start else { continue }
                spans.append(
                    SourceSpan(file: file, line: begun.line, column: begun.column, length: column - begun.column))
                start = nil
            default:
                text.unicodeScalars.append(scalar)
                column += 1
                if scalar == "\n" {
                    line += 1
                    column = 1
                }
            }
        }
    }
}
