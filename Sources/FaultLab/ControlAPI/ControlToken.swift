import Crypto

/// The bearer token (RFC 6750) of a control API: kept as its digest, compared in constant time.
package struct ControlToken: Sendable {
    private let digest: SHA256.Digest

    /// How short a token may be: what can be guessed within an afternoon is none.
    ///
    /// Our choice.
    package static let shortest = 8

    /// A token; nil where it is too short or cannot stand in a header field (RFC 6750 §2.1, b64token).
    package init?(_ text: String) {
        let isToken = text.utf8.allSatisfy { octet in
            switch octet {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._~+/=".utf8.contains(octet)
            }
        }
        guard isToken, (Self.shortest...1024).contains(text.utf8.count) else { return nil }
        digest = SHA256.hash(data: Array(text.utf8))
    }

    /// A new one that nobody can guess: 32 octets of the system's randomness in hexadecimal digits.
    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in
            let octet = UInt8.random(in: .min ... .max, using: &generator)
            return (octet < 16 ? "0" : "") + String(octet, radix: 16)
        }.joined()
    }

    /// Whether the field `Authorization` of a request holds it.
    func admits(_ authorization: String?) -> Bool {
        guard let authorization else { return false }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        // RFC 9110 §11.1: the name of a scheme has no case.
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        // Digests are compared in constant time, and how long the texts are shows in neither.
        return SHA256.hash(data: Array(parts[1].utf8)) == digest
    }
}
