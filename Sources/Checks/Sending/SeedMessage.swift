import Findings
import MailMessage
package import Scenarios
import TemplateLint

/// `message`: a template with its data, or a whole message from a file.
package struct SeedMessageSpecification: ScenarioMapping {
    /// The header field that tells the message of one seed and run from every other.
    package static let tokenField = "X-Mailproof-Seed"

    /// The template of the HTML part.
    package var template: FilePath?
    /// The template of the plain text part.
    package var text: FilePath?
    /// The file that fills them.
    package var data: FilePath?
    /// The subject, a template too.
    package var subject: Located<String>?
    /// Further header fields.
    package var headers: Named<Deferred<String>>?
    /// A whole message in place of all this.
    package var eml: FilePath?
    /// What was read; nil before `load`, and where something is wrong with it.
    package private(set) var content: Content?

    /// What is sent, but for what differs from seed to seed.
    package enum Content: Sendable {
        /// Parts to be composed.
        case parts(subject: String, text: String?, html: String?)
        /// A whole message.
        case whole([UInt8])
    }

    package init?(_ fields: inout Fields) {
        template = fields.optional("template", FilePath.self, "The Mustache template of the HTML part.")
        text = fields.optional("text", FilePath.self, "The Mustache template of the plain text part.")
        data = fields.optional("data", FilePath.self, "The JSON or YAML file that fills the templates.")
        subject = fields.optional("subject", Located<String>.self, "The subject; Mustache tags in it are filled too.")
        headers = fields.optional("headers", Named<Deferred<String>>.self, "Further header fields by name.")
        eml = fields.optional("eml", FilePath.self, "A file with a whole message, sent as it is.")
        guard let place = fields.place else { return nil }
        if eml != nil {
            for key in ["template", "text", "data", "subject", "headers"] {
                guard let keyPlace = fields.keyPlace(key) else { continue }
                fields.report(
                    "scenario/conflicting-keys", "\(key) has no effect beside eml", at: keyPlace, remedy: "remove it")
            }
        } else if template == nil, text == nil {
            guard fields.keyPlace("template") == nil, fields.keyPlace("text") == nil, fields.keyPlace("eml") == nil
            else { return nil }
            fields.report(
                "scenario/missing-key", "there is nothing to send", at: place,
                remedy: "add template: FILE, text: FILE or eml: FILE")
            return nil
        } else if subject == nil, fields.keyPlace("subject") == nil {
            fields.report("scenario/missing-key", "the subject is missing", at: place, remedy: "add subject: …")
        }
        for entry in headers?.entries ?? [] { Self.check(entry, fields) }
    }

    /// Reads the files; what is wrong with them makes the scenario invalid.
    package mutating func load(_ loading: Loading) {
        if let eml {
            guard let file = loading.read(eml) else { return }
            let message = Message(bytes: file.bytes)
            guard message.field(named: "From") != nil else {
                return loading.report(
                    "seed/no-message", "\(file.file) is no message: it has no From", label: "no message", at: eml.place,
                    remedy: "name a file that begins with header fields")
            }
            content = .whole(file.bytes)
            return
        }
        let values = data.map { loading.templateData($0) } ?? .empty
        guard let values else { return }
        let html = template.map { Self.render($0, values, .html, loading) }
        let plain = text.map { Self.render($0, values, .none, loading) }
        let line = subject.map { Self.render($0, values, loading) }
        // Each of them is nil where it is not wanted, and holds nil where it could not be rendered.
        if case .some(nil) = html { return }
        if case .some(nil) = plain { return }
        guard let line, let subject = line else { return }
        content = .parts(subject: subject, text: plain.flatMap(\.self), html: html.flatMap(\.self))
    }

    private static func render(
        _ path: FilePath, _ data: TemplateValue, _ escaping: MustacheRenderer.Escaping, _ loading: Loading
    ) -> String? {
        guard let text = loading.read(path) else { return nil }
        let language = TemplateLanguage.mustache
        return language.render(
            language.source(text), TemplateName(path.text), data, escaping: escaping, at: path.place, loading: loading
        )?.text
    }

    private static func render(_ subject: Located<String>, _ data: TemplateValue, _ loading: Loading) -> String? {
        do throws(RenderingError) {
            let text = SourceText(file: "subject", text: subject.value)
            return try MustacheRenderer().render(template: text, data: data, escaping: .none).text
        } catch {
            for finding in error.findings {
                loading.report(finding.rule, finding.message, label: finding.label, at: subject.place)
            }
            return nil
        }
    }

    /// The names of fields are judged before the run, their values when their references are known.
    private static func check(_ entry: Named<Deferred<String>>.Entry, _ fields: Fields) {
        do throws(CompositionError) {
            _ = try FieldWriter.write(entry.name, entry.value.known ?? "")
        } catch {
            fields.report("seed/bad-header", error.description, at: entry.place)
        }
    }
}
