import Findings

/// Images say where they are, in full.
///
/// Fires on `src` values that are empty or relative: a mail has no address that they could be relative to. In a template
/// that is not filled it warns, because a later step may complete them.
///
/// Left alone: attached images, addresses that begin with `//`, and what a template will fill in.
/// Source: RFC 3986 §5.1; RFC 2557 §5, which no mail program honours.
///
/// Fires:
/// ```html
/// <img src="/images/logo.png" alt="ACME">
/// ```
///
/// Left alone:
/// ```mustache
/// <img src="{{cdn}}/logo.png" alt="ACME"> <img src="cid:logo" alt="ACME"> <img src="//acme.io/logo.png" alt="ACME">
/// ```
struct RelativeSource: LintRule {
    static let id: RuleID = "images/relative-src"
    static let severity = Severity.error
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use == .image {
            guard url.target.scheme == nil, url.target.host == nil, !url.text.dependsOnData(url.range) else { continue }
            findings.report(
                "write the whole address of the image, beginning with https://",
                label: url.target.text.isEmpty ? "empty" : "relative", in: url.text, at: url.attributeRange,
                severity: mail.isFinal ? .error : .warning)
        }
    }
}
