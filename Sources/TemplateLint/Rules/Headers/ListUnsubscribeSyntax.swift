import Findings
import MailMessage

/// List-Unsubscribe is a list of addresses in angle brackets.
///
/// Fires where there is no address in angle brackets, or none with https or mailto, or one that leads nowhere. Warns on
/// an http address beside better ones, on white space in an address (programs must ignore it; not all do) and on text
/// beside the brackets. Comments and folds between addresses are left alone. Source: RFC 2369 §2 and §3.2; RFC 8058 §3.1.
///
/// Fires:
/// ```eml
/// List-Unsubscribe: https://example.com/unsubscribe
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// List-Unsubscribe: (use the web) <https://example.com/unsubscribe>,
///  <mailto:u@example.com?subject=unsubscribe>
///
/// Hello
/// ```
struct ListUnsubscribeSyntax: LintRule {
    static let id: RuleID = "headers/list-unsubscribe-syntax"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let field = message.field("list-unsubscribe"), !field.unfoldedBytes.isEmpty
        else { return }
        let list = ListUnsubscribe(field)
        let hasUsable = list.entries.contains { isUsable($0.address) }
        if list.entries.isEmpty {
            findings.report(
                "write the address in angle brackets", label: "no angle brackets", in: message.text,
                at: list.stray ?? field.range, remedy: "List-Unsubscribe: <https://example.com/unsubscribe?u=…>")
            return
        }
        for target in list.entries {
            let range = target.range.isEmpty ? field.range : target.range
            if !isUsable(target.address) {
                findings.report(
                    "write an https or mailto address", label: label(for: target.address), in: message.text, at: range,
                    severity: hasUsable ? .warning : .error)
            } else if target.hasBlanks {
                findings.report(
                    "take the white space out of the address", label: "white space", in: message.text, at: range,
                    severity: .warning)
            }
        }
        if let stray = list.stray {
            findings.report(
                "write nothing but addresses in angle brackets, with commas between them", label: "text beside them",
                in: message.text, at: stray, severity: .warning)
        }
    }

    private func isUsable(_ address: LinkTarget) -> Bool {
        switch address.scheme {
        case "https": address.host != nil
        case "mailto": address.rest.prefix { $0 != "?" }.contains("@")
        default: false
        }
    }

    private func label(for address: LinkTarget) -> String {
        switch address.scheme {
        case "https", "mailto": "an address that leads nowhere"
        case "http": "http"
        case nil: "no scheme"
        case let scheme?: scheme.shortened(to: 20)
        }
    }
}
