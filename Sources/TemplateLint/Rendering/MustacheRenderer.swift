package import Findings

/// Renders Mustache templates with swift-mustache, and knows afterwards where every byte came from.
///
/// Every problem of the template and its partials is found by our own scanner before the engine sees anything, and a
/// rehearsal bounds what the engine will do. See `EngineTemplate` for how the origin of the output is known.
package struct MustacheRenderer: Sendable {
    /// How values are made safe for what they are printed into.
    package enum Escaping: Sendable, Hashable {
        /// `&`, `<`, `>` and both quotes become character references, but for `{{{name}}}` and `{{&name}}`.
        case html
        /// Nothing is escaped: the text part of a mail.
        case none
    }

    /// Templates by the name that `{{>name}}` calls them by.
    package var partials: [String: SourceText]

    /// A renderer that knows these partials.
    package init(partials: [String: SourceText] = [:]) {
        self.partials = partials
    }

    /// Renders a template.
    ///
    /// A name that the data does not know prints nothing, as Mustache has it, and is listed in the result.
    ///
    /// - Throws: every problem of the syntax of the template and its partials, a partial that is not there, or the
    ///   limit that was reached.
    package func render(
        template: SourceText, data: TemplateValue, escaping: Escaping = .html
    ) throws(RenderingError) -> RenderedTemplate {
        try render(MustacheSource(template), data: data, escaping: escaping)
    }

    /// Renders a template that was scanned before; see `render(template:data:escaping:)`.
    package func render(
        _ template: MustacheSource, data: TemplateValue, escaping: Escaping = .html
    ) throws(RenderingError) -> RenderedTemplate {
        let sources = try collect(template)
        guard data.isNested(atMost: RenderingLimits.dataDepth) else {
            throw RenderingError(
                "template/too-deep", "use data of at most \(RenderingLimits.dataDepth) lists and mappings in another",
                at: template.text.place(atByte: 0))
        }
        var rehearsal = Rehearsal(sources: sources, data: data)
        try rehearsal.run()
        var engine = EngineTemplate(sources: sources)
        let marked = try engine.render(data)
        return engine.unmarked(
            marked, escaping: escaping, undefined: rehearsal.undefined, unused: UnusedNames(of: data, in: sources).all)
    }

    /// The template and every partial that it uses, directly or through others, in the order of their first use.
    private func collect(_ template: MustacheSource) throws(RenderingError) -> TemplateSet {
        var set = TemplateSet(template)
        var problems = template.problems
        var next = 0
        while next < set.sources.count {
            let source = set.sources[next]
            next += 1
            for tag in source.tags where tag.kind == .partial && set.number(of: tag.name) == nil {
                guard let text = partials[tag.name] else {
                    problems.append(missing(tag, in: source))
                    continue
                }
                let partial = MustacheSource(text)
                problems += partial.problems
                set.add(partial, named: tag.name)
            }
        }
        guard problems.isEmpty else { throw RenderingError(problems) }
        return set
    }

    private func missing(_ tag: MustacheTag, in source: MustacheSource) -> Finding {
        let nearest = NearWords.nearest(to: tag.name, in: partials.keys)
        return Finding(
            "template/partial-missing", .error, "there is no partial \(tag.name)", label: "not found",
            at: source.excerpt(of: tag),
            remedy: nearest.map { "write {{>\($0)}}" } ?? "put the partial beside the template")
    }
}

/// A template, first, and the partials that it uses.
struct TemplateSet: Sendable {
    private(set) var sources: [MustacheSource]
    private var numbers: [String: Int] = [:]

    init(_ template: MustacheSource) {
        sources = [template]
    }

    mutating func add(_ partial: MustacheSource, named name: String) {
        numbers[name] = sources.count
        sources.append(partial)
    }

    /// The number of a partial in `sources`.
    func number(of partial: String) -> Int? {
        numbers[partial]
    }
}
