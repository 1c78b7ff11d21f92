import Findings

/// Gmail shows the whole mail.
///
/// Fires where the HTML, with what the sending platform adds to it, is larger than 102 KiB (an error) or 80 KiB (a
/// warning). Gmail shows about the first 102 KB and hides the rest behind "View entire message": the way to
/// unsubscribe and the pixel that counts readers are usually there. The figure was found by measuring; Google does not
/// publish it. A template that is not filled yet only warns. Source: hteumeuleu/email-bugs#41.
///
/// Fires:
/// ```html
/// <p>⟨11000 × ten bytes ⟩</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>⟨8000 × ten bytes ⟩</p>
/// ```
struct GmailClip: LintRule {
    static let id: RuleID = "size/gmail-clip"
    static let severity = Severity.error
    static let needs = LintNeed.html
    static let options: [LintOption] = [
        .size(
            "addedBytes", "What the sending platform adds to the HTML: a footer, a pixel, longer links.", \.addedBytes)
    ]
    static let scope = LintScope.whole

    /// Bytes that Gmail shows.
    static let shown = 102 << 10
    /// Bytes from which little room is left.
    static let near = 80 << 10

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        let size = html.text.bytes.count + mail.settings.addedBytes
        guard size > Self.near else { return }
        let cut = min(max(0, Self.shown - mail.settings.addedBytes), max(0, html.text.bytes.count - 1))
        let isOver = size > Self.shown
        var notes: [Finding.Note] = []
        if isOver, let link = html.links.last(where: \.isUnsubscribe),
            link.element.range.lowerBound >= cut
        {
            notes.append(.init("the unsubscribe link is in what Gmail hides"))
        }
        findings.report(
            isOver
                ? "shorten the HTML to 102 KiB: Gmail hides what follows here"
                : "keep the HTML below 80 KiB, so that Gmail shows all of it when it grows",
            label: "\((size + 1023) / 1024) KiB", in: html.text, at: cut..<cut + 1,
            severity: isOver && mail.isFinal ? .error : .warning, notes: notes)
    }
}
