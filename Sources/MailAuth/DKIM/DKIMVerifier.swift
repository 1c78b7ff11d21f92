import Crypto
public import DNS
public import Findings
public import MailMessage

/// DomainKeys Identified Mail (RFC 6376, RFC 8301, RFC 8463).
///
/// A domain takes responsibility for a message by a signature over its body and some header fields; the key stands in
/// DNS below a selector. A message may carry several signatures, each of which stands for itself.
public struct DKIMVerifier: Sendable {
    /// Who answers DNS questions.
    public let resolver: any Resolving
    /// RFC 6376 §6.1 lets a verifier limit the signatures that it tries: those beyond are left alone.
    public var mostSignatures = DKIMVerifier.usualSignatures
    /// More than any message on its way through lists and relays collects.
    public static let usualSignatures = 5

    /// Verification over a resolver.
    public init(resolver: any Resolving) {
        self.resolver = resolver
    }

    /// Verifies every signature of a message, whose lines end in CRLF.
    ///
    /// - Parameter now: the moment against which `x=` is held.
    public func verify(_ message: Message, at now: WallTime) async -> DKIMResult {
        var hashes = DKIMBodyHashes(for: message, mostSignatures: mostSignatures)
        hashes.update(message.body)
        hashes.finish()
        return await verify(message, hashes, at: now)
    }

    /// Verifies every signature of a message whose body was hashed chunk by chunk.
    ///
    /// - Parameters:
    ///   - message: the header, whose lines end in CRLF; what stands behind it is not looked at.
    ///   - hashes: those of the whole body, finished.
    public func verify(_ message: Message, _ hashes: DKIMBodyHashes, at now: WallTime) async -> DKIMResult {
        var results: [DKIMSignatureResult] = []
        let fields = message.fields.enumerated().filter { $0.element.isNamed(DKIMSignature.fieldName) }
        for (index, field) in fields.prefix(mostSignatures) {
            var result: DKIMSignatureResult
            do throws(DKIMFailure) {
                let signature = try DKIMSignature(field)
                // The signature's own field is no field that it signs.
                var others = message.fields
                others.remove(at: index)
                result = await verify(signature, fields: others, hashes, at: now)
            } catch {
                result = DKIMSignatureResult(error, of: nil)
            }
            result.fieldOffset = field.offset
            results.append(result)
        }
        return DKIMResult(signatures: results, unexamined: max(0, fields.count - mostSignatures))
    }

    private func verify(
        _ signature: DKIMSignature, fields: [HeaderField], _ hashes: DKIMBodyHashes, at now: WallTime
    ) async -> DKIMSignatureResult {
        // RFC 8301 §3.1: rsa-sha1 must not be verified.
        guard signature.algorithm != .rsaSHA1 else {
            return DKIMSignatureResult(.forbiddenAlgorithm(.rsaSHA1), of: signature)
        }
        if let expiration = signature.expiration, expiration < now.microseconds / 1_000_000 {
            return DKIMSignatureResult(.expired(expiration), of: signature)
        }
        guard let name = signature.keyName else {
            let problem = RecordProblem(0..<0, "d= and s= together are too long for a name")
            return DKIMSignatureResult(.syntax(problem), of: signature)
        }
        let answer: Answer
        do throws(ResolverError) {
            answer = try await resolver.resolve(Question(name, .TXT))
        } catch {
            return DKIMSignatureResult(.resolver(error), of: signature)
        }
        guard let body = hashes.result(for: signature) else {
            return DKIMSignatureResult(.bodyHashMismatch, of: signature)
        }
        let content = DKIMSignedContent(of: signature, body, fields: fields)
        var best = DKIMSignatureResult(.noKey(name, exists: answer.outcome != .nameError), of: signature)
        // RFC 6376 §6.1.2: of several key records a verifier may try each.
        for record in answer.records {
            guard let text = record.data.joinedText else { continue }
            let result = judge(content, by: DKIMKeyRecord(text: text), in: record)
            if result.value == .pass { return result }
            if best.key == nil || result.value == .fail { best = result }
        }
        return best
    }

    private func judge(
        _ content: DKIMSignedContent, by key: DKIMKeyRecord, in record: ResourceRecord
    ) -> DKIMSignatureResult {
        let failure: DKIMFailure?
        do throws(DKIMFailure) {
            let publicKey = try usableKey(key, for: content.signature)
            try content.verify(with: publicKey)
            failure = nil
        } catch {
            failure = error
        }
        var result = DKIMSignatureResult(failure, of: content.signature)
        result.key = record
        result.keyBits = key.publicKey?.bits
        result.isTesting = key.isTesting
        result.unsignedBodyOctets = content.unsignedBodyOctets
        return result
    }

    /// RFC 6376 §6.1.2: the key of a record, if it may be used for the signature.
    private func usableKey(
        _ key: DKIMKeyRecord, for signature: DKIMSignature
    ) throws(DKIMFailure) -> DKIMPublicKey {
        if let problem = key.problems.first { throw .badKey(problem) }
        guard key.isForEmail else { throw .notForEmail }
        guard key.admits(hash: signature.algorithm.hash) else { throw .hashNotAdmitted(signature.algorithm.hash) }
        guard let publicKey = key.publicKey else { throw .revoked }
        guard key.keyType == signature.algorithm.keyType else {
            throw .keyTypeMismatch(key: key.keyType, signature: signature.algorithm.keyType)
        }
        if key.isStrict, signature.identityDomain != signature.domain { throw .identityNotStrict }
        // RFC 8301 §3.2: RSA keys of less than 1024 bits make no valid signature.
        if case .rsa = publicKey, publicKey.bits < DKIMPublicKey.fewestRSABits {
            throw .weakKey(bits: publicKey.bits)
        }
        return publicKey
    }
}

/// The two hashes of a signed message (RFC 6376 §3.7), taken once for however many keys.
private struct DKIMSignedContent {
    let signature: DKIMSignature
    private let bodyDigest: SHA256Digest
    private let headerDigest: SHA256Digest
    private let bodyLength: Int64

    init(of signature: DKIMSignature, _ body: (digest: SHA256Digest, length: Int64), fields: [HeaderField]) {
        self.signature = signature
        bodyDigest = body.digest
        bodyLength = body.length
        var header = DKIMHeaderHash(signature.headerCanonicalization)
        for field in DKIMHeaderHash.select(signature.signedFields, from: fields) { header.update(field) }
        // RFC 6376 §3.5: the value of b=, white space around it included, counts as empty.
        var bytes = signature.field.bytes
        bytes.removeSubrange(signature.signatureRange)
        headerDigest = header.finish(signature: bytes, colon: signature.field.colon)
    }

    /// Octets of the body that `l=` leaves out.
    var unsignedBodyOctets: Int64 {
        signature.bodyLength.map { max(0, bodyLength - $0) } ?? 0
    }

    func verify(with key: DKIMPublicKey) throws(DKIMFailure) {
        // RFC 6376 §3.5: l= must not be more than the octets of the body.
        if let limit = signature.bodyLength, limit > bodyLength {
            throw .bodyShorterThanSigned(length: bodyLength, limit: limit)
        }
        guard signature.bodyHash == Array(bodyDigest) else { throw .bodyHashMismatch }
        guard key.verifies(signature.signature, of: headerDigest) else { throw .signatureMismatch }
    }
}
