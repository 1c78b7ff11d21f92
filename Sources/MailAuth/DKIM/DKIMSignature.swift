public import DNS
public import MailMessage

/// A DKIM-Signature field (RFC 6376 §3.5), read and judged by itself.
public struct DKIMSignature: Sendable, Hashable {
    /// The field's name.
    public static let fieldName = "DKIM-Signature"

    /// The field.
    public let field: HeaderField
    /// `a=`.
    public let algorithm: DKIMAlgorithm
    /// The first half of `c=`.
    public let headerCanonicalization: DKIMCanonicalization
    /// The second half of `c=`.
    public let bodyCanonicalization: DKIMCanonicalization
    /// `d=`, who signs.
    public let domain: DomainName
    /// `s=`, which key.
    public let selector: DomainName
    /// `i=` as it is written, `@` and `d=` by default.
    public let identity: String
    /// The domain of `i=`.
    public let identityDomain: DomainName
    /// `h=`, the names of the signed fields in order.
    public let signedFields: [String]
    /// `bh=`.
    public let bodyHash: [UInt8]
    /// `b=`.
    public let signature: [UInt8]
    /// `l=`, how many octets of the body are signed; nil for all.
    public let bodyLength: Int64?
    /// `t=`, seconds since 1970.
    public let timestamp: Int64?
    /// `x=`, seconds since 1970.
    public let expiration: Int64?
    /// The octets of the field between `b=` and the semicolon or the end, which count as empty (RFC 6376 §3.7).
    let signatureRange: Range<Int>

    /// The name of the key: `s1._domainkey.example.com`; nil where it becomes too long.
    public var keyName: DomainName? {
        domain.prepending("_domainkey").flatMap { selector.appending($0) }
    }

    /// Reads a field.
    ///
    /// - Throws: the first thing that makes the signature unusable (RFC 6376 §6.1.1).
    public init(_ field: HeaderField) throws(DKIMFailure) {
        let tags = TagList(field.rawValue, names: .exact)
        if let problem = tags.problems.first { throw .syntax(problem) }
        var reader = DKIMSignatureReader(tags: tags)
        try reader.checkVersion()
        self.field = field
        algorithm = try reader.algorithm()
        let signature = try reader.required("b")
        signatureRange = signature.rawValueRange
        self.signature = try reader.base64(signature)
        bodyHash = try reader.base64(reader.required("bh"))
        domain = try reader.name(reader.required("d"))
        selector = try reader.name(reader.required("s"))
        (headerCanonicalization, bodyCanonicalization) = try reader.canonicalizations()
        (identity, identityDomain) = try reader.identity(below: domain)
        try reader.checkQueryMethods()
        signedFields = try reader.signedFields()
        bodyLength = try reader.number("l", digits: 76)
        timestamp = try reader.number("t", digits: 12)
        expiration = try reader.number("x", digits: 12)
        // RFC 6376 §3.5: the expiration must be later than the timestamp.
        if let timestamp, let expiration, let tag = tags["x"], expiration <= timestamp {
            throw .syntax(RecordProblem(tag.range, "x= is not later than t="))
        }
        // RFC 6376 §5.4: the From field must be signed.
        guard signedFields.contains(where: { $0.lowercased() == "from" }) else { throw .fromNotSigned }
    }
}

/// Reads the tags of a signature one by one.
private struct DKIMSignatureReader {
    let tags: TagList

    func required(_ name: String) throws(DKIMFailure) -> TagList.Tag {
        guard let tag = tags[name] else { throw .missingTag(name) }
        return tag
    }

    mutating func checkVersion() throws(DKIMFailure) {
        let version = try required("v")
        guard version.text == "1" else { throw .version(version.value.printable) }
    }

    func algorithm() throws(DKIMFailure) -> DKIMAlgorithm {
        let tag = try required("a")
        guard let algorithm = DKIMAlgorithm(rawValue: tag.text) else { throw .unknownAlgorithm(tag.value.printable) }
        return algorithm
    }

    func base64(_ tag: TagList.Tag) throws(DKIMFailure) -> [UInt8] {
        do throws(RecordProblem) {
            let octets = try StrictBase64.decode(tag.value)
            guard !octets.isEmpty else { throw RecordProblem(tag.range, "\(tag.name)= is empty") }
            return octets
        } catch {
            throw .syntax(error)
        }
    }

    func name(_ tag: TagList.Tag) throws(DKIMFailure) -> DomainName {
        guard let name = Self.name(tag.value) else {
            throw .syntax(RecordProblem(tag.range, "'\(tag.value.printable)' is no domain name"))
        }
        return name
    }

    private static func name(_ text: ArraySlice<UInt8>) -> DomainName? {
        guard text.allSatisfy({ $0.isAlphanumeric || "-_.".utf8.contains($0) }), text.last != UInt8(ascii: ".")
        else { return nil }
        return DomainName(text: text)
    }

    func canonicalizations() throws(DKIMFailure) -> (DKIMCanonicalization, DKIMCanonicalization) {
        // RFC 6376 §3.5: simple/simple by default, and simple for the body where only one is named.
        guard let tag = tags["c"] else { return (.simple, .simple) }
        let words = tag.text.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count <= 2, let header = words.first.flatMap({ DKIMCanonicalization(rawValue: String($0)) }) else {
            throw .unknownCanonicalization(tag.value.printable)
        }
        guard words.count == 2 else { return (header, .simple) }
        guard let body = DKIMCanonicalization(rawValue: String(words[1])) else {
            throw .unknownCanonicalization(tag.value.printable)
        }
        return (header, body)
    }

    func identity(below domain: DomainName) throws(DKIMFailure) -> (String, DomainName) {
        guard let tag = tags["i"] else { return ("@\(domain)", domain) }
        guard let at = tag.value.lastIndex(of: UInt8(ascii: "@")),
            let identityDomain = Self.name(tag.value[(at + 1)...])
        else { throw .syntax(RecordProblem(tag.range, "'\(tag.value.printable)' is no identity")) }
        // RFC 6376 §3.5: the same domain or one below it.
        guard identityDomain.isSubdomain(of: domain) else {
            throw .identityOutsideDomain(identity: tag.value.printable, domain: domain)
        }
        return (tag.value.printable, identityDomain)
    }

    func checkQueryMethods() throws(DKIMFailure) {
        guard let tag = tags["q"] else { return }
        guard tag.words.contains(where: { $0.elementsEqual("dns/txt".utf8) }) else {
            throw .unknownQueryMethod(tag.value.printable)
        }
    }

    func signedFields() throws(DKIMFailure) -> [String] {
        let tag = try required("h")
        var names: [String] = []
        for word in tag.words {
            guard !word.isEmpty, word.allSatisfy(\.isVisible) else {
                throw .syntax(RecordProblem(word.range, "'\(word.printable)' is no name of a header field"))
            }
            names.append(String(decoding: word, as: UTF8.self))
        }
        return names
    }

    func number(_ name: String, digits: Int) throws(DKIMFailure) -> Int64? {
        guard let tag = tags[name] else { return nil }
        guard let number = tag.number(digits: digits) else {
            throw .syntax(RecordProblem(tag.range, "'\(tag.value.printable)' is no number of at most \(digits) digits"))
        }
        return number
    }
}
