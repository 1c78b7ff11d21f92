/// The spellings under which a secret may turn up in a transcript, a message or a report.
enum SecretEncodings {
    /// The secret itself, and where it is long enough its Base64, hexadecimal, percent, quoted-printable, JSON and XML forms.
    static func all(of secret: String) -> Set<String> {
        var forms: Set = [secret]
        let bytes = Array(secret.utf8)
        guard bytes.count >= Redactor.shortestEncodedSecret else { return forms }
        for padding in 0..<3 {
            // RFC 4648 §4: within a longer text the secret starts at one of three alignments; the characters that
            // mix with its neighbours are cut off, what remains is the secret's alone.
            let inner = base64Core(bytes, after: padding)
            forms.insert(inner)
            forms.insert(String(inner.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
        }
        let hexadecimal = bytes.map(twoDigits).joined()
        forms.insert(hexadecimal)
        forms.insert(hexadecimal.lowercased())
        forms.insert(escaped(bytes, by: "%"))
        forms.insert(escaped(bytes, by: "%").lowercasedEscapes)
        forms.insert(escaped(bytes, by: "="))
        forms.insert(escaped(bytes, by: "+"))
        forms.insert(json(secret))
        forms.insert(json(secret).replacing("/", with: "\\/"))
        forms.insert(xml(secret))
        return forms.filter { $0.utf8.count >= Redactor.shortestEncodedSecret }
    }

    private static func base64Core(_ bytes: [UInt8], after padding: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let padded = [UInt8](repeating: 0, count: padding) + bytes
        var digits: [Character] = []
        var index = 0
        while index + 3 <= padded.count {
            let group = Int(padded[index]) << 16 | Int(padded[index + 1]) << 8 | Int(padded[index + 2])
            digits += [18, 12, 6, 0].map { alphabet[group >> $0 & 63] }
            index += 3
        }
        // A rest of one or two bytes fills one or two digits that nothing after it can change.
        if padded.count - index == 1 {
            digits.append(alphabet[Int(padded[index]) >> 2])
        } else if padded.count - index == 2 {
            let group = Int(padded[index]) << 8 | Int(padded[index + 1])
            digits += [alphabet[group >> 10], alphabet[group >> 4 & 63]]
        }
        return String(digits.dropFirst(padding == 0 ? 0 : padding + 1))
    }

    private static func escaped(_ bytes: [UInt8], by mark: String) -> String {
        bytes.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain: Bool =
                switch mark {
                // RFC 3986 §2.3: unreserved characters.
                case "%": character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
                // RFC 2045 §6.7: printable characters but the equals sign.
                case "=": (33...126).contains(byte) && byte != UInt8(ascii: "=") || byte == 32
                // RFC 3461 §4: xtext.
                default: (33...126).contains(byte) && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "=")
                }
            return isPlain ? String(character) : mark + twoDigits(byte)
        }.joined()
    }

    private static func json(_ text: String) -> String {
        // Scalars, for a text may begin with what belongs to the character before it.
        String(String.UnicodeScalarView(JSONString.quoted(text).unicodeScalars.dropFirst().dropLast()))
    }

    private static func xml(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static func twoDigits(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}

extension String {
    /// The same percent escapes in lower case: `%2f` for `%2F`.
    fileprivate var lowercasedEscapes: String {
        var result = ""
        var inEscape = 0
        for character in self {
            result += inEscape > 0 ? character.lowercased() : String(character)
            inEscape = character == "%" ? 2 : max(0, inEscape - 1)
        }
        return result
    }
}
