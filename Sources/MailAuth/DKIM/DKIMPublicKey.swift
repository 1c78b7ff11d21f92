import Crypto
import CryptoExtras
import FoundationEssentials

/// A public key that signatures are verified with.
public enum DKIMPublicKey: Sendable, Hashable {
    /// RSA (RFC 8017 §3.1): modulus and exponent as unsigned numbers, most significant octet first, no leading zeros.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// Ed25519 (RFC 8032 §5.1.5): 32 octets.
    case ed25519([UInt8])

    /// How an RSA key is wrapped.
    public enum RSAForm: Sendable, Hashable {
        /// X.509 SubjectPublicKeyInfo, which everyone publishes (RFC 6376, erratum 3017).
        case subjectPublicKeyInfo
        /// PKCS #1 RSAPublicKey, which the text of RFC 6376 §3.6.1 asks for and few verifiers read.
        case pkcs1
    }

    /// Bits of the modulus; 256 for Ed25519.
    public var bits: Int {
        switch self {
        case .rsa(let modulus, _): modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        case .ed25519: 256
        }
    }

    /// RFC 8301 §3.2: verifiers do not accept RSA keys of fewer bits.
    public static let fewestRSABits = 1024

    /// 1.2.840.113549.1.1.1, rsaEncryption (RFC 8017 appendix A.1).
    static let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]

    /// The RSA key in a DER value of either form; nil where it is none.
    static func rsa(der: [UInt8]) -> (key: DKIMPublicKey, form: RSAForm)? {
        var outer = DERReader(der[...])
        guard let content = outer.read(.sequence), outer.isAtEnd else { return nil }
        var reader = DERReader(content)
        if reader.isNext(.integer) {
            return numbers(&reader).map { ($0, .pkcs1) }
        }
        guard let algorithm = reader.read(.sequence), let bits = reader.read(.bitString), reader.isAtEnd,
            bits.first == 0
        else { return nil }
        var identifier = DERReader(algorithm)
        guard identifier.read(.objectIdentifier).map(Array.init) == rsaEncryption else { return nil }
        var key = DERReader(bits.dropFirst())
        guard let content = key.read(.sequence), key.isAtEnd else { return nil }
        var inner = DERReader(content)
        return numbers(&inner).map { ($0, .subjectPublicKeyInfo) }
    }

    private static func numbers(_ reader: inout DERReader) -> DKIMPublicKey? {
        guard let modulus = reader.readPositiveInteger(), let exponent = reader.readPositiveInteger(), reader.isAtEnd,
            !modulus.isEmpty, !exponent.isEmpty
        else { return nil }
        return .rsa(modulus: modulus, exponent: exponent)
    }

    /// The `p=` of a key record: SubjectPublicKeyInfo for RSA, the 32 octets for Ed25519.
    var recordOctets: [UInt8] {
        switch self {
        case .ed25519(let octets): return octets
        case .rsa(let modulus, let exponent):
            let numbers = DERWriter.value(
                .sequence, DERWriter.positiveInteger(modulus) + DERWriter.positiveInteger(exponent))
            let algorithm = DERWriter.value(
                .sequence, DERWriter.value(.objectIdentifier, DKIMPublicKey.rsaEncryption) + [0x05, 0x00])
            return DERWriter.value(.sequence, algorithm + DERWriter.value(.bitString, [0] + numbers))
        }
    }

    /// Whether `signature` is this key's over a hash; false too for a key that cannot be used.
    func verifies(_ signature: [UInt8], of digest: SHA256Digest) -> Bool {
        switch self {
        case .ed25519(let octets):
            // RFC 8463 §3: PureEdDSA over the SHA-256 hash.
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: octets) else { return false }
            return key.isValidSignature(signature, for: Array(digest))
        case .rsa:
            // RFC 6376 §3.3.2: RSASSA-PKCS1-v1_5 with SHA-256. The initialiser takes keys from 1024 bits on.
            guard let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: recordOctets) else { return false }
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        }
    }
}
