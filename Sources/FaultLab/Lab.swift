package import DNS
import Findings

/// The servers that we control and break: a lab that runs.
///
/// Its SMTP servers take the mail that a drill or a seed list sends, as a mailbox provider would; its DNS server answers
/// from zones. Faults make them refuse, by rule and for a time. Everything that was replied is told as it happens.
package final class Lab: Sendable {
    /// How long a stop waits for messages that are being received.
    package static let stopBound: Duration = .seconds(2)

    /// The SMTP servers by name.
    package let smtp: [String: LabSMTPServer]
    /// The DNS server, where the lab has one.
    package let dns: LabDNSServer?
    /// The apexes of the zones that the DNS server is an authority for.
    package let zones: [DomainName]
    /// The proxies by name.
    package let proxies: [String: LabProxy]
    /// What the receivers of the lab ask: its own zones, or the resolver that it was given, faults first.
    package let resolver: (any Resolving)?
    /// What happened, and is kept.
    package let log: LabEventLog
    /// The armed faults.
    package let faults: FaultBoard
    /// Who signed the certificates of its servers; nil where none does TLS.
    package let authority: LabCertificateAuthority?

    private let certificatesFile: TrustedCertificatesFile?

    private init(
        smtp: [String: LabSMTPServer], dns: LabDNSServer?, zones: [DomainName], proxies: [String: LabProxy],
        resolver: (any Resolving)?, log: LabEventLog, faults: FaultBoard, authority: LabCertificateAuthority?,
        certificatesFile: TrustedCertificatesFile?
    ) {
        self.smtp = smtp
        self.proxies = proxies
        self.dns = dns
        self.zones = zones
        self.resolver = resolver
        self.log = log
        self.faults = faults
        self.authority = authority
        self.certificatesFile = certificatesFile
    }

    /// Starts every server; none runs where one could not be started.
    package static func start(_ configuration: LabConfiguration) async throws(LabError) -> Lab {
        let log = LabEventLog()
        let faults = FaultBoard(seed: configuration.seed)
        let names = configuration.dns.map { LabNames(zones: $0.zones, faults: faults) }
        let resolver: (any Resolving)? = names ?? configuration.resolver.map { FaultyResolver($0, faults: faults) }
        var smtp: [String: LabSMTPServer] = [:]
        var dns: LabDNSServer?
        var proxies: [String: LabProxy] = [:]
        let authority = try authority(for: configuration.servers)
        var certificatesFile: TrustedCertificatesFile?
        do {
            if let authority { certificatesFile = try TrustedCertificatesFile(pem: authority.pem) }
            if let names {
                dns = try await LabDNSServer.start(DNSResponder(names), on: configuration.dns?.listen ?? .loopback)
            }
            for server in configuration.servers {
                smtp[server.name] = try await start(
                    server, resolver: resolver, faults: faults, log: log, authority: authority)
            }
            for proxy in configuration.proxies {
                let target = try proxy.target(among: smtp)
                proxies[proxy.name] = try await LabProxy.start(
                    proxy.name, to: target, on: proxy.listen ?? .loopback, faults: faults)
            }
        } catch {
            for proxy in proxies.values { _ = await proxy.stop() }
            for server in smtp.values { _ = await server.stop(within: .zero) }
            _ = await dns?.stop()
            certificatesFile?.remove()
            throw error
        }
        return Lab(
            smtp: smtp, dns: dns, zones: configuration.dns?.zones.map(\.apex) ?? [], proxies: proxies,
            resolver: resolver,
            log: log, faults: faults, authority: authority, certificatesFile: certificatesFile)
    }

    /// The file of the certificate that signed those of its servers; nil where none does TLS.
    package var trustedCertificates: String? { certificatesFile?.path }

    private static func authority(
        for servers: [LabConfiguration.Server]
    ) throws(LabError) -> LabCertificateAuthority? {
        guard let first = servers.first(where: { $0.tls != nil }) else { return nil }
        do {
            return try LabCertificateAuthority()
        } catch {
            throw .noCertificate(.valid, for: first.name, error)
        }
    }

    private static func start(
        _ server: LabConfiguration.Server, resolver: (any Resolving)?, faults: FaultBoard, log: LabEventLog,
        authority: LabCertificateAuthority?
    ) async throws(LabError) -> LabSMTPServer {
        let identity = SMTPServerIdentity(
            name: server.name, domains: server.domains, limits: server.limits, tls: server.tls,
            login: server.login)
        var verifier: StrictVerifier?
        if server.receiver == .strict {
            guard let resolver else {
                throw LabError(
                    code: .noDNS, message: "the SMTP server \(server.name) verifies mail and has no DNS to ask",
                    remedy: "add dns: to the lab or to the scenario")
            }
            verifier = StrictVerifier(identity: identity, resolver: resolver)
        }
        return try await LabSMTPServer.start(
            identity, on: server.listen ?? .loopback, clientAddress: server.clientAddress,
            isProxied: server.isProxied, faults: faults, log: log,
            mailboxes: LabMailboxes(capacity: server.capacity), verifier: verifier, authority: authority)
    }

    /// Every event from now on, for each listener; ends when the lab stops.
    package func events() -> AsyncStream<LabEvent> { log.events() }

    /// Arms a fault until it is disarmed or its lease is over.
    ///
    /// - Throws: where it names a server that the lab does not have.
    package func arm(_ fault: SMTPFault, lease: Duration) throws(LabError) -> ArmedFault {
        try check(server: fault.server)
        return faults.arm(fault, lease: lease)
    }

    private func check(server name: String?) throws(LabError) {
        guard let name, smtp[name] == nil else { return }
        let known = smtp.keys.sorted().joined(separator: ", ")
        throw LabError(
            code: .unknownServer, message: "the lab has no SMTP server \(name)",
            remedy: known.isEmpty ? "add it to lab.smtp" : "name one of \(known)")
    }

    /// Arms a fault until it is disarmed or its lease is over.
    ///
    /// It strikes handshakes that begin from now on; connections that are TLS already stay as they are.
    ///
    /// - Throws: where it names a server that the lab does not have, or none does TLS.
    package func arm(_ fault: TLSFault, lease: Duration) throws(LabError) -> ArmedFault {
        try check(server: fault.server)
        let servers = smtp.values.filter { $0.identity.tls != nil && fault.matches(server: $0.name) }
        guard !servers.isEmpty else {
            throw LabError(
                code: .noTLS, message: "\(fault.server ?? "the lab") does no TLS that could be broken",
                remedy: "add tls: { offer: starttls } to the server")
        }
        for server in servers { try server.prepare(fault) }
        return faults.arm(fault, lease: lease)
    }

    /// Arms a fault until it is disarmed or its lease is over.
    ///
    /// It strikes what the DNS server answers, and what the receivers of the lab ask.
    ///
    /// - Throws: where the lab has neither.
    package func arm(_ fault: DNSFault, lease: Duration) throws(LabError) -> ArmedFault {
        guard resolver != nil else {
            throw LabError(
                code: .noDNS, message: "the lab has no DNS that \(fault.name) could be broken in",
                remedy: "add dns: with zones to the lab, or to the scenario with a server that has receiver: strict")
        }
        return faults.arm(fault, lease: lease)
    }

    /// Arms a fault until it is disarmed or its lease is over; open connections are struck too.
    ///
    /// - Throws: where it names a proxy that the lab does not have.
    package func arm(_ fault: NetworkFault, lease: Duration) throws(LabError) -> ArmedFault {
        guard let proxy = proxies[fault.proxy] else {
            let known = proxies.keys.sorted().joined(separator: ", ")
            throw LabError(
                code: .unknownProxy, message: "the lab has no proxy \(fault.proxy)",
                remedy: known.isEmpty ? "add it to lab.proxies" : "name one of \(known)")
        }
        let armed = faults.arm(fault, lease: lease)
        proxy.reconsider()
        return armed
    }

    /// Stops every server and ends every stream of events.
    ///
    /// Doing it again does nothing.
    ///
    /// - Returns: what could not be stopped, in words; empty where all is well.
    package func stop() async -> [String] {
        let leftovers = await withTaskGroup(of: [String].self) { group in
            for server in smtp.values { group.addTask { await server.stop(within: Self.stopBound) } }
            if let dns { group.addTask { await dns.stop() } }
            for proxy in proxies.values { group.addTask { await proxy.stop() } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        log.finish()
        for server in smtp.values { server.mailboxes.stop() }
        certificatesFile?.remove()
        return leftovers.sorted()
    }
}
