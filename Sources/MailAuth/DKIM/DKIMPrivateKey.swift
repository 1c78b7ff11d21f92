import Crypto
import CryptoExtras
import FoundationEssentials
import MailMessage

/// A private key that messages are signed with: RSA of 1024 bits and more, or Ed25519.
public struct DKIMPrivateKey: Sendable {
    private let storage: Storage
    /// The other half of the pair.
    public let publicKey: DKIMPublicKey

    private enum Storage: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
    }

    /// Reads a PEM text (RFC 7468): `PRIVATE KEY` (PKCS #8) or `RSA PRIVATE KEY` (PKCS #1).
    ///
    /// - Throws: what is wrong with it; never any of its content.
    public init(pem: String) throws(DKIMKeyError) {
        let (label, der) = try PEMBlock.first(in: Array(pem.utf8))
        switch label {
        case "PRIVATE KEY":
            if let seed = DKIMPrivateKey.ed25519Seed(pkcs8: der) {
                guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
                    throw .unreadable
                }
                storage = .ed25519(key)
                publicKey = .ed25519(Array(key.publicKey.rawRepresentation))
                return
            }
        case "RSA PRIVATE KEY": break
        case "ENCRYPTED PRIVATE KEY": throw .encrypted
        default: throw .otherKind(label)
        }
        // RFC 8301 §3.2: signers use RSA keys of at least 1024 bits, which is what this initialiser takes.
        guard let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: der),
            let (publicKey, _) = DKIMPublicKey.rsa(der: Array(key.publicKey.derRepresentation))
        else { throw .unreadable }
        storage = .rsa(key)
        self.publicKey = publicKey
    }

    /// A fresh Ed25519 key.
    public static func ed25519() -> DKIMPrivateKey {
        DKIMPrivateKey(Curve25519.Signing.PrivateKey())
    }

    private init(_ key: Curve25519.Signing.PrivateKey) {
        storage = .ed25519(key)
        publicKey = .ed25519(Array(key.publicKey.rawRepresentation))
    }

    /// How it signs.
    public var algorithm: DKIMAlgorithm {
        switch storage {
        case .rsa: .rsaSHA256
        case .ed25519: .ed25519SHA256
        }
    }

    /// The key record to publish for it: `v=DKIM1; k=rsa; p=…`.
    public var recordText: String {
        let value = String(decoding: Base64.encode(publicKey.recordOctets), as: UTF8.self)
        return "v=DKIM1; k=\(algorithm.keyType); p=\(value)"
    }

    /// The signature over a hash.
    func sign(_ digest: SHA256Digest) throws(DKIMKeyError) -> [UInt8] {
        do {
            switch storage {
            case .rsa(let key):
                return Array(try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
            case .ed25519(let key): return Array(try key.signature(for: Array(digest)))
            }
        } catch {
            throw .cannotSign
        }
    }

    /// The seed in a PKCS #8 value whose algorithm is Ed25519 (RFC 8410 §7); nil for other keys.
    private static func ed25519Seed(pkcs8: [UInt8]) -> [UInt8]? {
        var outer = DERReader(pkcs8[...])
        guard let content = outer.read(.sequence) else { return nil }
        var reader = DERReader(content)
        guard reader.readPositiveInteger() != nil, let algorithm = reader.read(.sequence),
            let wrapped = reader.read(.octetString)
        else { return nil }
        var identifier = DERReader(algorithm)
        // 1.3.101.112, id-Ed25519.
        guard identifier.read(.objectIdentifier).map(Array.init) == [0x2B, 0x65, 0x70] else { return nil }
        var inner = DERReader(wrapped)
        guard let seed = inner.read(.octetString), seed.count == 32 else { return nil }
        return Array(seed)
    }
}

/// Why a private key cannot be used.
public enum DKIMKeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no PEM block, or it is cut short.
    case notPEM
    /// The block is encrypted.
    case encrypted
    /// The block holds something else, by its label.
    case otherKind(String)
    /// The block holds no RSA key of 1024 bits or more and no Ed25519 key.
    case unreadable
    /// The key does not sign.
    case cannotSign

    /// In words, with what to do.
    public var description: String {
        switch self {
        case .notPEM: "there is no PEM block (-----BEGIN PRIVATE KEY-----) in it"
        case .encrypted: "the key is encrypted; decrypt it (openssl pkey -in KEY -out PLAIN) and keep it safe"
        case .otherKind(let label): "it holds a '\(label)', not a private key in PKCS #8 or PKCS #1"
        case .unreadable: "it holds no RSA key of 1024 bits or more and no Ed25519 key"
        case .cannotSign: "the key does not sign"
        }
    }
}
