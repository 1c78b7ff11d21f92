import Findings

/// Addresses are written as they are read.
///
/// Fires on what makes an address lead elsewhere than it looks: a name and an `@` before the host
/// (`https://bank.com@evil.io`), several `@`, percent-encoded letters in the host, a backslash in place of a slash, a dot
/// that is none (`。`), and characters that nobody sees or that turn the direction of writing round. Mail programs and
/// filters treat each as an attack, and no page needs them.
///
/// Left alone: `@` and percent signs in the path, and the joiners that Persian, Indian scripts and emoji need there.
/// Source: Rspamd URL_USER_PASSWORD, URL_BACKSLASH_PATH, URL_ZERO_WIDTH_SPACES, URL_RTL_OVERRIDE; SpamAssassin
/// HTTP_ESCAPED_HOST; RFC 3986 §7.6.
///
/// Fires:
/// ```html
/// <a href="https://www.bank.com@evil.io/login">Sign in</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://social.acme.io/@bank.com/100%25">Profile</a> <a href="mailto:help@bank.com">Write to us</a>
/// ```
struct Obfuscated: LintRule {
    static let id: RuleID = "links/obfuscated"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.target.host != nil && !url.hostDependsOnData {
            guard let trick = trick(in: url) else { continue }
            findings.report(trick.advice, label: trick.label, in: url.text, at: url.range)
        }
    }

    private func trick(in url: MailURL) -> (advice: String, label: String)? {
        let target = url.target
        let ats =
            target.authority.holds(UInt8(ascii: "@"))
            ? target.authority.utf8.count { $0 == UInt8(ascii: "@") } : 0
        let host = target.host ?? ""
        if ats > 0 {
            return (
                "remove what stands before the @: the link leads to \(host)", ats > 1 ? "several @" : "not the host"
            )
        }
        if target.slashes.holds(UInt8(ascii: "\\")) || target.rest.utf8.first == UInt8(ascii: "\\") {
            return ("replace the backslash with a slash", "a backslash")
        }
        if host.holds(UInt8(ascii: "%")) {
            return ("write the host without percent signs", "an encoded host")
        }
        guard !target.text.isASCII else { return nil }
        if let scalar = host.unicodeScalars.first(where: \.isInvisible) {
            return ("remove the character that nobody sees from the host", scalar.codePoint)
        }
        // RFC 3490 §3.1: what stands for a dot where names are typed.
        if let dot = host.unicodeScalars.first(where: { "\u{3002}\u{FF0E}\u{FF61}".unicodeScalars.contains($0) }) {
            return ("write the dots of the host as full stops", dot.codePoint)
        }
        guard url.use != .text, let scalar = target.rest.unicodeScalars.first(where: Self.isHiding) else { return nil }
        return ("remove the character that nobody sees from the address", scalar.codePoint)
    }

    /// Whether a character has no business in a path: no width, or another direction of writing.
    private static func isHiding(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B, 0x2060, 0xFEFF, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Its number as the standard writes it: `U+200B`.
    var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
