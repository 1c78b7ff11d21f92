import Findings

/// A comment that disables a rule says why.
///
/// Fires on `mailproof-disable…` without words behind `--`. Nobody dares to remove such a comment later, because nobody
/// knows whether its reason still holds. It is a remark, and a warning in the strict profile.
///
/// Fires:
/// ```html
/// <!-- mailproof-disable-file size/gmail-clip -->
/// <p>Hello</p>
/// ```
///
/// Left alone:
/// ```html
/// <!-- mailproof-disable-file size/gmail-clip -- an archive for download, no mail -->
/// <p>Hello</p>
/// <!-- mailproof-enable size/gmail-clip -->
/// ```
struct ReasonMissing: LintRule {
    static let id: RuleID = "lint/reason-missing"
    static let severity = Severity.info
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let (file, directives) = findings.control.written else { return }
        for directive in directives where directive.reach != .enable && directive.reason.isEmpty {
            let place = file.place(atByte: directive.range.lowerBound, length: directive.range.count)
            findings.report(
                "add a reason: mailproof-\(directive.reach.rawValue) \(directive.names.map(\.rule.rawValue).joined(separator: " ")) -- why",
                label: "no reason", at: place.excerpt)
        }
    }
}
