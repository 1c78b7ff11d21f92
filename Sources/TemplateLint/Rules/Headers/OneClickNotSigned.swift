import Findings
import MailMessage

/// The fields for one-click unsubscribe are signed.
///
/// Fires on a signed message with List-Unsubscribe-Post where no DKIM-Signature has both List-Unsubscribe and
/// List-Unsubscribe-Post in its `h=` tag; the finding names those that are missing. Receivers that see a field that is
/// not covered show no button, because anybody on the way may have added it. One signature that covers both is enough,
/// whoever made it. Signers often leave the second field out. Source: RFC 8058 §4.
///
/// Fires:
/// ```eml
/// DKIM-Signature: v=1; d=example.com; s=a; h=from:list-unsubscribe; bh=; b=
/// List-Unsubscribe: <https://example.com/u>
/// List-Unsubscribe-Post: List-Unsubscribe=One-Click
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// DKIM-Signature: v=1; d=relay.example.net; s=a; h=from:to; bh=; b=
/// DKIM-Signature: v=1; d=example.com; s=a; h=From:List-Unsubscribe:
///  List-Unsubscribe-Post; bh=; b=
/// List-Unsubscribe: <https://example.com/u>
/// List-Unsubscribe-Post: List-Unsubscribe=One-Click
///
/// Hello
/// ```
struct OneClickNotSigned: LintRule {
    static let id: RuleID = "headers/one-click-not-signed"
    static let severity = Severity.error
    static let needs = LintNeed.signature

    private static let names = ["List-Unsubscribe", "List-Unsubscribe-Post"]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, message.field("list-unsubscribe") != nil,
            message.field("list-unsubscribe-post") != nil
        else { return }
        // The signature that lacks the least is the one to mend.
        let lacking = message.signatures.map { signature in
            (signature, Self.names.filter { !signature.headerNames.contains($0.lowercased()) })
        }
        guard let (signature, missing) = lacking.min(by: { $0.1.count < $1.1.count }), !missing.isEmpty else { return }
        let names = missing.joined(separator: " and ")
        let signer = signature.domain.isEmpty ? "DKIM" : signature.domain
        findings.report(
            "have \(signer) sign \(names): without it receivers show no one-click button",
            label: "h= lacks \(names)", in: message.text, at: signature.headerNamesRange ?? signature.field.range,
            remedy: "add \(missing.map { $0.lowercased() }.joined(separator: ":")) to the h= tag of the signer")
    }
}
