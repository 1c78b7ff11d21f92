import Findings

/// Mail shows nothing of other documents in itself.
///
/// Fires on `iframe`, `frame`, `frameset`, `object`, `embed` and `applet`. Every large mail program removes them, so the
/// reader sees a gap, and filters take them for an attack. Left alone: what is in comments for Outlook, and `video` and
/// `audio`, which Apple Mail plays and for which others show what is inside. Source: caniemail, html-object; Rspamd.
///
/// Fires:
/// ```html
/// <p>Watch it here:</p><iframe src="https://example.org/film"></iframe>
/// ```
///
/// Left alone:
/// ```html
/// <!--[if mso]><object type="x"></object><![endif]-->
/// <video src="https://example.org/a.mp4"><a href="https://example.org/a">Watch the film</a></video>
/// ```
struct EmbeddedContent: LintRule {
    static let id: RuleID = "html/embedded-content"
    static let severity = Severity.error
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let elements = document.elements("iframe", "frame", "frameset", "object", "embed", "applet")
        for element in elements where element.isWritten {
            findings.report(
                "replace the \(element.name) with a link, or with an image that links: mail programs remove it",
                label: "embedded content", in: html.text, at: element.range)
        }
    }
}
