/// Quoted strings (RFC 5322 §3.2.4), for writing.
enum QuotedString {
    /// `text` between quotes, with quotes and backslashes escaped and control characters replaced by spaces.
    static func quote(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            // RFC 5322 §3.2.4: qtext has no control characters; a line break would begin another field.
            result.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return result + "\""
    }
}
