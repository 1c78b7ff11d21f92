import Findings

/// The data holds what the template prints.
///
/// Fires on names of the data that no tag of the template or its partials mentions: what was to be in the mail is not, or
/// the name is written differently in one of the two. Data is often made for several mails, so it is a remark.
///
/// Left alone: names that only a section mentions that this data does not show.
///
/// Source: personalization/undefined-variable, seen from the data.
///
/// Fires:
/// ```mustache
/// <p>Hi {{name}}</p>
/// ---
/// {"name": "Ann", "voucher": "SUMMER"}
/// ```
///
/// Left alone:
/// ```mustache
/// <p>Hi {{name}}{{#vip}}, your voucher is {{voucher}}{{/vip}}</p>
/// ---
/// {"name": "Ann", "vip": false, "voucher": "SUMMER"}
/// ```
struct UnusedData: LintRule {
    static let id: RuleID = "personalization/unused-data"
    static let severity = Severity.info
    static let needs = LintNeed.data
    static let scope = LintScope.whole

    private static let shown = 10

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let unused = mail.unused, !unused.isEmpty, let template = mail.source else { return }
        let names = unused.prefix(Self.shown).map { $0.shortened(to: 60) }.joined(separator: ", ")
        let rest = unused.count > Self.shown ? " and \(unused.count - Self.shown) more" : ""
        findings.report(
            "print \(names)\(rest), or remove it from the data", label: "nothing here asks for it",
            at: template.text.place(atByte: 0).excerpt)
    }
}
