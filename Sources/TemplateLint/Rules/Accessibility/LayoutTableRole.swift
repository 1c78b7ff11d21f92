import Findings

/// Tables that only lay out say so.
///
/// Fires on `table` without a role that holds nothing that a table of data has: no `th`, no `caption`, no `summary`, no
/// `scope`. Screen readers announce rows and columns of it otherwise, for every table within a table.
///
/// Left alone: tables of data, and tables within one that has `role="presentation"` only where they have it as well: the
/// role is not handed down. Source: WCAG 2.2, 1.3.1; WAI-ARIA 1.2, `presentation`; Maizzle's linter.
///
/// Fires:
/// ```html
/// <table><tr><td>Hello</td></tr></table>
/// ```
///
/// Left alone:
/// ```html
/// <table role="none"><tr><td>Hello</td></tr></table>
/// <table><tr><th>Item</th><th>Price</th></tr><tr><td>Socks</td><td>9 €</td></tr></table>
/// ```
struct LayoutTableRole: LintRule {
    static let id: RuleID = "accessibility/layout-table-role"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let data = dataTables(of: document)
        for table in document.elements("table") where table.isWritten && table.isRendered {
            guard table["role"] == nil, table["summary"] == nil, !data.contains(table.number),
                !html.text.mayAddAttribute(to: table)
            else { continue }
            findings.report(
                "add role=\"presentation\" to the table", label: "a table that only lays out", in: html.text,
                at: table.range)
        }
    }

    /// The numbers of tables that hold what only a table of data has; not of the tables around those.
    private func dataTables(of document: HTMLDocument) -> Set<Int> {
        var numbers: Set<Int> = []
        for sign in document.elements("th", "caption", "td") where sign.name != "td" || sign["scope"] != nil {
            var element = sign.parent
            while let current = element, current.name != "table" { element = current.parent }
            if let table = element { numbers.insert(table.number) }
        }
        return numbers
    }
}
