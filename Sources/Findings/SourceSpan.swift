/// A stretch of one line of a file: where something stands.
///
/// Lines and columns start at 1; columns and the length count Unicode scalars, as editors and libyaml do.
public struct SourceSpan: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The path as the user wrote it or would write it from where the program was started.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column of the first scalar, from 1.
    public var column: Int
    /// How many scalars it covers; at least 1, so that there is something to point at.
    public var length: Int

    /// A stretch of `length` scalars; a length below 1 becomes 1.
    public init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    /// `file:line:column`, which terminals and editors turn into a link.
    public var description: String {
        "\(file):\(line):\(column)"
    }
}

/// A span together with the text of its line, so that a report can show it without reading any file.
public struct SourceExcerpt: Sendable, Hashable, Codable {
    /// Where it stands.
    public var span: SourceSpan
    /// The whole source line, without its line break.
    public var line: String

    /// Pairs a span with its line.
    public init(span: SourceSpan, line: String) {
        self.span = span
        self.line = line
    }
}
