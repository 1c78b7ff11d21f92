package import Findings
import MailMessage

/// Lints templates, what they render to, and whole messages.
///
/// The three ways in differ in what there is to look at; rules that need more than there is are listed as skipped.
package struct Linter: Sendable {
    private let mailClass: MailClass
    private let policy: LintPolicy
    private let settings: LintSettings
    private let rules: [any LintRule.Type]

    /// A linter for mail of one class; rules can be given for tests.
    package init(
        _ mailClass: MailClass, policy: LintPolicy = LintPolicy(), settings: LintSettings = LintSettings(),
        rules: [any LintRule.Type] = LintRules.all
    ) {
        self.mailClass = mailClass
        self.policy = policy
        var settings = settings
        settings.acceptsMailtoUnsubscribe = settings.acceptsMailtoUnsubscribe || policy.acceptsMailtoUnsubscribe
        self.settings = settings
        self.rules = rules
    }

    /// Lints a template as it stands, without data.
    ///
    /// What its tags will print is unknown; rules hold back where it matters. Problems of its syntax are not repeated
    /// here: see `TemplateSource.problems`.
    package func lint(template: TemplateSource) -> LintReport {
        let parts = part(of: template.text, masked: template.masked)
        return lint([Look(mail(parts, isFinal: false, source: template))], in: [template.text])
    }

    /// Lints a Mustache template as it stands, without data.
    package func lint(template: MustacheSource) -> LintReport {
        lint(template: .mustache(template))
    }

    /// Lints a template of a language that is not read: whatever looks like a tag is taken out.
    package func lint(template: SourceText) -> LintReport {
        let parts = part(of: template, masked: MaskedTemplate(guessing: template))
        return lint([Look(mail(parts, isFinal: false))], in: [template])
    }

    /// Lints what a template was rendered to, and then the template as it stands; places are those of the template.
    ///
    /// The second look finds what stands in sections that this data does not show. Where the text part of the same mail
    /// was rendered from a template of its own, the rules see both parts.
    package func lint(
        _ rendered: RenderedTemplate, of template: TemplateSource, text: RenderedTemplate? = nil
    ) -> LintReport {
        var filled = part(LintText(rendered, of: template.text), file: template.text)
        if let text, filled.plain == nil, let file = text.map.sources.first {
            filled.plain = LintText(text, of: file)
        }
        let raw = part(of: template.text, masked: template.masked)
        let undefined = rendered.undefined + (text?.undefined ?? [])
        let unused = text.map { other in rendered.unused.filter(other.unused.contains) } ?? rendered.unused
        return lint(
            [
                Look(mail(filled, isFinal: true, source: template, undefined: undefined, unused: unused)),
                Look(mail(raw, isFinal: false, source: template), repeats: .places),
            ], in: [template.text] + rendered.map.sources.dropFirst() + (text?.map.sources ?? []))
    }

    /// Lints what a Mustache template was rendered to; see `lint(_:of:text:)`.
    package func lint(_ rendered: RenderedTemplate, of template: MustacheSource) -> LintReport {
        lint(rendered, of: .mustache(template))
    }

    /// Lints a text that is sent as it is.
    package func lint(final text: SourceText) -> LintReport {
        let parts = part(LintText(text, origin: .whole(text)), file: text)
        return lint([Look(mail(parts, isFinal: true))], in: [text])
    }

    /// Lints what a program rendered, and then the template that it was rendered from as it stands.
    ///
    /// Which line of the template a line of the output came from is not known: places are those of the output, and those
    /// of the template for what the output does not show.
    package func lint(final output: SourceText, of template: SourceText) -> LintReport {
        let filled = part(LintText(output, origin: .whole(output)), file: output)
        let raw = part(of: template, masked: MaskedTemplate(guessing: template))
        return lint(
            [Look(mail(filled, isFinal: true)), Look(mail(raw, isFinal: false), repeats: .messages)],
            in: [template, output], output: output)
    }

    /// Lints a message (RFC 5322) with its header.
    package func lint(message text: SourceText) -> LintReport {
        let message = Message(bytes: text.bytes)
        let root = message.mimeRoot
        let whole = LintText(text, origin: .whole(text))
        let parts = Parts(
            file: text,
            html: DecodedPart.first("html", of: root, in: text).map { LintedMail.HTMLPart($0) },
            plain: DecodedPart.first("plain", of: root, in: text))
        let part = LintedMail.MessagePart(
            text: whole, message: message, root: root, html: parts.html, plain: parts.plain)
        return lint([Look(mail(parts, isFinal: true, message: part))], in: [text])
    }

    private struct Parts {
        var file: SourceText
        var html: LintedMail.HTMLPart?
        var plain: LintText?
    }

    /// A mail that the rules look at, the first or a second time.
    private struct Look {
        /// What a second look leaves to the first.
        enum Repeats {
            case nothing
            /// What was said of a place.
            case places
            /// What was said at all.
            case messages
        }

        var mail: LintedMail
        var repeats: Repeats

        init(_ mail: LintedMail, repeats: Repeats = .nothing) {
            self.mail = mail
            self.repeats = repeats
        }
    }

    private func part(of source: SourceText, masked: MaskedTemplate) -> Parts {
        part(LintText(source, origin: .whole(source), holes: masked.holes), file: source, masked: masked)
    }

    private func part(_ text: LintText, file: SourceText, masked: MaskedTemplate? = nil) -> Parts {
        TextKind(of: file) == .html
            ? Parts(file: file, html: LintedMail.HTMLPart(text, masked: masked), plain: nil)
            : Parts(file: file, html: nil, plain: text)
    }

    private func mail(
        _ parts: Parts, isFinal: Bool, source: TemplateSource? = nil, undefined: [UndefinedVariable]? = nil,
        unused: [String]? = nil, message: LintedMail.MessagePart? = nil
    ) -> LintedMail {
        let pieces = (parts.html?.pieces ?? []) + (parts.plain.map { [TextPiece(plain: $0)] } ?? [])
        return LintedMail(
            file: parts.file, mailClass: mailClass, isFinal: isFinal, html: parts.html, plain: parts.plain,
            urls: (parts.html?.urls ?? []) + (parts.plain.map { MailURL.all(inPlain: $0) } ?? []),
            pieces: pieces, folded: FoldedText(pieces), source: source, undefined: undefined, unused: unused,
            message: message, settings: settings)
    }

    /// Lets the rules look; comments in the files may disable them, and are judged when everybody has looked.
    private func lint(_ looks: [Look], in files: [SourceText], output: SourceText? = nil) -> LintReport {
        var sink = FindingSink(policy: policy, control: LintControl(files: files, output: output))
        sink.origin = looks.first?.mail.message?.madeBy
        sink.remembersPlaces = looks.contains { $0.repeats == .places }
        sink.remembersMessages = looks.contains { $0.repeats == .messages }
        let (aboutComments, aboutMail) = rules.divided { $0.id.rawValue.hasPrefix("lint/") }
        var skipped: [LintReport.Skipped] = []
        for look in looks {
            sink.wantsNewPlacesOnly = look.repeats == .places
            sink.wantsNewMessagesOnly = look.repeats == .messages
            let isFirst = look.repeats == .nothing
            let seen = self.look(
                at: look.mail, with: isFirst ? aboutMail : aboutMail.filter { $0.scope == .places }, into: &sink)
            if isFirst { skipped = seen }
        }
        sink.wantsNewPlacesOnly = false
        sink.wantsNewMessagesOnly = false
        if let mail = looks.first?.mail, !aboutComments.isEmpty {
            if sink.control.holdsDirectives {
                sink.idle = Set(LintRules.all.filter { !mayFind($0, in: mail) }.map { $0.id })
            }
            _ = look(at: mail, with: aboutComments, into: &sink)
        }
        sink.end()
        return LintReport(sink, skipped: skipped)
    }

    /// Whether a rule looks at such mail at all.
    private func mayFind(_ rule: any LintRule.Type, in mail: LintedMail) -> Bool {
        rule.classes.contains(mailClass) && policy.levels[rule.id] != .ignore && rule.needs.missing(in: mail) == nil
    }

    /// Lets rules look at a mail, and returns those that could not.
    private func look(
        at mail: LintedMail, with rules: [any LintRule.Type], into sink: inout FindingSink
    ) -> [LintReport.Skipped] {
        var skipped: [LintReport.Skipped] = []
        for rule in rules where rule.classes.contains(mailClass) && policy.levels[rule.id] != .ignore {
            if let reason = rule.needs.missing(in: mail) {
                skipped.append(.init(rule: rule.id, reason: reason))
                continue
            }
            sink.begin(rule.id, severity: rule.severity)
            rule.init().check(mail, into: &sink)
        }
        return skipped
    }
}

extension LintText {
    /// What a template was rendered to.
    fileprivate convenience init(_ rendered: RenderedTemplate, of file: SourceText) {
        self.init(SourceText(file: file.file, bytes: rendered.bytes), origin: rendered.map)
    }
}

extension Array {
    /// The elements of which it is true, and the others.
    fileprivate func divided(by isIn: (Element) -> Bool) -> (matching: [Element], others: [Element]) {
        (filter(isIn), filter { !isIn($0) })
    }
}
