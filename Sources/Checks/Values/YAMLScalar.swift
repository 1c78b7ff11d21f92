/// A text as a scalar of YAML, for scenarios that commands write.
enum YAMLScalar {
    /// A scalar that YAML reads as this text: plain where that is safe, between double quotes elsewhere (YAML 1.2 §7.3.1).
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { octet in
            Character(Unicode.Scalar(octet)).isLetter && octet < 0x80 || (0x30...0x39).contains(octet)
                || "._/-".utf8.contains(octet)
        }
        if isPlain, let first = text.first, first.isLetter || first.isNumber { return text }
        var quoted = "\""
        // A reference of the format is no reference here.
        for scalar in text.replacing("$(", with: "$$(").unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A flow sequence of such scalars.
    static func list(_ texts: [String]) -> String {
        "[\(texts.map(quoted).joined(separator: ", "))]"
    }
}
