package import Crypto

/// The hash of a body (RFC 6376 §3.7), taken chunk by chunk in constant memory.
package struct DKIMBodyHash: Sendable {
    private var canonicalizer: DKIMBodyCanonicalizer
    private var hash = SHA256()
    private let limit: Int64
    /// How many octets the canonicalised body has so far; those beyond the limit are counted, not hashed.
    package private(set) var length: Int64 = 0

    /// The hash of a body in a form; `limit` is the `l=` of a signature.
    package init(_ method: DKIMCanonicalization, limit: Int64? = nil) {
        canonicalizer = DKIMBodyCanonicalizer(method)
        self.limit = limit ?? .max
    }

    /// Takes the next octets of the body, cut anywhere.
    package mutating func update(_ chunk: [UInt8]) {
        update(chunk[...])
    }

    /// Takes the next octets of the body, cut anywhere.
    package mutating func update(_ chunk: ArraySlice<UInt8>) {
        // Local copies: the closure must not touch the struct while the canonicalizer is being changed.
        var hash = hash
        var length = length
        let limit = limit
        canonicalizer.update(chunk) { DKIMBodyHash.add($0, to: &hash, &length, limit) }
        self.hash = hash
        self.length = length
    }

    /// Ends the body.
    package mutating func finish() -> SHA256Digest {
        var hash = hash
        var length = length
        let limit = limit
        canonicalizer.finish { DKIMBodyHash.add($0, to: &hash, &length, limit) }
        self.length = length
        return hash.finalize()
    }

    private static func add(_ octets: [UInt8], to hash: inout SHA256, _ length: inout Int64, _ limit: Int64) {
        let wanted = Int(min(max(0, limit - length), Int64(octets.count)))
        if wanted == octets.count { hash.update(data: octets) } else { hash.update(data: octets[..<wanted]) }
        length += Int64(octets.count)
    }
}
