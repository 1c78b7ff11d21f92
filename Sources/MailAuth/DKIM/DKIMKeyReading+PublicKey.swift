import DNS
import MailMessage

// RFC 6376 §3.6.1, p=: the key itself, and what became of it on its way into DNS.
extension DKIMKeyReading {
    mutating func readKey() {
        guard let tag = record.tags["p"] else {
            // A p= that ran into another tag is told as such.
            let joined = [DKIMKeyRule.splitTags.id, DKIMKeyRule.missingSemicolon.id]
            if !findings.contains(where: { joined.contains($0.rule) }) {
                report(.noKey, "the key at \(name) has no p=", remedy: "add p= and the key")
            }
            return
        }
        guard ["rsa", "ed25519"].contains(record.keyType) else {
            guard let type = record.tags["k"], !findings.contains(where: { $0.range == type.range }) else { return }
            report(
                .unknownKeyType, "receivers ignore the key at \(name): '\(record.keyType)' is no type of key",
                at: type.valueRange.isEmpty ? type.range : type.valueRange, remedy: "write k=rsa or k=ed25519",
                replacement: DKIMKeyReading.key(in: tag.value).map { draft.setting("k", to: $0.keyType) })
            return
        }
        guard !record.isRevoked else { return }
        if let key = record.publicKey {
            readWhiteSpace(tag)
            readStrength(of: key, tag)
        } else {
            readDamage(tag)
        }
    }

    private mutating func readWhiteSpace(_ tag: TagList.Tag) {
        guard let first = tag.value.firstIndex(where: \.isFoldingWhiteSpace),
            let last = tag.value.lastIndex(where: \.isFoldingWhiteSpace)
        else { return }
        report(
            .whiteSpaceInKey, "there is white space within p=, which receivers have to pass over",
            at: first..<(last + 1), remedy: "join the parts of the key without anything between them",
            replacement: draft.setting("p", to: tag.value.filter { !$0.isFoldingWhiteSpace }.printable))
    }

    private mutating func readStrength(of key: DKIMPublicKey, _ tag: TagList.Tag) {
        guard case .rsa(_, let exponent) = key else { return }
        if record.rsaForm == .pkcs1 {
            report(
                .pkcs1, "the key at \(name) is a bare RSAPublicKey, which some receivers cannot read", at: tag.range,
                remedy: "publish it as SubjectPublicKeyInfo (openssl rsa -in KEY -pubout)",
                replacement: draft.setting("p", to: key.recordValue))
        }
        // RFC 8017 §3.1: the exponent is odd and at least 3; an even one has no inverse, and with 1 nothing is encrypted.
        if exponent == [1] || exponent.last.map({ $0 % 2 == 0 }) ?? true {
            report(
                .badExponent, "the exponent of the RSA key at \(name) is \(exponent == [1] ? "1" : "even")",
                at: tag.range, remedy: "make a new key, whose exponent is 65537")
        }
        let bits = key.bits
        if bits < DKIMPublicKey.fewestRSABits {
            report(
                .shortKey,
                "the RSA key at \(name) has \(bits) bits: receivers refuse fewer than "
                    + "\(DKIMPublicKey.fewestRSABits)",
                at: tag.range, remedy: "make a new key of \(DKIMPublicKey.advisedRSABits) bits under a new selector")
        } else if bits < DKIMPublicKey.advisedRSABits {
            report(
                .weakKey, "the RSA key at \(name) has \(bits) bits", at: tag.range,
                remedy: "make a new key of \(DKIMPublicKey.advisedRSABits) bits under a new selector")
        } else if bits > DKIMPublicKey.mostRSABits {
            report(
                .longKey,
                "the RSA key at \(name) has \(bits) bits: receivers need not verify with more than "
                    + "\(DKIMPublicKey.mostRSABits)",
                at: tag.range, remedy: "make a new key of \(DKIMPublicKey.advisedRSABits) bits under a new selector")
        }
    }

    /// Why p= holds no key, as far as its octets tell.
    private mutating func readDamage(_ tag: TagList.Tag) {
        if let begin = tag.value.firstRange(of: Array("-----".utf8)) {
            let bare = DKIMKeyReading.withoutArmour(tag.value)
            report(
                .pemArmour, "p= holds the lines of a PEM file around the key",
                at: begin.lowerBound..<tag.value.endIndex,
                remedy: "publish what stands between -----BEGIN PUBLIC KEY----- and -----END PUBLIC KEY-----",
                replacement: DKIMKeyReading.key(in: bare).map { draft.setting("p", to: $0.recordValue) })
            return
        }
        if let octet = tag.value.firstIndex(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) {
            let plain = tag.value.map { octet in
                octet == UInt8(ascii: "-") ? UInt8(ascii: "+") : octet == UInt8(ascii: "_") ? UInt8(ascii: "/") : octet
            }
            report(
                .urlSafeBase64, "p= is written in the Base64 of URLs: \(tag.value[octet].named) is no digit here",
                at: octet..<(octet + 1), remedy: "write + for - and / for _",
                replacement: DKIMKeyReading.key(in: plain[...]) == nil
                    ? nil : draft.setting("p", to: plain.filter { !$0.isFoldingWhiteSpace }.printable))
            return
        }
        do throws(RecordProblem) {
            try readOctets(StrictBase64.decode(tag.value), tag)
        } catch {
            // Where no octet of it is at fault, some are missing.
            let isCut = error.range == tag.valueRange
            report(
                isCut ? .truncatedKey : .badKey, "the key at \(name) cannot be read: \(error.message)",
                at: error.range,
                remedy: "copy the whole value again" + (isCut ? ", in strings of at most 255 octets" : ""))
        }
    }

