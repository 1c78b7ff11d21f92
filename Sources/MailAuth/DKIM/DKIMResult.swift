public import DNS

/// What the verification of all signatures of a message found.
public struct DKIMResult: Sendable, Hashable {
    /// One result for each signature, from the top of the message.
    public var signatures: [DKIMSignatureResult]
    /// How many signatures were not looked at, because there are too many.
    public var unexamined: Int

    /// Results.
    public init(signatures: [DKIMSignatureResult], unexamined: Int = 0) {
        self.signatures = signatures
        self.unexamined = unexamined
    }

    /// One word for the message: pass where any signature is, else the first that is not neutral, none without any.
    public var value: DKIMSignatureResult.Value {
        if signatures.isEmpty { return .none }
        if signatures.contains(where: { $0.value == .pass }) { return .pass }
        // RFC 6376 §6.1: a temporary failure leaves the matter open.
        if signatures.contains(where: { $0.value == .temperror }) { return .temperror }
        return signatures.first { $0.value != .neutral }?.value ?? .neutral
    }

    /// The domains that signed validly, in order (RFC 9989 §4.4.1).
    public var passingDomains: [DomainName] {
        signatures.compactMap { $0.value == .pass ? $0.domain : nil }
    }
}

/// What the verification of one signature found.
public struct DKIMSignatureResult: Sendable, Hashable, CustomStringConvertible {
    /// The word.
    public var value: Value
    /// Why it is not pass; nil where it is.
    public var failure: DKIMFailure?
    /// The signature; nil where it could not be read.
    public var signature: DKIMSignature?
    /// Where its field begins in the message.
    public var fieldOffset: Int
    /// The key that was used or refused, with its place; nil where none was found.
    public var key: ResourceRecord?
    /// Bits of the key; nil where there was none that could be read.
    public var keyBits: Int?
    /// Whether the key says that it is being tested: a receiver treats the message as if it were not signed then.
    public var isTesting = false
    /// How many octets at the end of the body are not covered, because of `l=`.
    public var unsignedBodyOctets: Int64 = 0

    /// A result; what is not known is left out.
    public init(_ failure: DKIMFailure?, of signature: DKIMSignature?, fieldOffset: Int = 0) {
        value = failure?.value ?? .pass
        self.failure = failure
        self.signature = signature
        self.fieldOffset = fieldOffset
    }

    /// The results of RFC 8601 §2.7.1.
    public enum Value: String, Sendable, Hashable, CaseIterable {
        /// The message is not signed.
        case none
        /// The signature is valid.
        case pass
        /// The signature was tested and is wrong.
        case fail
        /// The signature is not acceptable here for a reason of its own.
        case policy
        /// The signature could not be read or processed.
        case neutral
        /// It could not be found out, and may be later.
        case temperror
        /// The signature cannot be verified, and will not be later.
        case permerror
    }

    /// `d=`.
    public var domain: DomainName? { signature?.domain }
    /// `s=`.
    public var selector: DomainName? { signature?.selector }

    /// `d=example.com s=s1 rsa-sha256: pass`.
    public var description: String {
        let who = signature.map { "d=\($0.domain) s=\($0.selector) \($0.algorithm.rawValue): " } ?? ""
        return who + value.rawValue + (failure.map { " (\($0))" } ?? "")
    }
}
