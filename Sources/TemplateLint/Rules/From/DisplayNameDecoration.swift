import Findings

/// A display name is a name, without decoration.
///
/// Fires on emoji, check marks and stars in the name of From, and on counters such as `(2)`, `[1]` and `[v]`. Google
/// asks senders not to do it: a check mark looks like a verified sender, a counter like a conversation. Signs that belong
/// to names, such as ® and &, and years in brackets are left alone. Source: Google's guidelines for senders.
///
/// Fires:
/// ```eml
/// From: "Example Shop (2)" <news@example.com>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: "Example® Shop (UK), Festival [2026]" <news@example.com>
///
/// Hello
/// ```
struct DisplayNameDecoration: LintRule {
    static let id: RuleID = "from/display-name-decoration"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for mailbox in message.from {
            guard let name = mailbox.name, let decoration = decoration(in: Array(name.unicodeScalars)) else { continue }
            findings.report(
                "remove \(decoration) from the display name", label: "decoration", in: message.text, at: mailbox.range)
        }
    }

    private func decoration(in scalars: [Unicode.Scalar]) -> String? {
        for (index, scalar) in scalars.enumerated() {
            if isPicture(scalar)
                || index + 1 < scalars.count && scalars[index + 1].value == 0xFE0F && scalar.value > 0x7F
            {
                return String(Character(scalar))
            }
            guard scalar == "(" || scalar == "[" else { continue }
            let close: Unicode.Scalar = scalar == "(" ? ")" : "]"
            let inside = scalars[(index + 1)...].prefix(4).prefix { $0 != close }
            let end = index + 1 + inside.count
            guard end < scalars.count, scalars[end] == close, isCounter(Array(inside)) else { continue }
            return String(String.UnicodeScalarView(scalars[index...end]))
        }
        return nil
    }

    private func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Stars, the ballot boxes, the envelope, check marks and crosses.
        case 0x2605, 0x2606, 0x2610...0x2612, 0x2709, 0x2713...0x2718, 0x2730: true
        default: scalar.value > 0x7F && scalar.properties.isEmojiPresentation
        }
    }

    /// One to three digits, a `v` or `x` for a mark, or nothing.
    private func isCounter(_ inside: [Unicode.Scalar]) -> Bool {
        switch inside.count {
        case 0: true
        case 1...3 where inside.allSatisfy { ("0"..."9").contains($0) }: true
        default: inside == ["v"] || inside == ["V"] || inside == ["x"] || inside == ["!"]
        }
    }
}
