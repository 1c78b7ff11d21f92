import Findings

/// Host names cannot be taken for others.
///
/// Fires on international host names, as they are or as `xn--`, whose letters come from scripts that no name mixes (`pаypal`
/// with a Cyrillic а), that hold characters which names may not have, or that are no Punycode. Google rejects such mail.
/// It warns where a whole name is written in Cyrillic letters that look like Latin ones, under an ending in Latin letters.
///
/// Left alone: names of one script, and Latin beside what Chinese, Japanese and Korean mix: the level "Highly
/// Restrictive". Source: UTS #39 §5.2; RFC 5892 §2; Google's guidelines for senders; Rspamd URL_HOMOGRAPH_ATTACK.
///
/// Fires:
/// ```html
/// <a href="https://www.pаypal.io/signin">Sign in</a> <a href="https://xn--pypal-4ve.io/">the same, encoded</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://münchen.de/">München</a> <a href="https://пример.рф/">Пример</a>
/// <a href="https://xn--r8jz45g.jp/">例え</a>
/// ```
struct Homograph: LintRule {
    static let id: RuleID = "links/homograph"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls {
            guard let host = url.knownHost, !host.hasPrefix("["), mayBeInternational(host),
                // What nobody sees in a host has a rule of its own.
                !host.unicodeScalars.contains(where: \.isInvisible)
            else { continue }
            let labels = host.split { $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF0E}" || $0 == "\u{FF61}" }
            for label in labels {
                guard let objection = objection(to: label, under: labels.last ?? "") else { continue }
                findings.report(
                    objection.advice, label: objection.label, in: url.text, at: url.range,
                    severity: objection.severity)
                break
            }
        }
    }

    private struct Objection {
        var advice: String
        var label: String
        var severity = Severity.error
    }

    private func mayBeInternational(_ host: String) -> Bool {
        !host.isASCII || Self.prefix.isIn(host)
    }

    /// RFC 5890 §2.3.1: what an encoded label begins with; where it does not begin one, nothing is decoded.
    private static let prefix = StretchSet(["xn--"])

    private func objection(to label: Substring, under ending: Substring) -> Objection? {
        var name = String(label)
        if label.hasPrefix("xn--") {
            guard let decoded = Punycode.decode(label.dropFirst(4)) else {
                return Objection(
                    advice: "replace \(label): it is not an international name", label: "not Punycode (RFC 3492)")
            }
            name = decoded
        }
        guard name.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
        if let scalar = name.unicodeScalars.first(where: { !isAllowed($0) }) {
            return Objection(
                advice: "replace the host: names may not have \(scalar.codePoint)",
                label: "\(scalar.codePoint) in \(name) (RFC 5892)")
        }
        let mixing = ScriptMixing(name)
        guard mixing.isHighlyRestrictive else {
            let scripts = mixing.scripts.map(\.name).joined(separator: " and ")
            return Objection(
                advice: "replace the host: its letters look like those of another name",
                label: mixing.unrecommended.map { "\($0.codePoint) in \(name)" } ?? "\(scripts) in \(name)")
        }
        if mixing.scripts == [.cyrillic], ending.utf8.allSatisfy({ $0 < 0x80 }), !ending.hasPrefix("xn--"),
            name.unicodeScalars.allSatisfy({ Script($0) == nil || Lookalikes.cyrillicOfLatin.contains($0) })
        {
            return Objection(
                advice: "show readers that \(name) is Cyrillic, or use another host",
                label: "looks like Latin letters", severity: .warning)
        }
        return nil
    }

    /// Whether names may have the character.
    ///
    /// RFC 5892 §2.1: letters, marks, digits and the hyphen; §2.6: what it allows between them. Capital letters are
    /// written small on the way.
    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            true
        default:
            // RFC 5892 §2.6 and appendix A: the middle dots, the Greek and Hebrew signs; and ASCII, which
            // links/malformed looks at.
            [0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x3007, 0x200C, 0x200D].contains(scalar.value) || scalar.value < 0x80
        }
    }
}
