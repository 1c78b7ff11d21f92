import Findings

/// Mail links to forms and has none.
///
/// Fires on `form` elements, and on the first input outside of one. Outlook and most programs on phones drop or disable
/// them, and Gmail warns its readers when they submit. A form that sends mail (`action="mailto:…"`) is an error: it is a
/// known trait of phishing. Source: SpamAssassin HTML_FORMACTION_MAILTO.
///
/// Fires:
/// ```html
/// <form action="https://example.org/vote"><input name="stars"></form>
/// ```
///
/// Left alone:
/// ```html
/// <a class="form input" href="https://example.org/vote">Vote</a><button>Vote</button>
/// ```
struct FormElement: LintRule {
    static let id: RuleID = "html/form"
    static let severity = Severity.warning
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let forms = document.elements("form").filter(\.isWritten)
        for form in forms {
            let sendsMail = form["action"].map { LinkTarget($0.value).scheme == "mailto" } ?? false
            findings.report(
                "replace the form by a link to a page that has it", label: sendsMail ? "sends mail" : "form",
                in: html.text, at: form.range, severity: sendsMail ? .error : .warning)
        }
        guard forms.isEmpty else { return }
        if let input = document.elements("input", "select", "textarea").first(where: \.isWritten) {
            findings.report(
                "replace the input by a link to a page that has it", label: "input", in: html.text, at: input.range)
        }
    }
}
