/// A published key (RFC 6376 §3.6.1, RFC 8301, RFC 8463), read once, with every mistake in it.
public struct DKIMKeyRecord: Sendable, Hashable {
    /// The joined octets of the TXT record.
    public let text: [UInt8]
    /// The tags as they stand.
    public let tags: TagList
    /// The key; nil where it is revoked or unusable.
    public private(set) var publicKey: DKIMPublicKey?
    /// How an RSA key is wrapped; nil for other keys.
    public private(set) var rsaForm: DKIMPublicKey.RSAForm?
    /// Whether `p=` is empty: the key has been revoked.
    public private(set) var isRevoked = false
    /// What makes the record unusable, in order of the text.
    public private(set) var problems: [RecordProblem] = []

    /// Reads the joined text of a TXT record; whatever it says, the result tells what is wrong with it.
    public init(text: [UInt8]) {
        self.text = text
        tags = TagList(text[...], names: .exact)
        problems = tags.problems
        readVersion()
        readKey()
        problems.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// `k=`, `rsa` by default.
    public var keyType: String { tags["k"]?.text ?? "rsa" }

    /// The hashes that the key may be used with; nil where all are.
    public var hashes: [String]? { words(of: "h") }

    /// `t=y`: a receiver treats what is signed with the key as if it were not signed.
    public var isTesting: Bool { words(of: "t")?.contains("y") ?? false }

    /// `t=s`: the domain of `i=` must be that of `d=`.
    public var isStrict: Bool { words(of: "t")?.contains("s") ?? false }

    /// Whether `s=` admits the key for mail.
    public var isForEmail: Bool {
        // RFC 6376 §3.6.1: service types that are not known are ignored; "*" stands for all.
        words(of: "s")?.contains { $0 == "*" || $0 == "email" } ?? true
    }

    /// Whether `h=` admits a hash.
    public func admits(hash: String) -> Bool {
        hashes?.contains(hash) ?? true
    }

    private func words(of name: String) -> [String]? {
        tags[name]?.words.map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func readVersion() {
        guard let version = tags["v"] else { return }
        // RFC 6376 §3.6.1: v= is the first tag if it stands at all, and exactly DKIM1; else the record is discarded.
        if version.text != "DKIM1" {
            problems.append(
                RecordProblem(
                    version.valueRange, "the version is '\(version.value.printable)', not DKIM1",
                    remedy: "write v=DKIM1"))
        } else if tags.tags.first?.name != "v" {
            problems.append(
                RecordProblem(version.range, "v= does not stand first", remedy: "move v=DKIM1 to the front"))
        }
    }

    private mutating func readKey() {
        guard let value = tags["p"] else {
            problems.append(RecordProblem(0..<text.count, "there is no p= with the key", remedy: "add p= and the key"))
            return
        }
        let type = tags["k"]
        guard keyType == "rsa" || keyType == "ed25519" else {
            // RFC 6376 §3.6.1: a key of a type that is not known is ignored.
            problems.append(
                RecordProblem(
                    type?.valueRange ?? 0..<0, "'\(keyType)' is no type of key", remedy: "write k=rsa or k=ed25519"))
            return
        }
        // RFC 6376 §3.6.1: an empty value means that the key has been revoked.
        guard !value.value.isEmpty else {
            isRevoked = true
            return
        }
        do throws(RecordProblem) {
            let octets = try StrictBase64.decode(value.value)
            if keyType == "rsa" {
                guard let (key, form) = DKIMPublicKey.rsa(der: octets) else {
                    throw RecordProblem(
                        value.valueRange, "p= holds no RSA public key", remedy: "copy the whole key again")
                }
                publicKey = key
                rsaForm = form
            } else {
                // RFC 8463 §4.2: the 32 octets themselves, not wrapped in anything.
                guard octets.count == 32 else {
                    throw RecordProblem(
                        value.valueRange, "an Ed25519 key has 32 octets, p= holds \(octets.count)",
                        remedy: "publish the 32 octets of the key alone, without ASN.1 around them")
                }
                publicKey = .ed25519(octets)
            }
        } catch {
            problems.append(error)
        }
    }
}
