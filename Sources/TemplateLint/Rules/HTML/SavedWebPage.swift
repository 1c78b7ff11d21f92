import Findings

/// Mail is written for mail, and not saved from a browser or an editor.
///
/// Fires on what other programs leave behind: the comment `saved from url=` of a saved page, the element
/// `<meta name="Generator" content="Microsoft Word …">`, `contenteditable`, and attributes of editors in a page
/// (`data-mce-style`, `data-gramm_…`, `data-cke-…`). Such HTML carries styles and addresses that no reader sees right, and
/// filters know the comment from copied pages. Word's class names alone are left alone: mail composed in Outlook has
/// them. Each trait is reported once. Source: SpamAssassin HTML_COMMENT_SAVED_URL.
///
/// Fires:
/// ```html
/// <!-- saved from url=(0022)https://example.org/ --><p>Hello</p>
/// ```
///
/// Fires:
/// ```html
/// <p contenteditable="true">Hello</p>
/// ```
///
/// Left alone:
/// ```html
/// <!-- this template was saved from the archive --><p class="MsoNormal" data-id="1">Hello</p>
/// ```
struct SavedWebPage: LintRule {
    static let id: RuleID = "html/saved-web-page"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    private static let editors = [
        ("data-mce-", "TinyMCE"), ("data-cke-", "CKEditor"), ("data-gramm_", "Grammarly"), ("data-lexical-", "Lexical"),
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        if let comment = document.comments.first(where: { $0.text.trimmingBlanks.hasPrefix("saved from url=") }) {
            findings.report(
                "remove the comment that a browser left, and what else it saved", label: "saved web page",
                in: html.text, at: comment.range)
        }
        let generator = document.elements("meta").first { meta in
            meta["name"]?.value.lowercased() == "generator"
                && ["microsoft word", "microsoft excel", "microsoft frontpage"].contains {
                    meta["content"]?.value.lowercased().hasPrefix($0) == true
                }
        }
        if let generator {
            findings.report(
                "write the HTML without an office program: it carries styles that mail programs do not know",
                label: "made by an office program", in: html.text, at: generator.range)
        }
        reportEditors(in: document, html.text, to: &findings)
    }

    private func reportEditors(in document: HTMLDocument, _ text: LintText, to findings: inout FindingSink) {
        var reported: Set<String> = []
        for element in document.elements {
            for attribute in element.attributes {
                let name = attribute.name
                if name == "contenteditable", attribute.value.lowercased() != "false", reported.insert(name).inserted {
                    findings.report(
                        "remove contenteditable: an editor left it", label: "left by an editor", in: text,
                        at: attribute.range)
                }
                guard name.hasPrefix("data-"), let editor = Self.editors.first(where: { name.hasPrefix($0.0) }),
                    reported.insert(editor.1).inserted
                else { continue }
                findings.report(
                    "remove what \(editor.1) left", label: "left by an editor", in: text, at: attribute.range)
            }
        }
    }
}
