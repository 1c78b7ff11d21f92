import Findings
import MailMessage

/// Mail to many says which list it is of.
///
/// A remark on marketing mail without List-Id. Google recommends the field, and readers' filters sort by it; nobody
/// requires it. Source: RFC 2919; Google's guidelines for senders.
///
/// Fires:
/// ```eml
/// From: news@example.com
/// X-List-Id: <weekly.example.com>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// List-ID: Weekly news <weekly.example.com>
///
/// Hello
/// ```
struct ListIDMissing: LintRule {
    static let id: RuleID = "headers/list-id-missing"
    static let severity = Severity.info
    static let needs = LintNeed.message
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, message.field("list-id") == nil else { return }
        let domain = message.from.first?.domain ?? "example.com"
        findings.report(
            "add a List-Id field", label: "no List-Id", in: message.text, at: message.top,
            remedy: "List-Id: <the name of the list.\(domain)>")
    }
}
