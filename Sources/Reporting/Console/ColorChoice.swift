/// Whether output is coloured: `--color`, or the environment, or what the output is.
package enum ColorChoice: String, Sendable, CaseIterable {
    /// On a terminal.
    case auto
    /// Everywhere.
    case always
    /// Nowhere.
    case never

    /// The colours for an output.
    ///
    /// - Parameters:
    ///   - isTerminal: whether the output is a terminal.
    ///   - environment: the value of an environment variable.
    package func palette(isTerminal: Bool, environment: (String) -> String?) -> Palette {
        switch self {
        case .always: .ansi
        case .never: .plain
        case .auto:
            // no-color.org and force-color.org: set and not empty, whatever the value.
            if let value = environment("NO_COLOR"), !value.isEmpty {
                .plain
            } else if let value = environment("FORCE_COLOR"), !value.isEmpty, value != "0" {
                .ansi
            } else {
                isTerminal && environment("TERM") != "dumb" ? .ansi : .plain
            }
        }
    }
}
