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

    func outcome() async -> CaseOutcome {
        var subject = subject
        if case .command(let rendering) = subject {
            switch await rendering.mail() {
            case .success(let mail): subject = .final(mail)
            case .failure(let failure): return failure.outcome
            }
        }
        let specification = row.specification
        let linter = Linter(specification.mailClass, policy: specification.policy, settings: Self.settings)
        let report: LintReport
        switch subject {
        case .mustache(let source): report = linter.lint(template: source)
        case .template(let text): report = linter.lint(template: text)
        case .rendered(let rendered, let source): report = linter.lint(rendered, of: source)
        case .final(let text): report = linter.lint(final: text)
        case .message(let text): report = linter.lint(message: text)
        case .command: return .skipped("the template was not rendered")
        }
        var parts = [LintOutcome(report, of: row).outcome]
        for choice in specification.engines { parts.append(await judgement(of: subject, by: choice)) }
        return parts.count == 1 ? parts[0] : .combined(parts)
    }

    private func judgement(of subject: LintSubject, by choice: SpamEngineChoice) async -> CaseOutcome {
        guard let message = SpamEngineMessage(subject) else {
            return .passed(output: ["\(choice.engine.name): not asked, for the mail is not rendered"])
        }
        return await SpamJudgement.outcome(of: message.bytes, message.file, by: choice)
    }

    /// What the rules are told: who owns a domain, by the public suffix list.
    static let settings: LintSettings = {
        var settings = LintSettings()
        if let suffixes = PublicSuffixes() {
            settings.registrableDomain = { host in
                DomainName(host).flatMap { suffixes.registrableDomain(of: $0) }?.description
            }
        }
        return settings
    }()
}
