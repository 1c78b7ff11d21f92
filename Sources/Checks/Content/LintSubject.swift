import Findings
import Scenarios
import TemplateLint

/// One file to be linted, read and filled.
enum LintSubject: Sendable {
    /// A template as it stands, of a language that is read.
    case source(TemplateSource)
    /// A template of a language that is not read.
    case template(SourceText)
    /// A template and what it was rendered to, and the text part of the same mail.
    case rendered(RenderedTemplate, of: TemplateSource, text: RenderedTemplate?)
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
        let rendering = specification.render
        if name.ending == "eml" {
            self = .message(text)
        } else if let command = rendering?.command {
            guard let command = CommandRendering(text, name, command, data: rendering?.data, loading: loading)
            else { return nil }
            self = .command(command)
        } else if rendering?.engine == .some(.none) {
            self = .final(text)
        } else if let language = TemplateLanguage(rendering?.engine, name) {
            guard let subject = Self.filled(language, text, name, rendering?.data, loading: loading) else { return nil }
            self = subject
        } else {
            self = .template(text)
        }
    }

    /// A template with its data, or as it stands where there is none.
    private static func filled(
        _ language: TemplateLanguage, _ text: SourceText, _ name: TemplateName, _ data: Templated?, loading: Loading
    ) -> LintSubject? {
        let source = language.source(text)
        guard let data else {
            source.problems.forEach(loading.report)
            return source.problems.isEmpty ? .source(source) : nil
        }
        let dataFile = FilePath(data.filled(["template.stem": name.stem, "template.path": name.path]), at: data.place)
        let value = loading.templateData(dataFile)
        // Without its data, the template is rendered all the same: its own problems are reported too.
        guard let rendered = language.render(source, name, value ?? .empty, at: data.place, loading: loading) else {
            return nil
        }
        guard let value else { return nil }
        guard let companion = name.textCompanion(in: loading) else { return .rendered(rendered, of: source, text: nil) }
        guard let file = loading.read(FilePath(companion, at: data.place)) else { return nil }
        let plain = language.source(file)
        guard
            let text = language.render(
                plain, TemplateName(companion), value, escaping: MustacheRenderer.Escaping.none, at: data.place,
                loading: loading)
        else { return nil }
        return .rendered(rendered, of: source, text: text)
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

    /// The template of the text part that lies beside that of the HTML part: `a.txt.mustache` beside `a.html.mustache`.
    func textCompanion(in loading: Loading) -> String? {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3, ["html", "htm"].contains(parts[parts.count - 2].lowercased()) else { return nil }
        let companion = (parts.dropLast(2) + ["txt", parts[parts.count - 1]]).joined(separator: ".")
        return Glob(companion).matches(in: loading.directory).first
    }

    /// Where a partial of that name may lie: beside the template, with its ending, as `.mustache`, or as it is called.
    func partialPaths(_ name: String) -> [String] {
        ["\(folder)\(name).\(ending)", "\(folder)\(name).mustache", "\(folder)\(name)"]
    }
}
