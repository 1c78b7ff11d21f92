import DNS
import Findings
import MailAuth
import MailTransport
import Scenarios
import TemplateLint

/// One file on its way from what was read to an outcome: rendered where a program must do that, linted, and judged by
/// the spam filters that were asked for.
struct LintRun {
    private let row: Row<LintSpecification>
    private let subject: LintSubject

    init(_ row: Row<LintSpecification>, _ subject: LintSubject) {
        self.row = row
        self.subject = subject
    }

    /// What a file turned out to be: its report, and the mail that filters may judge.
    private struct Linted {
        var report: LintReport
        /// The mail as it is sent; nil where it is not rendered.
        var mail: SpamEngineMessage?
    }

    /// What became of the file.
    func outcome() async -> CaseOutcome {
        switch await linted() {
        case .failure(let failure): return failure.outcome
        case .success(let linted):
            var parts = [LintOutcome(linted.report, of: row).outcome]
            for choice in row.specification.engines { parts.append(await judgement(of: linted.mail, by: choice)) }
            return parts.count == 1 ? parts[0] : .combined(parts)
        }
    }

    /// What the rules say of the file; nil where it could not be rendered.
    func report() async -> LintReport? {
        try? await linted().get().report
    }

    private func linted() async -> Result<Linted, CommandRendering.Failure> {
        let linter = Linter(row.specification.mailClass, policy: row.specification.policy, settings: settings)
        switch subject {
        case .source(let source): return .success(Linted(report: linter.lint(template: source)))
        case .template(let text): return .success(Linted(report: linter.lint(template: text)))
        case .rendered(let rendered, let source, let text):
            return .success(
                Linted(
                    report: linter.lint(rendered, of: source, text: text),
                    mail: SpamEngineMessage(rendered, text, file: source.text)))
        case .final(let text): return .success(Linted(report: linter.lint(final: text), mail: SpamEngineMessage(text)))
        case .message(let text):
            return .success(Linted(report: linter.lint(message: text), mail: SpamEngineMessage(message: text)))
        case .command(let rendering):
            return await rendering.mail().map { mail in
                Linted(report: linter.lint(final: mail, of: rendering.template), mail: SpamEngineMessage(mail))
            }
        }
    }

    private func judgement(of mail: SpamEngineMessage?, by choice: SpamEngineChoice) async -> CaseOutcome {
        guard let mail else {
            let finding = Finding(
                RuleID(rawValue: "lint/\(choice.key)-not-asked"), .error,
                "\(choice.engine.name) judges mail, and \(row.specification.file?.name ?? "this") is a template that is not filled",
                label: "nothing to judge", at: choice.place.excerpt,
                remedy: "add render: with its data, or render: { engine: none } where the file is what is sent")
            return .undetermined([finding], type: "mailproof.\(choice.key)")
        }
        return await SpamJudgement.outcome(of: mail.bytes, mail.file, by: choice)
    }

    /// What the rules are told: by the user, and who owns a domain by the public suffix list.
    private var settings: LintSettings {
        var settings = Self.settings
        row.specification.decisions.apply(to: &settings)
        return settings
    }

    private static let settings: LintSettings = {
        var settings = LintSettings()
        if let suffixes = PublicSuffixes() {
            settings.registrableDomain = { host in
                DomainName(host).flatMap { suffixes.registrableDomain(of: $0) }?.description
            }
        }
        return settings
    }()
}
