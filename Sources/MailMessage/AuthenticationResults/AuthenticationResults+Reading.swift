extension AuthenticationResults {
    /// Reads a field of any name; nil where it names no host, or a version other than 1.
    public init?(_ field: HeaderField) {
        self.init(field.rawValue)
    }

    /// Reads a value, raw or unfolded; nil where it names no host, or a version other than 1.
    ///
    /// A result that cannot be read is passed over up to the next semicolon.
    public init?(_ value: ArraySlice<UInt8>) {
        var reader = AuthenticationResultsReader(value)
        guard let results = reader.read() else { return nil }
        self = results
    }
}

private struct AuthenticationResultsReader {
    private var scanner: StructuredScanner

    init(_ value: ArraySlice<UInt8>) {
        scanner = StructuredScanner(value)
    }

    mutating func read() -> AuthenticationResults? {
        scanner.skipCFWS()
        guard let authservID = text(while: \.isPropertyValue), !authservID.isEmpty else { return nil }
        scanner.skipCFWS()
        let version = scanner.run { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        // RFC 8601 §2.2: without a version it is 1, and another one is not for us to read.
        guard version.isEmpty || Int(String(decoding: version, as: UTF8.self)) == 1 else { return nil }
        var results: [AuthenticationResults.Result] = []
        while toNextResult() {
            if let result = result() { results.append(result) }
        }
        return AuthenticationResults(authservID: authservID, results: results)
    }

    /// Goes behind the next semicolon that stands outside quotes and comments.
    private mutating func toNextResult() -> Bool {
        while true {
            scanner.skipCFWS()
            guard let byte = scanner.next else { return false }
            if scanner.take(";") { return true }
            if byte == UInt8(ascii: "\"") { _ = scanner.quotedString() } else { scanner.index += 1 }
        }
    }

    private mutating func result() -> AuthenticationResults.Result? {
        scanner.skipCFWS()
        guard let method = keyword() else { return nil }
        scanner.skipCFWS()
        // RFC 8601 §2.2, method-version.
        if scanner.take("/") {
            scanner.skipCFWS()
            _ = scanner.run { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            scanner.skipCFWS()
        }
        guard scanner.take("=") else { return nil }
        scanner.skipCFWS()
        guard let value = keyword() else { return nil }
        var result = AuthenticationResults.Result(method, value)
        scanner.forgetComment()
        scanner.skipCFWS()
        result.comment = scanner.lastComment.map { String(decoding: scanner.bytes[$0], as: UTF8.self) }
        readProperties(into: &result)
        return result
    }

    private mutating func readProperties(into result: inout AuthenticationResults.Result) {
        while true {
            scanner.skipCFWS()
            guard let first = keyword() else { return }
            scanner.skipCFWS()
            var property = AuthenticationResults.Property("", first, "")
            if scanner.take(".") {
                scanner.skipCFWS()
                guard let name = keyword() else { return }
                property = AuthenticationResults.Property(first, name, "")
                scanner.skipCFWS()
            }
            guard scanner.take("=") else { return }
            scanner.skipCFWS()
            property.value = text(while: \.isPropertyValue) ?? ""
            if property.type.isEmpty, property.name == "reason" {
                result.reason = property.value
            } else {
                result.properties.append(property)
            }
        }
    }

    private mutating func keyword() -> String? {
        let bytes = scanner.run(while: \.isKeyword)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self).lowercased()
    }

    /// A quoted string, or a run of bytes of a kind.
    private mutating func text(while isWanted: (UInt8) -> Bool) -> String? {
        if let quoted = scanner.quotedString() { return String(decoding: quoted, as: UTF8.self) }
        return String(decoding: scanner.run(while: isWanted), as: UTF8.self)
    }
}

extension UInt8 {
    /// What a value without quotes is made of in the fields that receivers really write: everything but white space,
    /// the semicolon, and what begins a comment or a string.
    fileprivate var isPropertyValue: Bool {
        self > 0x20 && self != 0x7F && !";()\"".utf8.contains(self)
    }
}
