import NIOSSL
import Synchronization

/// The ways in which one server can do TLS: each certificate is made once, when it is wanted first.
final class ServerTLS: Sendable {
    private let authority: LabCertificateAuthority
    private let subject: CertificateSubject
    private let contexts = Mutex<[Settings: NIOSSLContext]>([:])

    /// How TLS is done on a connection.
    struct Settings: Sendable, Hashable {
        /// What the server shows.
        var certificate: CertificateProfile
        /// The versions that it speaks.
        var versions: ClosedRange<TLSProtocolVersion>
    }

    /// The TLS of a server.
    init(authority: LabCertificateAuthority, subject: CertificateSubject) {
        self.authority = authority
        self.subject = subject
    }

    /// What a connection's TLS is made from.
    ///
    /// Making it takes a moment (a key of RSA tens of milliseconds): whoever arms a fault asks before a connection does.
    func context(_ settings: Settings) throws -> NIOSSLContext {
        try contexts.withLock { contexts in
            if let known = contexts[settings] { return known }
            let context = try make(settings)
            contexts[settings] = context
            return context
        }
    }

    private func make(_ settings: Settings) throws -> NIOSSLContext {
        let credentials = try authority.issue(settings.certificate, to: subject)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(credentials.certificate)], privateKey: .privateKey(credentials.key))
        configuration.minimumTLSVersion = settings.versions.lowerBound.version
        configuration.maximumTLSVersion = settings.versions.upperBound.version
        // RFC 5246 §5 brought the ciphers that are still good; older versions have others alone.
        if settings.versions.lowerBound < .v1_2 { configuration.cipherSuites = "ALL" }
        return try NIOSSLContext(configuration: configuration)
    }
}

extension TLSProtocolVersion {
    fileprivate var version: TLSVersion {
        switch self {
        case .v1_0: .tlsv1
        case .v1_1: .tlsv11
        case .v1_2: .tlsv12
        case .v1_3: .tlsv13
        }
    }

    /// The version of a connection.
    init(_ version: TLSVersion) {
        self =
            switch version {
            case .tlsv1: .v1_0
            case .tlsv11: .v1_1
            case .tlsv12: .v1_2
            case .tlsv13: .v1_3
            }
    }
}
