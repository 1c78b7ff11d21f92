package import Findings

/// The colours of a terminal, or none.
package struct Palette: Sendable {
    private let isColoured: Bool

    /// Text as it is.
    package static let plain = Palette(isColoured: false)
    /// Text with ANSI colours (ECMA-48 SGR).
    package static let ansi = Palette(isColoured: true)

    /// What a piece of text means.
    package enum Role: Sendable {
        /// The word and carets of what went well, wrong, unknown, or was left out.
        case verdict(Verdict)
        /// A pass that deserves a look.
        case warning
        /// What is read only when looked for: gutters, times, places.
        case faint
        /// A name that the eye should find.
        case strong
    }

    /// The text in the colour of its role.
    package func paint(_ text: String, _ role: Role) -> String {
        guard isColoured, !text.isEmpty else { return text }
        let code =
            switch role {
            case .verdict(.passed): "32"
            case .verdict(.failed): "1;31"
            case .verdict(.undetermined): "1;35"
            case .verdict(.skipped): "36"
            case .warning: "33"
            case .faint: "2"
            case .strong: "1"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
