import Findings
import Scenarios
import TemplateLint

/// A template language that is read and rendered here.
enum TemplateLanguage {
    case mustache
    case stencil

    /// The one that was named, or that of a file without data to be filled with; nil where it is not read.
    init?(_ engine: LintRendering.Engine?, _ name: TemplateName) {
        switch engine {
        case .mustache: self = .mustache
        case .stencil: self = .stencil
        case .some(.none): return nil
        case nil:
            switch name.ending {
            case "mustache": self = .mustache
            case "stencil": self = .stencil
            default: return nil
            }
        }
    }

    /// A template of the language.
    func source(_ text: SourceText) -> TemplateSource {
        switch self {
        case .mustache: .mustache(MustacheSource(text))
        case .stencil: .stencil(StencilSource(text))
        }
    }

    /// Fills a template; nil after a finding was added.
    func render(
        _ source: TemplateSource, _ name: TemplateName, _ data: TemplateValue,
        escaping: MustacheRenderer.Escaping? = nil, at place: Place, loading: Loading
    ) -> RenderedTemplate? {
        let partials = partials(of: source, beside: name, place, loading: loading)
        do throws(RenderingError) {
            switch source {
            case .mustache(let template):
                let renderer = MustacheRenderer(partials: partials)
                guard let escaping else { return try renderer.render(template, data: data) }
                return try renderer.render(template, data: data, escaping: escaping)
            case .stencil(let template):
                return try StencilRenderer(partials: partials).render(template, data: data)
            }
        } catch {
            error.findings.forEach(loading.report)
            return nil
        }
    }

    /// The partials that lie beside a template, and those that they use.
    func partials(
        of source: TemplateSource, beside name: TemplateName, _ place: Place, loading: Loading
    ) -> [String: SourceText] {
        var found: [String: SourceText] = [:]
        var wanted = source.partialNames
        var asked = Set(wanted)
        while let partial = wanted.popLast() {
            let candidates = name.partialPaths(partial)
            guard let path = candidates.first(where: { Glob($0).matches(in: loading.directory) == [$0] }),
                let text = loading.read(FilePath(path, at: place))
            else { continue }
            found[partial] = text
            wanted += self.source(text).partialNames.filter { asked.insert($0).inserted }
        }
        return found
    }
}

extension TemplateSource {
    /// The names of the templates that it uses.
    fileprivate var partialNames: [String] {
        switch self {
        case .mustache(let source): source.partialNames
        case .stencil(let source): source.partialNames
        }
    }
}
