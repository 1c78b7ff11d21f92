/// How a signature is made: `a=` (RFC 6376 §3.3, RFC 8301, RFC 8463).
public enum DKIMAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RSA over SHA-256.
    case rsaSHA256 = "rsa-sha256"
    /// Ed25519 over SHA-256.
    case ed25519SHA256 = "ed25519-sha256"
    /// RSA over SHA-1, which RFC 8301 §3.1 forbids to sign and to verify with.
    case rsaSHA1 = "rsa-sha1"

    /// The `k=` of the keys it uses.
    public var keyType: String {
        self == .ed25519SHA256 ? "ed25519" : "rsa"
    }

    /// The word for its hash in the `h=` of a key.
    public var hash: String {
        self == .rsaSHA1 ? "sha1" : "sha256"
    }
}

/// What a signature sees of a message: one half of `c=` (RFC 6376 §3.4).
public enum DKIMCanonicalization: String, Sendable, Hashable, CaseIterable {
    /// Almost every octet as it is.
    case simple
    /// White space and the case of names do not count.
    case relaxed
}
