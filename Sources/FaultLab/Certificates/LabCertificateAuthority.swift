import Crypto
import CryptoExtras
import DNS
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// The authority that signs the certificates of one lab (RFC 5280); made anew for each, and kept in memory.
///
/// Nobody trusts it who was not given `pem`.
package struct LabCertificateAuthority: Sendable {
    /// Its certificate, for those who shall trust it (RFC 7468).
    package let pem: String

    private let key: Certificate.PrivateKey
    private let name: DistinguishedName
    private let now: Date

    /// A server's certificate and its key.
    struct Credentials: Sendable {
        var certificate: NIOSSLCertificate
        var key: NIOSSLPrivateKey
    }

    /// A new authority; certificates are valid or not as of now.
    package init() throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let now = Date()
        // Labs have different authorities, and a client that trusts another lab's shall say that it does not know this one.
        let number = String(UInt32.random(in: .min ... .max), radix: 16)
        let name = try DistinguishedName { CommonName("mailproof lab CA \(number)") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-2 * Self.lifetime),
            notValidAfter: now.addingTimeInterval(2 * Self.lifetime), issuer: name, subject: name,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            }, issuerPrivateKey: key)
        pem = try certificate.serializeAsPEM().pemString + "\n"
        self.key = key
        self.name = name
        self.now = now
    }

    /// How long certificates are valid, and in how long those that are not have ended or will begin at the far end.
    ///
    /// Our choice: longer than any lab runs.
    private static let lifetime: TimeInterval = 90 * day
    private static let day: TimeInterval = 24 * 3600

    /// A new certificate for a subject, as its profile wants it.
    func issue(_ profile: CertificateProfile, to subject: CertificateSubject) throws -> Credentials {
        let subject = profile == .wrongName ? .stranger : subject
        let own = try Self.key(of: profile)
        let ownName = try DistinguishedName { CommonName(subject.names[0]) }
        let validity = validity(of: profile)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: own.publicKey,
            notValidBefore: validity.begin, notValidAfter: validity.end,
            issuer: profile == .selfSigned ? ownName : name, subject: ownName,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                // RFC 5280 §4.2.1.3: RSA without Diffie-Hellman enciphers the session's key.
                Critical(KeyUsage(digitalSignature: true, keyEncipherment: profile == .weak))
                try ExtendedKeyUsage([.serverAuth])
                // RFC 9525 §2: names are looked for here alone.
                SubjectAlternativeNames(
                    subject.names.map { .dnsName($0) }
                        + subject.addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0.octets[...])) })
            }, issuerPrivateKey: profile == .selfSigned ? own : key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return Credentials(
            certificate: try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der),
            key: try NIOSSLPrivateKey(bytes: Array(own.serializeAsPEM().pemString.utf8), format: .pem))
    }

    private static func key(of profile: CertificateProfile) throws -> Certificate.PrivateKey {
        guard profile == .weak else { return Certificate.PrivateKey(P256.Signing.PrivateKey()) }
        return Certificate.PrivateKey(
            try _RSA.Signing.PrivateKey(unsafeKeySize: _RSA.Signing.KeySize(bitCount: 1024)))
    }

    private func validity(of profile: CertificateProfile) -> (begin: Date, end: Date) {
        switch profile {
        case .expired: (now.addingTimeInterval(-Self.lifetime), now.addingTimeInterval(-Self.day))
        case .notYetValid: (now.addingTimeInterval(Self.day), now.addingTimeInterval(Self.lifetime))
        // A day back: the clock of a client may be behind.
        case .valid, .selfSigned, .wrongName, .weak:
            (now.addingTimeInterval(-Self.day), now.addingTimeInterval(Self.lifetime))
        }
    }
}
