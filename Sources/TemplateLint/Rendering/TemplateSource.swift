package import Findings

/// A template of a language that is read, as the linter needs it.
package enum TemplateSource: Sendable {
    /// Mustache.
    case mustache(MustacheSource)
    /// Stencil.
    case stencil(StencilSource)

    /// The template.
    package var text: SourceText {
        switch self {
        case .mustache(let source): source.text
        case .stencil(let source): source.text
        }
    }

    /// What is wrong with its tags; a template with any cannot be rendered.
    package var problems: [Finding] {
        switch self {
        case .mustache(let source): source.problems
        case .stencil(let source): source.problems
        }
    }

    /// The template with its tags taken out.
    package var masked: MaskedTemplate {
        switch self {
        case .mustache(let source): MaskedTemplate(source)
        case .stencil(let source): source.masked
        }
    }

    /// A tag that prints a value as it is into HTML.
    package struct UnescapedTag: Sendable, Hashable {
        /// The bytes of the tag.
        package var range: Range<Int>
        /// What should be written.
        package var escaped: String
        /// Whether its language has nothing of its own to escape with.
        package var isStencil = false
    }

    /// The tags that print a value as it is.
    package var unescaped: [UnescapedTag] {
        switch self {
        case .mustache(let source):
            source.tags.filter { $0.kind == .unescapedVariable }.map {
                UnescapedTag(range: $0.range, escaped: "{{\($0.name)}}")
            }
        // Stencil escapes nothing.
        case .stencil(let source):
            source.printed.filter { $0.expression.mayBeMarkup }.map { tag, expression in
                // In `a if b else c` a filter belongs to one value.
                let escaped =
                    expression.text.contains(" ")
                    ? "|escape behind each value of {{ \(expression.text) }}" : "{{ \(expression.text)|escape }}"
                return UnescapedTag(range: source.tags[tag].range, escaped: escaped, isStencil: true)
            }
        }
    }
}
