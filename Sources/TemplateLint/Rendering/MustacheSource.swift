package import Findings

/// A Mustache template that was scanned: its tags with their places, and what is wrong with them.
///
/// The scanner is our own because an engine keeps no places, stops at the first error and prints nothing for a name it
/// does not know. It reads the core of the Mustache specification; what some engines have beyond it (inheritance,
/// dynamic names, functions) is reported where it stands.
package struct MustacheSource: Sendable {
    /// The template.
    package let text: SourceText
    /// Its tags in order.
    package let tags: [MustacheTag]
    /// What is wrong, in order; a template with any cannot be rendered.
    package let problems: [Finding]

    /// Scans a template; any bytes will do.
    package init(_ text: SourceText) {
        self.text = text
        var scanner = MustacheScanner(text)
        scanner.scan()
        tags = scanner.tags
        problems = scanner.problems
    }

    /// The names of the partials that it uses, each once, in order.
    package var partialNames: [String] {
        var known: Set<String> = []
        return tags.filter { $0.kind == .partial && known.insert($0.name).inserted }.map(\.name)
    }

    /// The place of a tag, with its line.
    package func excerpt(of tag: MustacheTag) -> SourceExcerpt {
        text.place(atByte: tag.range.lowerBound, length: tag.range.count).excerpt
    }

    /// The text of a tag as it is written.
    func spelling(of tag: MustacheTag) -> String {
        String(decoding: text.bytes[tag.range], as: UTF8.self)
    }
}
