public import DNS

/// Why a signature is not valid.
public enum DKIMFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// RFC 6376 §6.1.1: the field cannot be read; ranges are offsets in the field.
    case syntax(RecordProblem)
    /// RFC 6376 §6.1.1: `v=` is not 1.
    case version(String)
    /// RFC 6376 §6.1.1: a required tag is missing.
    case missingTag(String)
    /// RFC 6376 §3.3: `a=` names no algorithm that is known.
    case unknownAlgorithm(String)
    /// RFC 6376 §3.4: `c=` names no canonicalization that is known.
    case unknownCanonicalization(String)
    /// RFC 6376 §3.5: `q=` names no way to a key that is known.
    case unknownQueryMethod(String)
    /// RFC 6376 §3.5: the domain of `i=` is neither that of `d=` nor below it.
    case identityOutsideDomain(identity: String, domain: DomainName)
    /// RFC 6376 §5.4: the From field is not signed.
    case fromNotSigned
    /// RFC 6376 §3.5: the moment of `x=`, in seconds since 1970, has passed.
    case expired(Int64)
    /// RFC 8301 §3.1: rsa-sha1 must not be verified.
    case forbiddenAlgorithm(DKIMAlgorithm)
    /// RFC 6376 §6.1.2: there is no key under that name; whether the name exists.
    case noKey(DomainName, exists: Bool)
    /// RFC 6376 §6.1.2: the key cannot be read; ranges are offsets in the record.
    case badKey(RecordProblem)
    /// RFC 6376 §6.1.2: the key has been revoked.
    case revoked
    /// RFC 6376 §6.1.2: the key is not for this hash.
    case hashNotAdmitted(String)
    /// RFC 6376 §6.1.2: the key is of another type.
    case keyTypeMismatch(key: String, signature: String)
    /// RFC 6376 §3.6.1: the key is not for mail.
    case notForEmail
    /// RFC 6376 §3.6.1, t=s: the domain of `i=` is not that of `d=`.
    case identityNotStrict
    /// RFC 8301 §3.2: the key has too few bits.
    case weakKey(bits: Int)
    /// RFC 6376 §3.4.5: `l=` is more than the body has.
    case bodyShorterThanSigned(length: Int64, limit: Int64)
    /// RFC 6376 §6.1.3: the body is not the one that was signed.
    case bodyHashMismatch
    /// RFC 6376 §6.1.3: the header fields are not those that were signed, or by another key.
    case signatureMismatch
    /// The key could not be looked up.
    case resolver(ResolverError)

    /// The word of RFC 8601 §2.7.1 for it.
    ///
    /// RFC 6376 says PERMFAIL to all but the last. RFC 8601 keeps neutral for what could not be read or processed, fail
    /// for a signature that was tested and is wrong, permerror for the rest, which no later attempt will mend.
    public var value: DKIMSignatureResult.Value {
        switch self {
        case .syntax, .version, .missingTag, .unknownAlgorithm, .unknownCanonicalization, .unknownQueryMethod:
            .neutral
        case .bodyHashMismatch, .signatureMismatch, .bodyShorterThanSigned: .fail
        case .resolver: .temperror
        default: .permerror
        }
    }

    /// In words: `body hash did not verify`.
    public var description: String {
        switch self {
        case .syntax(let problem): "the field cannot be read: \(problem.message)"
        case .version(let text): "unknown version v=\(text)"
        case .missingTag(let name): "\(name)= is missing"
        case .unknownAlgorithm(let text): "unknown algorithm a=\(text)"
        case .unknownCanonicalization(let text): "unknown canonicalization c=\(text)"
        case .unknownQueryMethod(let text): "unknown query method q=\(text)"
        case .identityOutsideDomain(let identity, let domain): "i=\(identity) is not below d=\(domain)"
        case .fromNotSigned: "the From field is not signed"
        case .expired(let time): "the signature expired at x=\(time)"
        case .forbiddenAlgorithm(let algorithm): "\(algorithm.rawValue) must not be used any more (RFC 8301)"
        case .noKey(let name, let exists): exists ? "\(name) has no TXT record" : "\(name) does not exist"
        case .badKey(let problem): "the key cannot be read: \(problem.message)"
        case .revoked: "the key has been revoked: its p= is empty"
        case .hashNotAdmitted(let hash): "the key is not for \(hash): its h= leaves it out"
        case .keyTypeMismatch(let key, let signature): "the key is of type \(key), the signature of \(signature)"
        case .notForEmail: "the key is not for mail: its s= leaves it out"
        case .identityNotStrict: "the key wants the domain of i= to be that of d= (t=s)"
        case .weakKey(let bits): "the key has \(bits) bits, fewer than \(DKIMPublicKey.fewestRSABits)"
        case .bodyShorterThanSigned(let length, let limit): "l=\(limit) is more than the \(length) octets of the body"
        case .bodyHashMismatch: "the body hash did not verify: the body was changed after signing"
        case .signatureMismatch:
            "the signature did not verify: a signed header field was changed, or the key is another one"
        case .resolver(let error): error.description
        }
    }
}
