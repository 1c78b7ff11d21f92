import Findings
import Support
import TemplateLint
import Testing

/// One rule let loose on a text, with everything else out of the way.
struct RuleTrial {
    var rules: [any LintRule.Type]
    var mailClass = MailClass.marketing
    var settings = LintSettings()

    init(_ rule: RuleID, _ mailClass: MailClass = .marketing, settings: LintSettings = LintSettings()) {
        rules = [LintRules.rule(rule)].compactMap(\.self)
        self.mailClass = mailClass
        self.settings = settings
    }

    private var linter: Linter {
        Linter(mailClass, settings: settings, rules: rules)
    }

    /// What the rule finds in HTML that is sent as it is.
    func html(_ html: String) -> LintReport {
        linter.lint(final: SourceText(file: "a.html", text: html))
    }

    /// What the rule finds in a plain text.
    func text(_ text: String) -> LintReport {
        linter.lint(final: SourceText(file: "a.txt", text: text))
    }

    /// What the rule finds in a template that is not filled.
    func template(_ template: String) -> LintReport {
        linter.lint(template: MustacheSource(SourceText(file: "a.html", text: template)))
    }

    /// What the rule finds in a template of a language that is not read.
    func anyTemplate(_ template: String) -> LintReport {
        linter.lint(template: SourceText(file: "a.html", text: template))
    }

    /// What the rule finds in a template and its data.
    func rendered(_ template: String, _ data: TemplateValue) throws -> LintReport {
        let source = MustacheSource(SourceText(file: "a.html", text: template))
        return linter.lint(try MustacheRenderer().render(source, data: data), of: source)
    }

    /// What the rule finds in a Stencil template that is not filled.
    func stencil(_ template: String) -> LintReport {
        linter.lint(template: .stencil(StencilSource(SourceText(file: "a.html", text: template))))
    }

    /// What the rule finds in a Stencil template and its data.
    func stencil(_ template: String, _ data: TemplateValue) throws -> LintReport {
        let source = StencilSource(SourceText(file: "a.html", text: template))
        return linter.lint(try StencilRenderer().render(source, data: data), of: .stencil(source))
    }

    /// What the rule finds in a message; line breaks become CR LF.
    func message(_ message: String) -> LintReport {
        linter.lint(message: SourceText(file: "a.eml", text: message.replacing("\n", with: "\r\n")))
    }
}

extension LintReport {
    /// Where the findings are, in the order of the text.
    var places: [MarkedText.Place] {
        findings.compactMap(\.excerpt?.span).map { MarkedText.Place(line: $0.line, column: $0.column) }
            .sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// Their severities, gravest first.
    var severities: [Severity] { findings.map(\.severity) }
    /// Their messages.
    var messages: [String] { findings.map(\.message) }
    /// Their labels.
    var labels: [String] { findings.compactMap(\.label) }
}
