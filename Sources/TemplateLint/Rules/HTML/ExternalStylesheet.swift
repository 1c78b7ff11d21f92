import Findings

/// Styles are in the mail.
///
/// Fires on `<link rel="stylesheet">` and `@import`: Gmail and Outlook load no style sheets, so that most readers see the
/// mail without them, and filters count them. Left alone: style sheets that bring fonts (Google Fonts, Adobe Fonts and
/// the like), because a mail without them shows another font and is whole. Source: caniemail, html-link and
/// css-at-import; Rspamd EXT_CSS.
///
/// Fires:
/// ```html
/// <head><link rel="stylesheet" href="https://example.org/mail.css"></head>
/// ```
///
/// Fires:
/// ```html
/// <style>@import url("https://example.org/mail.css");</style>
/// ```
///
/// Left alone:
/// ```html
/// <head><link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Inter"><link rel="icon" href="a.png">
/// <style>@import url(https://fonts.googleapis.com/css?family=Inter); /* @import "a.css"; */</style></head>
/// ```
struct ExternalStylesheet: LintRule {
    static let id: RuleID = "html/external-stylesheet"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    /// Hosts that serve fonts, and hosts below them.
    private static let fontHosts = [
        "fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net", "p.typekit.net", "cloud.typography.com",
        "fast.fonts.net", "fonts.cdnfonts.com", "fonts.com", "typography.com", "use.fontawesome.com",
        "kit.fontawesome.com",
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        for link in document.elements("link") {
            let relations = (link["rel"]?.value ?? "").asciiLowercased.split(whereSeparator: \.isWhitespace)
            guard relations.contains("stylesheet"), let href = link["href"], !bringsFonts(href.value) else { continue }
            report(href.range, in: html.text, to: &findings)
        }
        for sheet in html.styles?.sheets ?? [] {
            let tokens = sheet.tokens
            for case .rule(let rule) in sheet.rules {
                guard let keyword = rule.atKeyword, tokens.says(keyword, "import"),
                    let address = tokens.address(in: rule.prelude), !bringsFonts(address.value)
                else { continue }
                report(tokens[keyword].start..<address.range.upperBound, in: html.text, to: &findings)
            }
        }
    }

    private func report(_ range: Range<Int>, in text: LintText, to findings: inout FindingSink) {
        findings.report(
            "write these styles into the mail: most mail programs do not load them", label: "not in the mail", in: text,
            at: range)
    }

    private func bringsFonts(_ address: String) -> Bool {
        guard let host = LinkTarget(address).host else { return false }
        return Self.fontHosts.contains { Host.isSame(host, orBelow: $0) }
    }
}
