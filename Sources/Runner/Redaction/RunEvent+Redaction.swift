package import Findings

extension RunEvent {
    /// The event with every secret replaced in every text of it.
    func redacted(by redactor: Redactor) -> RunEvent {
        guard !redactor.isEmpty else { return self }
        switch self {
        case .runStarted(var run):
            run.id = redactor.redact(run.id)
            run.version = redactor.redact(run.version)
            run.host = redactor.redact(run.host)
            run.suites = run.suites.map { suite in
                SuiteDescription(
                    name: redactor.redact(suite.name), file: redactor.redact(suite.file),
                    cases: suite.cases.map { $0.redacted(by: redactor) })
            }
            return .runStarted(run)
        case .caseStarted: return self
        case .caseFinished(var report):
            report.outcome = report.outcome.redacted(by: redactor)
            report.quarantined = report.quarantined.map(redactor.redact)
            report.earlierAttempts = report.earlierAttempts.map { $0.redacted(by: redactor) }
            return .caseFinished(report)
        case .notice(let notice):
            return .notice(
                Notice(notice.finding.redacted(by: redactor), file: notice.file.map(redactor.redact)))
        case .runFinished(var summary):
            summary.cause = summary.cause.map(redactor.redact)
            return .runFinished(summary)
        }
    }
}

extension RunEvent.CaseDescription {
    fileprivate func redacted(by redactor: Redactor) -> RunEvent.CaseDescription {
        var copy = self
        copy.name = redactor.redact(name)
        copy.span.file = redactor.redact(span.file)
        copy.tags = tags.map(redactor.redact)
        copy.kind = redactor.redact(kind)
        return copy
    }
}

extension CaseOutcome {
    /// The outcome with every secret replaced.
    func redacted(by redactor: Redactor) -> CaseOutcome {
        CaseOutcome(
            verdict, findings: findings.map { $0.redacted(by: redactor) }, type: redactor.redact(type),
            reason: reason.map(redactor.redact),
            properties: properties.map { Property(redactor.redact($0.name), redactor.redact($0.value)) },
            output: redactor.redact(lines: output), transient: transient.map(redactor.redact))
    }
}

extension Finding {
    /// The finding with every secret replaced.
    package func redacted(by redactor: Redactor) -> Finding {
        Finding(
            RuleID(rawValue: redactor.redact(rule.rawValue)), severity, redactor.redact(message),
            label: label.map(redactor.redact), at: excerpt?.redacted(by: redactor),
            remedy: remedy.map(redactor.redact),
            notes: notes.map { Note(redactor.redact($0.text), at: $0.excerpt?.redacted(by: redactor)) })
    }
}

extension SourceExcerpt {
    /// The excerpt with every secret replaced; the span still points at the same words.
    fileprivate func redacted(by redactor: Redactor) -> SourceExcerpt {
        var span = span
        span.file = redactor.redact(span.file)
        let redacted = redactor.redact(line)
        guard redacted != line else { return SourceExcerpt(span: span, line: line) }
        let scalars = line.unicodeScalars
        let before = String(scalars.prefix(max(0, span.column - 1)))
        let within = String(scalars.dropFirst(max(0, span.column - 1)).prefix(span.length))
        span.column = redactor.redact(before).unicodeScalars.count + 1
        span.length = max(1, redactor.redact(within).unicodeScalars.count)
        return SourceExcerpt(span: span, line: redacted)
    }
}

extension Redactor {
    /// Lines without the secrets in them, also those that reach over the end of a line.
    func redact(lines: [String]) -> [String] {
        let joined = lines.joined(separator: "\n")
        let redacted = redact(joined)
        guard redacted != joined else { return lines }
        let parts = redacted.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return parts
    }
}
