/// The title that Alertmanager and Grafana put over a message for people: `[FIRING:1] Deferrals slow.example (critical)`.
///
/// Source: Alertmanager, `template/default.tmpl`, `__subject`: the status, the values of the group's labels with the
/// alert's name first, and in parentheses those of the labels that all alerts share.
struct NotificationTitle {
    /// Firing or resolved; nil where the title says neither.
    var state: AlertState?
    /// The first word behind the status, which is the alert's name where alerts are grouped by it or share it.
    var name: String

    /// Reads a title.
    init(_ text: String) {
        var rest = Substring(text.trimmed)
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            let status = rest[rest.index(after: rest.startIndex)..<end].prefix { $0 != ":" && $0 != "," }
            switch status.lowercased() {
            case "firing", "alerting": state = .firing
            case "resolved", "ok", "normal": state = .resolved
            default: break
            }
            if state != nil { rest = rest[rest.index(after: end)...] }
        }
        name = rest.split { $0.isWhitespace || $0 == "(" || $0 == ")" }.first.map(String.init) ?? ""
    }
}

extension StringProtocol {
    /// Without white space at its ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
