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
        self.settings = settings
        self.rules = rules
    }

    /// Lints a Mustache template as it stands, without data.
    ///
    /// What its tags will print is unknown; rules hold back where it matters. Problems of its syntax are not repeated
    /// here: see `MustacheSource.problems`.
    package func lint(template: MustacheSource) -> LintReport {
        let masked = MaskedTemplate(template)
        return lint(part(of: template.text, masked: masked), isFinal: false, template: template)
    }

    /// Lints a template of a language that is not read: whatever looks like a tag is taken out.
    package func lint(template: SourceText) -> LintReport {
        lint(part(of: template, masked: MaskedTemplate(guessing: template)), isFinal: false)
    }

    /// Lints what a template was rendered to, and then the template as it stands; places are those of the template.
    ///
    /// The second look finds what stands in sections that this data does not show.
    package func lint(_ rendered: RenderedTemplate, of template: MustacheSource) -> LintReport {
        let text = LintText(
            SourceText(file: template.text.file, bytes: rendered.bytes), origin: rendered.map)
        let filled = part(text, file: template.text)
        let raw = part(of: template.text, masked: MaskedTemplate(template))
        var sink = FindingSink(policy: policy)
        let skipped = look(
            at: mail(
                filled, isFinal: true, template: template, undefined: rendered.undefined, unused: rendered.unused),
            with: rules, into: &sink)
        sink.wantsNewPlacesOnly = true
        _ = look(
            at: mail(raw, isFinal: false, template: template), with: rules.filter { $0.scope == .places }, into: &sink)
        sink.end()
        return LintReport(sink, skipped: skipped)
    }

    /// Lints a text that is sent as it is.
    package func lint(final text: SourceText) -> LintReport {
        lint(part(LintText(text, origin: .whole(text)), file: text), isFinal: true)
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
        return lint(
            parts, isFinal: true,
            message: .init(text: whole, message: message, root: root, html: parts.html, plain: parts.plain))
    }

    private struct Parts {
        var file: SourceText
        var html: LintedMail.HTMLPart?
        var plain: LintText?
    }

    private func part(of source: SourceText, masked: MaskedTemplate) -> Parts {
        part(LintText(source, origin: .whole(source), holes: masked.holes), file: source, masked: masked)
    }

    private func part(_ text: LintText, file: SourceText, masked: MaskedTemplate? = nil) -> Parts {
        TextKind(of: file) == .html
            ? Parts(file: file, html: LintedMail.HTMLPart(text, masked: masked), plain: nil)
            : Parts(file: file, html: nil, plain: text)
    }

    private func lint(
        _ parts: Parts, isFinal: Bool, template: MustacheSource? = nil, message: LintedMail.MessagePart? = nil
    ) -> LintReport {
        var sink = FindingSink(policy: policy)
        sink.origin = message?.madeBy
        let mail = mail(parts, isFinal: isFinal, template: template, message: message)
        let skipped = look(at: mail, with: rules, into: &sink)
        sink.end()
        return LintReport(sink, skipped: skipped)
    }

    private func mail(
        _ parts: Parts, isFinal: Bool, template: MustacheSource? = nil, undefined: [UndefinedVariable]? = nil,
        unused: [String]? = nil, message: LintedMail.MessagePart? = nil
    ) -> LintedMail {
        let pieces = (parts.html?.pieces ?? []) + (parts.plain.map { [TextPiece(plain: $0)] } ?? [])
        return LintedMail(
            file: parts.file, mailClass: mailClass, isFinal: isFinal, html: parts.html, plain: parts.plain,
            urls: (parts.html?.urls ?? []) + (parts.plain.map { MailURL.all(inPlain: $0) } ?? []),
            pieces: pieces, folded: FoldedText(pieces),
            template: template, undefined: undefined, unused: unused, message: message, settings: settings)
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
