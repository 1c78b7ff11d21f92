package import Findings
package import Scenarios
package import TemplateLint

/// What is written below `lint`.
package struct LintSpecification: ScenarioMapping {
    /// The patterns of the files.
    package var templates: OneOrMany<FilePath>
    /// How they are filled; nil where they are linted as they stand.
    package var render: LintRendering?
    /// Marketing or transactional.
    package var mailClass: MailClass
    /// The severities that the user wants.
    package var policy: LintPolicy
    /// How many errors are fine; none by default.
    package var errors: Located<Bound<Int>>?
    /// How many warnings are fine; any number by default.
    package var warnings: Located<Bound<Int>>?
    /// Which score is fine; any by default.
    package var score: Located<Bound<Double>>?
    /// What single rules were told.
    var decisions: LintRuleDecisions
    /// The file of findings that are known; nil for none.
    package var baseline: FilePath?
    /// What it holds; nil before rows are made.
    package var known: KnownFindings?
    /// The spam filters that judge the mail too.
    package var engines: [SpamEngineChoice]
    /// The one file that a row is about; nil before rows are made.
    package var file: LintFile?

    package init?(_ fields: inout Fields) {
        let templates = fields.required(
            "templates", OneOrMany<FilePath>.self,
            "The files to lint, as patterns; each file is a row. Templates, HTML, texts, and messages (.eml).")
        let render = fields.optional(
            "render", LintRendering.self, locals: LintRendering.locals,
            "How templates are filled before they are linted; without it they are linted as they stand.")
        let mailClass = fields.required(
            "class", MailClass.self, "What the mail is for: marketing owes its reader a way out. Never guessed.")
        let profile = fields.optional(
            "profile", LintPolicy.Profile.self,
            "recommended (the default), strict (remarks warn, warnings fail) or relaxed (warnings are remarks).")
        fields.notInThisVersion("clients", "The mail programs that must show it right.")
        let providers = fields.optional(
            "providers", Words<ProviderName>.self,
            "The providers whose published rules for bulk senders are kept: gmail, yahoo, outlook.")
        let rules = fields.optional(
            "rules", LintRuleDecisions.self,
            "What is decided about single rules: error, warning, info or ignore, or a mapping with severity and the rule's options."
        )
        score = fields.optional(
            "score", Located<Bound<Double>>.self,
            "The sum of all rules that found something: 3 for an error, 1 for a warning, 0.1 for a remark.")
        errors = fields.optional("errors", Located<Bound<Int>>.self, "How many errors are fine; 0 by default.")
        warnings = fields.optional(
            "warnings", Located<Bound<Int>>.self, "How many warnings are fine; any number by default.")
        baseline = fields.optional(
            "baseline", FilePath.self,
            "A file of findings that are known; only what is new fails. mailproof lint --write-baseline writes it.")
        let spamassassin = fields.optional(
            "spamassassin", SpamAssassinSpecification.self, "A SpamAssassin that judges the mail beside our own rules.")
        let rspamd = fields.optional(
            "rspamd", RspamdSpecification.self, "An Rspamd that judges the mail beside our own rules.")
        engines = [spamassassin?.choice, rspamd?.choice].compactMap(\.self)
        guard let templates, let mailClass else { return nil }
        self.templates = templates
        self.render = render
        self.mailClass = mailClass
        decisions = rules ?? LintRuleDecisions()
        policy = LintPolicy(
            profile: profile ?? .recommended, levels: decisions.levels,
            presets: (providers?.values ?? []).compactMap { ProviderPreset(named: $0.rawValue) })
    }
}

/// How templates are filled.
package struct LintRendering: ScenarioMapping {
    /// The references that `data` may hold.
    static let locals = ["template.stem", "template.path"]

    /// The language that they are written in.
    package var engine: Engine
    /// The program that renders them, in place of a language.
    package var command: Command?
    /// The file that fills a template; nil where they are linted as they stand.
    package var data: Templated?

    /// A template language.
    package enum Engine: String, ScenarioWord {
        /// Mustache.
        case mustache
        /// Stencil.
        case stencil
        /// None: the files are what is sent.
        case none
    }

    /// A program of the user.
    package struct Command: Sendable {
        /// The program and its arguments.
        package var arguments: [Templated]
        /// How long it may take; nil for the usual time.
        package var timeout: Duration?
        /// Where it is written.
        package var place: Place
    }

    package init?(_ fields: inout Fields) {
        let engine = fields.optional(
            "engine", Engine.self, "mustache (the default), stencil, or none: the files are sent as they are.")
        data = fields.optional(
            "data", Templated.self,
            "The JSON or YAML file that fills a template; $(template.stem) and $(template.path) stand for its name.")
        let arguments = fields.optional(
            "command", OneOrMany<Templated>.self, locals: Self.locals,
            "The program that renders a template, and its arguments; it gets the data as JSON on standard input and prints the mail. The template's path is the last argument unless $(template.path) puts it elsewhere."
        )
        let timeout = fields.optional(
            "timeout", Located<Duration>.self, "How long the program may take for one template; 20s by default.")
        if let arguments, let place = fields.valuePlace("command") {
            command = Command(arguments: arguments.values, timeout: timeout?.value, place: place)
            if engine != nil, let place = fields.keyPlace("engine") {
                fields.report(
                    "scenario/conflicting-keys", "engine has no effect beside command", label: "has no effect",
                    at: place, remedy: "remove one of them")
            }
        } else if let timeout {
            fields.report(
                "scenario/conflicting-keys", "timeout has no effect without command", label: "has no effect",
                at: timeout.place, remedy: "remove it; templates are rendered here at once")
        }
        if engine == .some(.none), let data {
            fields.report(
                "scenario/bad-value", "with engine: none there is nothing to fill", label: "not used",
                at: data.place, remedy: "remove data, or name the engine")
        }
        self.engine = engine ?? .mustache
    }
}

/// A provider with published rules for bulk senders.
package enum ProviderName: String, ScenarioWord {
    /// Gmail.
    case gmail
    /// Yahoo.
    case yahoo
    /// Outlook.com.
    case outlook
}

extension MailClass: ScenarioWord {}
extension LintPolicy.Profile: ScenarioWord {}
extension LintPolicy.Level: ScenarioWord {}
