import Findings

/// Images are in a format that mail programs show.
///
/// Fires on WebP, AVIF, SVG and APNG, by the ending of the path or the type of a `data:` image. What lacks them, as tested
/// by caniemail:
/// - SVG: Gmail on the web (2024-07), Mail.ru (2023-01).
/// - AVIF: Outlook for Windows, GMX and WEB.DE (2022-09), Fastmail (2023-04), Mail.ru (2023-01).
/// - APNG shows its first picture alone in Gmail (2020-02) and Outlook for Windows.
/// - WebP: Outlook for Windows 2007 to 2019; it is only remarked on.
///
/// Left alone: `img` within a `picture` that offers a `source`, and GIF, JPEG and PNG. Where your readers' programs have
/// the format, ignore the rule. Source: caniemail, image-webp, image-avif, image-svg, image-apng (as of 2026-06-29).
///
/// Fires:
/// ```html
/// <img src="https://acme.io/logo.svg?v=2" alt="ACME" width="120">
/// ```
///
/// Left alone:
/// ```html
/// <img src="https://acme.io/svg/logo.png?from=logo.svg" alt="ACME" width="120">
/// ```
struct ModernFormat: LintRule {
    static let id: RuleID = "images/animated-or-modern-format"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        let sources = zip(html.images.lazy.filter { $0["src"] != nil }, html.urls.lazy.filter { $0.use == .image })
        for (image, url) in sources {
            guard let ending = format(of: url), let (name, where_) = Self.formats[ending] else { continue }
            if image.parent?.name == "picture" { continue }
            findings.report(
                "use a PNG, JPEG or GIF in place of the \(name)", label: where_, in: url.text, at: url.range,
                severity: ending == "webp" ? .info : .warning)
        }
    }

    private static let formats: [String: (name: String, lacking: String)] = [
        "svg": ("SVG", "not shown by Gmail"), "avif": ("AVIF", "not shown by Outlook for Windows"),
        "apng": ("APNG", "does not move in Gmail and Outlook"), "webp": ("WebP", "not shown by Outlook for Windows"),
    ]

    /// What the type of a `data:` image or the end of the path says.
    private func format(of url: MailURL) -> String? {
        let target = url.target
        if target.scheme == "data" {
            guard let type = target.rest.prefix(40).lowercased().split(separator: ";").first,
                type.hasPrefix("image/")
            else { return nil }
            return String(type.dropFirst("image/".count).prefix { $0 != "+" && $0 != "," })
        }
        let rest = target.rest.utf8
        let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        guard let dot = path.suffix(6).lastIndex(of: UInt8(ascii: ".")) else { return nil }
        // What a template writes there is not known.
        let written = String(rest[path.index(after: dot)..<path.endIndex])
        return written?.lowercased()
    }
}