    private mutating func readOctets(_ octets: [UInt8], _ tag: TagList.Tag) {
        if let key = DKIMKeyReading.key(in: tag.value), key.keyType != record.keyType {
            report(
                .keyTypeMismatch, "p= holds a key of type \(key.keyType), k= says \(record.keyType)",
                at: tag.range, remedy: "write k=\(key.keyType)",
                replacement: draft.setting("k", to: key.keyType).setting("p", to: key.recordValue))
            return
        }
        if record.keyType == "ed25519" {
            if let key = DKIMPublicKey.ed25519(wrapped: octets) {
                report(
                    .wrappedEd25519, "p= holds the Ed25519 key wrapped in ASN.1: its 32 octets stand by themselves",
                    at: tag.range, remedy: "publish the last 32 octets of it alone",
                    replacement: draft.setting("p", to: key.recordValue))
            } else {
                report(
                    .ed25519Length, "an Ed25519 key has 32 octets, p= holds \(octets.count)", at: tag.range,
                    remedy: "publish the 32 octets of the key alone")
            }
            return
        }
        if let (found, wanted) = DERReader.missing(of: octets) {
            report(
                .truncatedKey, "the key at \(name) is cut short: \(found) of its \(wanted) octets are there",
                at: tag.range, remedy: "copy the whole value again, in strings of at most 255 octets")
        } else {
            report(
                .badKey, "p= at \(name) holds no RSA public key", at: tag.range, remedy: "copy the whole key again")
        }
    }

    /// The key in a Base64 text, of whatever type and wrapping; nil where there is none.
    private static func key(in text: some Collection<UInt8>) -> DKIMPublicKey? {
        guard let octets = try? StrictBase64.decode(Array(text)[...]) else { return nil }
        if octets.count == 32 { return .ed25519(octets) }
        return DKIMPublicKey.rsa(der: octets)?.key ?? DKIMPublicKey.ed25519(wrapped: octets)
    }

    /// The text between `-----BEGIN …-----` and `-----END …-----`, wherever lines end.
    private static func withoutArmour(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let dashes = Array("-----".utf8)
        var rest = text
        var inside: [UInt8] = []
        while let mark = rest.firstRange(of: dashes) {
            inside += rest[..<mark.lowerBound]
            let label = rest[mark.upperBound...]
            guard let end = label.firstRange(of: dashes) else { return [] }
            rest = label[end.upperBound...]
        }
        return inside + rest
    }
}

extension DKIMPublicKey {
    /// RFC 8301 §3.2: signers should use RSA keys of at least so many bits.
    public static let advisedRSABits = 2048

    /// RFC 8301 §3.2: verifiers must be able to verify with RSA keys up to so many bits.
    public static let mostRSABits = 4096

    /// `k=`.
    var keyType: String {
        if case .rsa = self { "rsa" } else { "ed25519" }
    }

    /// `p=`.
    var recordValue: String { String(decoding: Base64.encode(recordOctets), as: UTF8.self) }

    /// The Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4); nil where it is none.
    static func ed25519(wrapped der: [UInt8]) -> DKIMPublicKey? {
        // A sequence of the algorithm 1.3.101.112 and a bit string of 32 octets.
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return der.count == prefix.count + 32 && der.starts(with: prefix) ? .ed25519(Array(der.suffix(32))) : nil
    }
}

extension DERReader {
    /// How many octets are there and how many the outermost sequence announces, where it announces more.
    static func missing(of octets: [UInt8]) -> (found: Int, wanted: Int)? {
        guard octets.count >= 4, octets[0] == Tag.sequence.rawValue else { return nil }
        // X.690 §8.1.3: the short form, or one or two octets of length, which is all that a key needs.
        let wanted: Int
        switch octets[1] {
        case 0x81: wanted = 3 + Int(octets[2])
        case 0x82: wanted = 4 + Int(octets[2]) << 8 + Int(octets[3])
        case let length where length < 0x80: wanted = 2 + Int(length)
        default: return nil
        }
        return wanted > octets.count ? (octets.count, wanted) : nil
    }
}
