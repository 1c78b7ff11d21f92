package import Findings

/// A finding as a paragraph: headline, place, source line, carets, notes.
///
///     FAIL  example.com may send › SPF authorises the pool [203.0.113.99]
///       --> Scenarios/auth.yaml:14:39
///        |
///     14 |       - { ip: 203.0.113.99, expect: fail }
///        |                                     ^^^^ got pass
///        = matched include:_spf.vendor.example → ip4:203.0.113.0/24  (lookup 4 of 10)
///        = dns/example.com.zone:12:24
///
/// The terminal, the body of a JUnit failure and the messages about an invalid scenario are all made here.
package struct DiagnosticText: Sendable {
    private let palette: Palette

    /// Paragraphs in these colours.
    package init(_ palette: Palette = .plain) {
        self.palette = palette
    }

    /// A finding about the scenario itself, headed `error: …`; ends with a line break.
    package func diagnostic(_ finding: Finding) -> String {
        let (word, role): (String, Palette.Role) =
            switch finding.severity {
            case .error: ("error", .verdict(.failed))
            case .warning: ("warning", .warning)
            case .info: ("note", .verdict(.skipped))
            }
        let headline = palette.paint(word, role) + palette.paint(": " + VisibleText.line(finding.message), .strong)
        return headline + "\n" + body(of: finding, role: role, saysMessage: false)
    }

    /// What was found in a test case, headed by its verdict and name; ends with a line break.
    package func outcome(_ outcome: CaseOutcome, isWarned: Bool = false, suite: String, name: String) -> String {
        let role = isWarned ? Palette.Role.warning : .verdict(outcome.verdict)
        let word = isWarned ? "WARN" : Self.word(outcome.verdict)
        var text = palette.paint(word, role) + "  "
        text += palette.paint(VisibleText.line("\(suite) › \(name)"), .strong) + "\n"
        if let reason = outcome.reason { text += note(reason, indent: Self.defaultIndent) }
        for finding in outcome.findings {
            text += body(of: finding, role: role, saysMessage: true)
        }
        return text
    }

    /// The word that heads a case of this verdict.
    package static func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .passed: "PASS"
        case .failed: "FAIL"
        case .undetermined: "UNDETERMINED"
        case .skipped: "SKIP"
        }
    }

    /// Where notes begin where there is no line number.
    private static let defaultIndent = 3

    private func body(of finding: Finding, role: Palette.Role, saysMessage: Bool) -> String {
        let label = finding.label ?? (saysMessage ? finding.message : "")
        var text = ""
        var indent = Self.defaultIndent
        // What the carets say already is not said twice.
        var isSaid = !saysMessage || (finding.excerpt != nil && finding.message.contains(label))
        if let excerpt = finding.excerpt {
            let digits = String(excerpt.span.line)
            indent = digits.count + 1
            let window = SourceWindow(excerpt)
            let labelLines = Self.lines(label)
            let gutter = String(repeating: " ", count: indent)
            text += String(repeating: " ", count: digits.count)
            text += palette.paint("--> ", .faint) + VisibleText.line(excerpt.span.description) + "\n"
            text += palette.paint(gutter + "|", .faint) + "\n"
            text += palette.paint(digits + " |", .faint) + (window.text.isEmpty ? "" : " " + window.text) + "\n"
            let pointed = ([window.pointer] + labelLines.prefix(1).filter { !$0.isEmpty }).joined(separator: " ")
            text += palette.paint(gutter + "|", .faint) + " " + palette.paint(pointed, role) + "\n"
            for line in labelLines.dropFirst() { text += note(line, indent: indent) }
        } else if saysMessage {
            text += note(finding.message, indent: indent)
            isSaid = true
            if let label = finding.label, !finding.message.contains(label) { text += note(label, indent: indent) }
        } else if let label = finding.label, !finding.message.contains(label) {
            text += note(label, indent: indent)
        }
        if !isSaid { text += note(finding.message, indent: indent) }
        for one in finding.notes { text += note(one, indent: indent) }
        if let remedy = finding.remedy { text += note("help: " + remedy, indent: indent) }
        // The name is what a scenario writes under `rules:`; an expectation of the scenario has none.
        if saysMessage, finding.rule.group != "mailproof" {
            text += note("\(finding.severity.rawValue) \(finding.rule)", indent: indent)
        }
        return text
    }

    private func note(_ note: Finding.Note, indent: Int) -> String {
        guard let place = note.excerpt?.span.description else { return self.note(note.text, indent: indent) }
        return self.note(note.text.isEmpty ? place : "\(note.text) (\(place))", indent: indent)
    }

    private func note(_ text: String, indent: Int) -> String {
        let gutter = String(repeating: " ", count: indent)
        var result = ""
        for (number, line) in Self.lines(text).enumerated() {
            let mark = number == 0 ? palette.paint(gutter + "=", .faint) + " " : gutter + "  "
            result += mark + line + "\n"
        }
        return result
    }

    private static func lines(_ text: String) -> [String] {
        // Nearly all that is said is one line.
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return [VisibleText.of(text)] }
        return VisibleText.of(text.replacing("\r\n", with: "\n")).split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map(String.init)
    }
}
