/// A version of TLS, by its number.
package enum TLSProtocolVersion: String, Sendable, Hashable, CaseIterable, Comparable, Codable {
    /// RFC 2246; RFC 8996 §4 forbids it.
    case v1_0 = "1.0"
    /// RFC 4346; RFC 8996 §5 forbids it.
    case v1_1 = "1.1"
    /// RFC 5246.
    case v1_2 = "1.2"
    /// RFC 8446.
    case v1_3 = "1.3"

    /// Orders by age.
    package static func < (left: TLSProtocolVersion, right: TLSProtocolVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// How a server does TLS.
package struct TLSOffer: Sendable, Hashable {
    /// Whether TLS begins before the first word (RFC 8314 §3) rather than with STARTTLS (RFC 3207).
    package var isImplicit: Bool
    /// What its certificate is like.
    package var certificate: CertificateProfile
    /// The versions that it speaks.
    package var versions: ClosedRange<TLSProtocolVersion>

    /// An offer; by default a good certificate, and the versions that RFC 8996 leaves.
    package init(
        isImplicit: Bool = false, certificate: CertificateProfile = .valid,
        versions: ClosedRange<TLSProtocolVersion> = .v1_2 ... .v1_3
    ) {
        self.isImplicit = isImplicit
        self.certificate = certificate
        self.versions = versions
    }
}
