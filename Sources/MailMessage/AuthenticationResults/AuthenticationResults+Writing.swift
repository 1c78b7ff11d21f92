extension AuthenticationResults {
    /// The value of the field, unfolded; each result behind a semicolon and a space.
    ///
    /// Whatever the results hold, no line break and no further result can come out: RFC 8601 §7.1.
    public var value: String {
        var text = Self.token(authservID)
        // RFC 8601 §2.2, no-result.
        if results.isEmpty { return text + "; none" }
        for result in results { text += "; " + Self.text(of: result) }
        return text
    }

    /// The whole field with its line break, each result on a line of its own.
    public var fieldBytes: [UInt8] {
        let lines = ["\(Self.fieldName): \(Self.token(authservID));"] + (results.isEmpty ? [" none"] : lines)
        return Array(lines.joined(separator: "\r\n").utf8) + [.carriageReturn, .lineFeed]
    }

    private var lines: [String] {
        results.enumerated().map { number, result in
            "\t\(Self.text(of: result))" + (number + 1 < results.count ? ";" : "")
        }
    }

    private static func text(of result: Result) -> String {
        var text = "\(keyword(result.method))=\(keyword(result.value))"
        if let comment = result.comment { text += " (\(commentText(comment)))" }
        if let reason = result.reason { text += " reason=\(QuotedString.quote(reason))" }
        for property in result.properties where !property.name.isEmpty {
            text += " "
            if !property.type.isEmpty { text += keyword(property.type) + "." }
            text += "\(keyword(property.name))=\(propertyValue(property.value))"
        }
        return text
    }

    /// RFC 8601 §2.2, Keyword: letters, digits and hyphens (and the underscore that some methods have).
    private static func keyword(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0.isKeyword }, as: UTF8.self)
    }

    /// RFC 8601 §2.2: a value is a token, or quoted.
    private static func token(_ text: String) -> String {
        let isToken = !text.isEmpty && text.utf8.allSatisfy { $0.isMIMEToken }
        return isToken ? text : QuotedString.quote(text)
    }

    /// RFC 8601 §2.2, pvalue: a value, or an address with its local part or without.
    private static func propertyValue(_ text: String) -> String {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isAddress =
            parts.count == 2 && !parts[1].isEmpty && parts.allSatisfy { $0.allSatisfy { $0.isMIMEToken } }
        return isAddress ? text : token(text)
    }

    /// Text that neither closes a comment nor opens one in it, on one line.
    private static func commentText(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar in
                switch scalar {
                case "(": "["
                case ")": "]"
                case "\\": "/"
                default: scalar.value < 0x20 || scalar.value == 0x7F ? " " : Character(scalar)
                }
            })
    }
}

extension UInt8 {
    /// RFC 5321 §4.1.2, Keyword, with the underscore that methods in use have.
    var isKeyword: Bool {
        switch lowercased {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
        }
    }
}
