import Findings

/// One `<testcase>`.
struct JUnitCase {
    let dialect: JUnitDialect
    let suite: RunEvent.SuiteDescription
    let className: String
    let description: RunEvent.CaseDescription
    /// How many bytes its texts may take.
    var textLimit = JUnitLimits.caseBytes

    /// The element of a case that has ended.
    func append(_ report: RunEvent.CaseReport, to bytes: inout [UInt8]) {
        appendStart(seconds: report.seconds, to: &bytes)
        bytes.append(UInt8(ascii: ">"))
        if dialect == .common { appendProperties(of: report, to: &bytes) }
        appendResult(report.outcome, to: &bytes)
        if dialect == .common {
            appendEarlierAttempts(of: report, to: &bytes)
            appendOutput(of: report, to: &bytes)
        }
        XMLText.append("</testcase>\n", to: &bytes)
    }

    /// The element of a case that has not ended: what a reader finds if nothing more is ever written.
    func appendUnfinished(isRunning: Bool, to bytes: inout [UInt8]) {
        appendStart(seconds: 0, to: &bytes)
        bytes.append(UInt8(ascii: ">"))
        let message = isRunning ? "the run ended while this case was running" : "the run ended before this case began"
        appendFinding(
            "error", type: "mailproof.interrupted", message: message, text: "\(description.span): \(message)\n",
            to: &bytes)
        XMLText.append("</testcase>\n", to: &bytes)
    }

    private func appendStart(seconds: Double, to bytes: inout [UInt8]) {
        XMLText.append("<testcase", to: &bytes)
        XMLText.appendAttribute("name", description.name, to: &bytes)
        XMLText.appendAttribute("classname", className, to: &bytes)
        if dialect == .common {
            XMLText.appendAttribute("file", description.span.file, to: &bytes)
            XMLText.appendAttribute("line", String(description.span.line), to: &bytes)
        }
        XMLText.appendAttribute("time", JUnitTime.text(seconds), to: &bytes)
    }

    private func appendResult(_ outcome: CaseOutcome, to bytes: inout [UInt8]) {
        switch outcome.verdict {
        case .passed: return
        case .failed:
            appendFinding(
                "failure", type: outcome.type, message: outcome.headline, text: text(of: outcome), to: &bytes)
        case .undetermined:
            appendFinding(
                "error", type: outcome.type, message: outcome.headline, text: text(of: outcome), to: &bytes)
        case .skipped:
            let message = outcome.reason ?? outcome.headline
            XMLText.append("<skipped", to: &bytes)
            XMLText.appendAttribute("message", message.cut(toCharacters: JUnitLimits.messageCharacters), to: &bytes)
            // windyroad's JUnit.xsd knows no type here.
            if dialect == .common { XMLText.appendAttribute("type", outcome.type, to: &bytes) }
            bytes.append(UInt8(ascii: ">"))
            // GitLab shows the text and not the attribute.
            XMLText.appendText(outcome.findings.isEmpty ? message : text(of: outcome), to: &bytes)
            XMLText.append("</skipped>", to: &bytes)
        }
    }

    private func appendFinding(
        _ element: StaticString, type: String, message: String, text: String, to bytes: inout [UInt8]
    ) {
        XMLText.append("<", to: &bytes)
        XMLText.append(element, to: &bytes)
        XMLText.appendAttribute("message", message.cut(toCharacters: JUnitLimits.messageCharacters), to: &bytes)
        XMLText.appendAttribute("type", type, to: &bytes)
        bytes.append(UInt8(ascii: ">"))
        XMLText.appendText(text.cut(toBytes: textLimit), to: &bytes)
        XMLText.append("</", to: &bytes)
        XMLText.append(element, to: &bytes)
        bytes.append(UInt8(ascii: ">"))
    }

    /// `file:line:column: message`, then the paragraph that the terminal shows.
    private func text(of outcome: CaseOutcome) -> String {
        let span = outcome.findings.first?.excerpt?.span ?? description.span
        return "\(span): \(outcome.headline)\n\n"
            + DiagnosticText().outcome(outcome, suite: suite.name, name: description.name)
    }

    private func appendEarlierAttempts(of report: RunEvent.CaseReport, to bytes: inout [UInt8]) {
        // Jenkins and mikepenz read flakyFailure and rerunFailure, and not their siblings for errors.
        for attempt in report.earlierAttempts {
            let isFlaky = report.outcome.verdict == .passed
            XMLText.append(isFlaky ? "<flakyFailure" : "<rerunFailure", to: &bytes)
            let message = attempt.headline.cut(toCharacters: JUnitLimits.messageCharacters)
            XMLText.appendAttribute("message", message, to: &bytes)
            XMLText.appendAttribute("type", attempt.type, to: &bytes)
            XMLText.append("><stackTrace>", to: &bytes)
            XMLText.appendText(text(of: attempt).cut(toBytes: textLimit), to: &bytes)
            XMLText.append(isFlaky ? "</stackTrace></flakyFailure>" : "</stackTrace></rerunFailure>", to: &bytes)
        }
    }

    private func appendProperties(of report: RunEvent.CaseReport, to bytes: inout [UInt8]) {
        var properties = report.outcome.properties
        if report.warned { properties.append(.init("mailproof.warned", "true")) }
        if let reason = report.quarantined { properties.append(.init("mailproof.quarantine", reason)) }
        guard !properties.isEmpty else { return }
        XMLText.append("<properties>", to: &bytes)
        for property in properties { JUnitSuite.append(property, to: &bytes) }
        XMLText.append("</properties>", to: &bytes)
    }

    private func appendOutput(of report: RunEvent.CaseReport, to bytes: inout [UInt8]) {
        var text = ""
        // What is found in a pass does not change the status, so it has no other element.
        if report.outcome.verdict == .passed, !report.outcome.findings.isEmpty {
            text += DiagnosticText().outcome(
                report.outcome, isWarned: report.warned, suite: suite.name, name: description.name)
        }
        for line in report.outcome.output { text += line + "\n" }
        guard !text.isEmpty else { return }
        XMLText.append("<system-out>", to: &bytes)
        XMLText.appendText(text.cut(toBytes: textLimit), to: &bytes)
        XMLText.append("</system-out>", to: &bytes)
    }
}

extension CaseOutcome {
    /// The outcome in one line.
    var headline: String {
        guard let first = findings.first else { return reason ?? "no finding says why (\(type))" }
        let message = first.message.isEmpty ? first.label ?? type : first.message
        return findings.count > 1 ? "\(message) (and \(findings.count - 1) more)" : message
    }
}
