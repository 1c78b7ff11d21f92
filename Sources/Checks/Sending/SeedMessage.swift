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
    /// The images that the HTML shows, each below the identifier that `cid:` has there.
    package var images: Named<FilePath>?
    /// Files beside the text.
    package var attachments: OneOrMany<FilePath>?
    /// Where one click unsubscribes.
    package var unsubscribe: Located<String>?
    /// A whole message in place of all this.
    package var eml: FilePath?
    /// What was read; nil before `load`, and where something is wrong with it.
    package private(set) var content: Content?
    /// Where it is written.
    private let place: Place

    /// What is sent, but for what differs from seed to seed.
    package enum Content: Sendable {
        /// Parts to be composed.
        case parts(MessageParts)
        /// A whole message.
        case whole([UInt8])
    }

    package init?(_ fields: inout Fields) {
        template = fields.optional("template", FilePath.self, "The Mustache template of the HTML part.")
        text = fields.optional("text", FilePath.self, "The Mustache template of the plain text part.")
        data = fields.optional("data", FilePath.self, "The JSON or YAML file that fills the templates.")
        subject = fields.optional("subject", Located<String>.self, "The subject; Mustache tags in it are filled too.")
        headers = fields.optional("headers", Named<Deferred<String>>.self, "Further header fields by name.")
        images = fields.optional(
            "images", Named<FilePath>.self, "The images that the HTML shows: the identifier behind cid:, and the file.")
        attachments = fields.optional("attachments", OneOrMany<FilePath>.self, "Files to attach.")
        unsubscribe = fields.optional(
            "unsubscribe", Located<String>.self,
            "The https URL where one click unsubscribes: List-Unsubscribe and List-Unsubscribe-Post are written.")
        eml = fields.optional("eml", FilePath.self, "A file with a whole message, sent as it is.")
        guard let place = fields.place else { return nil }
        self.place = place
        if eml != nil {
            for key in ["template", "text", "data", "subject", "headers", "images", "attachments", "unsubscribe"] {
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
        checkUnsubscribe(fields)
        if let images, template == nil, eml == nil {
            fields.report(
                "seed/images-without-html", "there is no HTML part to show \(images.entries.first?.name ?? "them")",
                at: fields.keyPlace("images") ?? place,
                remedy: "add template: FILE, or write attachments: in place of images:")
        }
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
        let shown = images?.entries.map { ($0.name, Self.file($0.value, loading)) } ?? []
        let attached = attachments?.values.map { Self.file($0, loading) } ?? []
        guard let line, let subject = line else { return }
        let parts = MessageParts(
            subject: subject, text: plain.flatMap(\.self), html: html.flatMap(\.self),
            images: shown.compactMap { name, file in file.map { (name, $0) } },
            attachments: attached.compactMap(\.self))
        checkComposition(of: parts, loading)
        content = .parts(parts)
    }

    /// Writes the message as to nobody: what cannot be written is told before the run, at its place.
    private func checkComposition(of parts: MessageParts, _ loading: Loading) {
        guard let nobody = Mailbox("nobody@nowhere.example") else { return }
        var composer = MessageComposer(
            from: [nobody], to: [nobody], subject: parts.subject, date: WallTime(microseconds: 0),
            messageID: "1@nowhere.example")
        let headers = headers?.entries ?? []
        composer.extraFields = unsubscribeFields + headers.map { .init($0.name, $0.value.known ?? "") }
        composer.text = parts.text
        composer.html = parts.html
        // Names are what can be wrong; the content of files need not be encoded for that.
        composer.images = parts.images.map { ($0.contentID, MessageFile(name: $0.file.name, content: [])) }
        composer.attachments = parts.attachments.map { MessageFile(name: $0.name, content: []) }
        do throws(CompositionError) {
            _ = try composer.compose()
        } catch {
            loading.report("seed/cannot-compose", error.description, at: place(of: error))
        }
    }

    /// The key that an error is about.
    private func place(of error: CompositionError) -> Place {
        switch error {
        case .fieldName(let field), .controlCharacter(let field), .lineTooLong(let field), .duplicate(let field):
            let header = headers?.entries.first { $0.name == field }
            return header?.place ?? (field == "Subject" ? subject?.place : nil) ?? place
        case .contentID(let name): return images?.entries.first { $0.name == name }?.place ?? place
        case .mediaType, .imagesWithoutHTML, .noContent: return place
        }
    }

    /// A file to be carried; nil after a finding was added.
    private static func file(_ path: FilePath, _ loading: Loading) -> MessageFile? {
        loading.read(path).map { MessageFile(name: LexicalPath($0.file).name, content: $0.bytes) }
    }

    /// RFC 8058 §3.1: one https URI, and the field that says what one click means.
    private func checkUnsubscribe(_ fields: Fields) {
        guard let unsubscribe else { return }
        let isURI = unsubscribe.value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>,".utf8.contains($0) }
        if !unsubscribe.value.lowercased().hasPrefix("https://") || !isURI {
            fields.report(
                "seed/bad-header", "\(unsubscribe.value) is no https URL", label: "expected an https URL",
                at: unsubscribe.place, remedy: "write the https URL that takes the POST of RFC 8058")
        }
        for entry in headers?.entries ?? [] where entry.name.lowercased().hasPrefix("list-unsubscribe") {
            fields.report(
                "scenario/conflicting-keys", "unsubscribe writes \(entry.name) too", label: "written twice",
                at: entry.place, remedy: "remove one of them")
        }
    }

    /// The fields that `unsubscribe` stands for.
    var unsubscribeFields: [MessageComposer.Field] {
        guard let unsubscribe else { return [] }
        return [
            .init("List-Unsubscribe", "<\(unsubscribe.value)>"),
            .init("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]
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

/// The parts of a message that is composed.
package struct MessageParts: Sendable {
    /// What it is about.
    var subject: String
    /// The part in plain text.
    var text: String?
    /// The part in HTML.
    var html: String?
    /// What the HTML shows.
    var images: [(contentID: String, file: MessageFile)]
    /// Files beside the text.
    var attachments: [MessageFile]
}
