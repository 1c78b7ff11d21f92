/// A rule by which the lab's servers do TLS badly: with another certificate, or in another version.
package struct TLSFault: Sendable, Hashable {
    /// The server that it is for; nil for every one that does TLS.
    package var server: String?
    /// What the server shows; nil for what it shows anyway.
    package var certificate: CertificateProfile?
    /// The one version that the server speaks; nil for those that it speaks anyway.
    package var version: TLSProtocolVersion?
    /// Which of the handshakes it strikes.
    package var cadence: FaultCadence

    /// A fault.
    ///
    /// - Throws: why such a fault could never do what it is meant to.
    package init(
        server: String? = nil, certificate: CertificateProfile? = nil, version: TLSProtocolVersion? = nil,
        cadence: FaultCadence = FaultCadence()
    ) throws(InvalidFault) {
        guard certificate != nil || version != nil else {
            throw InvalidFault(
                .certificate, "the fault does nothing", remedy: "add certificate: expired, or version: \"1.0\"")
        }
        // Of a handshake no recipient is known, as in DNS.
        try cadence.check(at: nil)
        self.server = server
        self.certificate = certificate
        self.version = version
        self.cadence = cadence
    }

    /// Whether it is for the TLS of a server.
    func matches(server name: String) -> Bool { server == nil || server == name }

    /// How TLS is done instead.
    func settings(of offer: TLSOffer) -> ServerTLS.Settings {
        ServerTLS.Settings(
            certificate: certificate ?? offer.certificate, versions: version.map { $0...$0 } ?? offer.versions)
    }
}

extension TLSFault: CustomStringConvertible {
    /// `tls mx: certificate expired`.
    package var description: String {
        let what = [certificate.map { "certificate \($0.rawValue)" }, version.map { "TLS \($0.rawValue)" }]
        return (["tls"] + [server].compactMap(\.self)).joined(separator: " ") + ": "
            + what.compactMap(\.self).joined(separator: ", ")
    }
}

/// A fault of TLS that strikes a handshake.
package struct TLSFaultHit: Sendable, Hashable {
    /// Which one.
    package var fault: FaultID
    /// What it does.
    package var rule: TLSFault
}
