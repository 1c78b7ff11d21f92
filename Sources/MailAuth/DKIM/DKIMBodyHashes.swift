import Crypto
public import MailMessage

/// The body hashes that the signatures of a message ask for, taken in one pass over its body in constant memory.
///
/// A body of any size is verified without being held: the header is read first, then the body is fed in chunks.
public struct DKIMBodyHashes: Sendable {
    private var hashes: [Form: DKIMBodyHash] = [:]
    private var finished: [Form: (digest: SHA256Digest, length: Int64)] = [:]

    private struct Form: Hashable {
        var method: DKIMCanonicalization
        var limit: Int64?
    }

    /// The hashes for the signatures in the header of a message.
    ///
    /// - Parameter mostSignatures: those beyond are left alone; see `DKIMVerifier.mostSignatures`.
    public init(for message: Message, mostSignatures: Int = DKIMVerifier.usualSignatures) {
        for field in message.fields(named: DKIMSignature.fieldName).prefix(mostSignatures) {
            guard let signature = try? DKIMSignature(field) else { continue }
            let form = Form(method: signature.bodyCanonicalization, limit: signature.bodyLength)
            hashes[form] = hashes[form] ?? DKIMBodyHash(form.method, limit: form.limit)
        }
    }

    /// Takes the next octets of the body, cut anywhere; its lines end in CRLF.
    public mutating func update(_ chunk: ArraySlice<UInt8>) {
        for form in hashes.keys { hashes[form]?.update(chunk) }
    }

    /// Ends the body.
    public mutating func finish() {
        for (form, hash) in hashes {
            var hash = hash
            let digest = hash.finish()
            finished[form] = (digest, hash.length)
        }
        hashes = [:]
    }

    /// The hash of a signature's body and the octets of the whole body in that form; nil before the end.
    func result(for signature: DKIMSignature) -> (digest: SHA256Digest, length: Int64)? {
        finished[Form(method: signature.bodyCanonicalization, limit: signature.bodyLength)]
    }
}
