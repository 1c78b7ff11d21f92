package import Findings
import Scenarios
package import TemplateLint

/// One file to be linted, read and filled.
package enum LintSubject: Sendable {
    /// A Mustache template as it stands.
    case mustache(MustacheSource)
    /// A template of a language that is not read.
    case template(SourceText)
    /// A template and what it was rendered to.
    case rendered(RenderedTemplate, of: MustacheSource)
    /// A text that is sent as it is.
    case final(SourceText)
    /// A message with its header.
    case message(SourceText)
    /// A template that a program renders.
    case command(CommandRendering)

    /// Reads a file and fills it as the specification says; nil after a finding was added.
    init?(_ path: FilePath, specification: LintSpecification, loading: Loading) {
        guard let text = loading.read(path) else { return nil }
        let name = TemplateName(path.text)
        if name.ending == "eml" {
            self = .message(text)
            return
        }
        if let command = specification.render?.command {
            guard
                let rendering = CommandRendering(
                    text, name, command, data: specification.render?.data, loading: loading)
            else { return nil }
            self = .command(rendering)
            return
        }
        switch specification.render?.engine {
        case .some(.none), .stencil:
            self = .final(text)
        case .mustache:
            guard let subject = Self.filled(text, name, specification.render?.data, loading: loading) else {
                return nil
            }
            self = subject
        case nil:
            guard name.ending == "mustache" else {
                self = .template(text)
                return
            }
            guard let subject = Self.filled(text, name, nil, loading: loading) else { return nil }
            self = subject
        }
    }

    /// A Mustache template with its data, or as it stands where there is none.
    private static func filled(
        _ text: SourceText, _ name: TemplateName, _ data: Templated?, loading: Loading
    ) -> LintSubject? {
        let source = MustacheSource(text)
        guard let data else {
            source.problems.forEach(loading.report)
            return source.problems.isEmpty ? .mustache(source) : nil
        }
        let dataFile = FilePath(data.filled(["template.stem": name.stem, "template.path": name.path]), at: data.place)
        let value = loading.templateData(dataFile)
        let renderer = MustacheRenderer(partials: partials(of: source, beside: name, data.place, loading: loading))
        do {
            // Without its data, the template is rendered all the same: its own problems are reported too.
            let rendered = try renderer.render(source, data: value ?? .empty)
            return value == nil ? nil : .rendered(rendered, of: source)
        } catch {
            error.findings.forEach(loading.report)
            return nil
        }
    }

    /// The partials that lie beside a template, and those that they use.
    static func partials(
        of source: MustacheSource, beside name: TemplateName, _ place: Place, loading: Loading
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
            wanted += MustacheSource(text).partialNames.filter { asked.insert($0).inserted }
        }
        return found
    }
}

/// The parts of a template's path.
struct TemplateName {
    /// As the scenario would write it.
    let path: String
    /// The file's name without its last ending.
    let stem: String
    /// The last ending in small letters, without its dot.
    let ending: String
    private let folder: Substring

    init(_ path: String) {
        self.path = path
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        folder = path[..<start]
        let name = path[start...]
        let dot = name.dropFirst().lastIndex(of: ".")
        stem = String(dot.map { name[..<$0] } ?? name)
        ending = dot.map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    /// Where a partial of that name may lie: beside the template, with its ending, as `.mustache`, or as it is called.
    func partialPaths(_ name: String) -> [String] {
        ["\(folder)\(name).\(ending)", "\(folder)\(name).mustache", "\(folder)\(name)"]
    }
}
