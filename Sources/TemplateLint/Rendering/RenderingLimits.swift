/// How much a template may ask for.
///
/// Mail is small; whatever reaches one of these is a mistake or an attack.
enum RenderingLimits {
    /// Bytes of one template or partial: forty times what Gmail shows of a mail.
    static let templateBytes = 4 << 20
    /// Bytes of the rendered text.
    static let outputBytes = 8 << 20
    /// Tags visited while rendering, those of repeated sections each time.
    static let steps = 1_000_000
    /// Tags of one template: a mail has some hundred.
    static let tags = 100_000
    /// Sections and partials open at once; the engine recurses for each, on the stack of the thread it runs on.
    static let depth = 100
    /// Lists and mappings within each other in the data.
    static let dataDepth = 100
    /// Bytes between the delimiters of a tag that is not a comment.
    static let tagBytes = 256
    /// Bytes between `{%` and `%}`: a condition with filters may take several lines.
    static let blockTagBytes = 2048
    /// Problems reported of one template; the first ones tell the cause, later ones are echoes.
    static let problems = 20
    /// Partials, the same one at another indentation counted again.
    static let partials = 500
}
