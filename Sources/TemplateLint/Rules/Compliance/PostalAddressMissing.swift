import Findings

/// Marketing mail shows the sender's postal address.
///
/// Fires where nothing in the mail looks like one: a postal code beside a place, a street with a number, a post-office
/// box; or, where the address was named, where that is not in it. The law of the United States and of Canada requires
/// it.
///
/// Left alone: a template that is not filled and may get one from its data or a partial.
/// Source: 15 U.S.C. §7704(a)(5)(A)(iii); CASL §6(2)(b).
///
/// Fires:
/// ```html
/// <p>Our sale ends on 24 December 2026. Call 01 2345 678.</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>Acme GmbH, Beispielgasse 7, 1010 Wien</p>
/// ```
struct PostalAddressMissing: LintRule {
    static let id: RuleID = "compliance/postal-address-missing"
    static let severity = Severity.warning
    static let needs = LintNeed.source
    static let options: [LintOption] = [
        .text("address", "The postal address that must be shown, as it is written in the mail.", \.postalAddress)
    ]
    static let scope = LintScope.whole
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        var texts: [String] = []
        if let html = mail.html {
            guard let visibility = html.visibility, !html.text.mayHoldMore else { return }
            guard !printsAddress(html.text) else { return }
            texts.append(visibility.visible.map(\.text).joined(separator: " "))
        }
        if let plain = mail.plain {
            guard !plain.mayHoldMore, !printsAddress(plain) else { return }
            texts.append(plain.text.text)
        }
        guard let place = mail.html?.text ?? mail.plain else { return }
        let isThere = texts.contains { text in
            mail.settings.postalAddress.map { words(of: text).contains(words(of: $0)) }
                ?? PostalAddress.isLikely(in: text)
        }
        guard !isThere else { return }
        let end = place.bytes.lastIndex { !$0.isBlankOrBreak } ?? 0
        findings.report(
            "add the sender's postal address", label: "no postal address up to here", in: place, at: end..<end + 1)
    }

    /// Whether a tag of a template that is not filled is named after an address.
    private func printsAddress(_ text: LintText) -> Bool {
        text.holes.contains { hole in
            let tag = String(decoding: text.bytes[hole.range], as: UTF8.self).lowercased()
            return ["address", "postal", "street", "adresse", "anschrift", "imprint", "impressum"].contains {
                tag.contains($0)
            } && !tag.contains("email")
        }
    }

    private func words(of text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}
