/// Texts as messages show them.
enum Quoted {
    /// How many scalars of a text a message shows.
    static let shownScalars = 60

    /// The text in double quotes, cut where it is long, control characters visible.
    static func text(_ text: String) -> String {
        var shown = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard index < shownScalars else { return "\"\(shown)…\"" }
            if scalar.value < 0x20 || scalar.value == 0x7F {
                shown += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return "\"\(shown)\""
    }
}

/// The ways in which YAML writes nothing; no value of the format is spelled so.
enum NullWord {
    /// Whether a bare scalar is one of them.
    static func isNull(_ plain: String) -> Bool {
        switch plain {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }
}
