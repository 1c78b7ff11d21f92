import Crypto
public import DNS
public import Findings
public import MailMessage

/// Signs messages (RFC 6376 §5).
public struct DKIMSigner: Sendable {
    /// `d=`.
    public var domain: DomainName
    /// `s=`.
    public var selector: DomainName
    /// The key, whose other half stands at `s._domainkey.d`.
    public var key: DKIMPrivateKey
    /// What of the header counts.
    public var headerCanonicalization = DKIMCanonicalization.relaxed
    /// What of the body counts.
    public var bodyCanonicalization = DKIMCanonicalization.relaxed
    /// The names of the fields that are signed wherever they stand.
    public var fields = DKIMSigner.recommendedFields
    /// Names that are signed once more than they stand, so that nobody can add another such field (RFC 6376 §8.15).
    public var oversigned: Set<String> = ["from"]
    /// How long the signature is valid, as `x=`; nil for ever.
    public var validity: Duration?

    /// RFC 6376 §5.4.1, with the fields of RFC 2369, RFC 2919 and RFC 8058 that receivers of bulk mail look at.
    public static let recommendedFields = [
        "from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "sender",
        "mime-version", "content-type", "content-transfer-encoding", "list-id", "list-help", "list-unsubscribe",
        "list-unsubscribe-post", "list-subscribe", "list-post", "list-owner", "list-archive", "feedback-id",
    ]

    /// A signer with the recommended settings.
    public init(domain: DomainName, selector: DomainName, key: DKIMPrivateKey) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// The message with a signature on top; line breaks become CRLF.
    public func sign(_ bytes: [UInt8], at now: WallTime) throws(DKIMKeyError) -> [UInt8] {
        let message = Message(bytes: LineBreaks.normalised(bytes))
        return try signature(of: message, at: now) + message.bytes
    }

    /// The DKIM-Signature field of a message whose lines end in CRLF, folded, its line break included.
    public func signature(of message: Message, at now: WallTime) throws(DKIMKeyError) -> [UInt8] {
        var body = DKIMBodyHash(bodyCanonicalization)
        body.update(message.body)
        let bodyHash = String(decoding: Base64.encode(Array(body.finish())), as: UTF8.self)
        let names = signedNames(of: message)
        let seconds = now.microseconds / 1_000_000
        var tags = [
            "v=1", "a=\(key.algorithm.rawValue)",
            "c=\(headerCanonicalization.rawValue)/\(bodyCanonicalization.rawValue)", "d=\(domain)", "s=\(selector)",
            "t=\(seconds)",
        ]
        if let validity { tags.append("x=\(seconds + validity.components.seconds)") }
        tags.append("h=" + names.joined(separator: ":"))
        tags.append("bh=\(bodyHash)")
        tags.append("b=")
        var field = Array(DKIMSigner.folded("\(DKIMSignature.fieldName):", tags).utf8)
        var hash = DKIMHeaderHash(headerCanonicalization)
        for field in DKIMHeaderHash.select(names, from: message.fields) { hash.update(field) }
        let digest = hash.finish(
            signature: field + [.carriageReturn, .lineFeed], colon: DKIMSignature.fieldName.utf8.count)
        // RFC 6376 §3.7: the fold within b= is part of the value that counts as empty.
        for line in Base64.encode(try key.sign(digest)).chunks(of: 72) {
            field += Array("\r\n\t".utf8) + line
        }
        return field + [.carriageReturn, .lineFeed]
    }

    /// Every field of the wanted names as often as it stands, and once more where it is oversigned.
    private func signedNames(of message: Message) -> [String] {
        var wanted = fields
        // RFC 6376 §5.4: the From field must be signed.
        if !wanted.contains(where: { $0.lowercased() == "from" }) { wanted.insert("from", at: 0) }
        return wanted.flatMap { name -> [String] in
            let isOversigned = oversigned.contains(name.lowercased())
            let count = message.fields(named: name).count + (isOversigned ? 1 : 0)
            return Array(repeating: name.lowercased(), count: name.lowercased() == "from" ? max(1, count) : count)
        }
    }

    /// The tags behind the name, as many on a line as fit into 78 columns (RFC 5322 §2.1.1); long values are folded
    /// behind colons.
    private static func folded(_ name: String, _ tags: [String]) -> String {
        var text = name
        var column = name.utf8.count
        for (index, tag) in tags.enumerated() {
            let piece = tag + (index < tags.count - 1 ? ";" : "")
            for part in parts(of: piece) {
                let isNewTag = part.isFirst
                if column + part.text.utf8.count + 1 > 78 {
                    text += "\r\n\t"
                    column = 8
                } else if isNewTag {
                    text += " "
                    column += 1
                }
                text += part.text
                column += part.text.utf8.count
            }
        }
        return text
    }

    private static func parts(of tag: String) -> [(text: String, isFirst: Bool)] {
        guard tag.hasPrefix("h=") else { return [(tag, true)] }
        let names = tag.split(separator: ":").map(String.init)
        return names.enumerated().map { index, name in
            (index < names.count - 1 ? name + ":" : name, index == 0)
        }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
