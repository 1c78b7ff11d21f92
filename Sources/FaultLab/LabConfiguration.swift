package import DNS

/// What a lab is made of.
package struct LabConfiguration: Sendable {
    /// Its SMTP servers; their names are unique.
    package var servers: [Server]
    /// Its DNS server; nil for a lab without one.
    package var dns: NameServer?
    /// Its proxies; their names are unique.
    package var proxies: [Proxy]
    /// Who answers the questions of strict receivers where the lab has no DNS of its own.
    package var resolver: (any Resolving)?
    /// What the odds of faults follow from.
    package var seed: UInt64

    /// A lab.
    package init(
        servers: [Server], dns: NameServer? = nil, proxies: [Proxy] = [], resolver: (any Resolving)? = nil, seed: UInt64
    ) {
        self.servers = servers
        self.proxies = proxies
        self.dns = dns
        self.resolver = resolver
        self.seed = seed
    }

    /// The DNS server.
    package struct NameServer: Sendable {
        /// What it is an authority for.
        package var zones: [Zone]
        /// Where it listens, over UDP and TCP; nil for a free port of 127.0.0.1.
        package var listen: ListenAddress?

        /// A DNS server.
        package init(zones: [Zone], listen: ListenAddress? = nil) {
            self.zones = zones
            self.listen = listen
        }
    }

    /// One proxy.
    package struct Proxy: Sendable {
        /// Its name: letters, digits and hyphens.
        package var name: String
        /// Where it connects to.
        package var destination: Destination
        /// Where it listens; nil for a free port of 127.0.0.1.
        package var listen: ListenAddress?

        /// Where a proxy connects to.
        package enum Destination: Sendable, Hashable {
            /// An SMTP server of the lab.
            case server(String)
            /// A port of this machine, or of another.
            case target(ProxyTarget)
        }

        /// A proxy.
        package init(name: String, to destination: Destination, listen: ListenAddress? = nil) {
            self.name = name
            self.destination = destination
            self.listen = listen
        }

        /// The port that it connects to, once the servers of the lab listen.
        func target(among servers: [String: LabSMTPServer]) throws(LabError) -> ProxyTarget {
            switch destination {
            case .target(let target): return target
            case .server(let server):
                guard let target = servers[server].flatMap({ ProxyTarget($0.address) }) else {
                    throw LabError(
                        code: .unknownServer, message: "the lab has no SMTP server \(server)",
                        remedy: "name one that is there, or write HOST:PORT")
                }
                return target
            }
        }
    }

    /// One SMTP server.
    package struct Server: Sendable {
        /// Its name: letters, digits and hyphens.
        package var name: String
        /// The domains that it takes mail for; nil for every domain.
        package var domains: [String]?
        /// What it does with mail.
        package var receiver: Receiver
        /// What clients on loopback count as; nil for what they are.
        package var clientAddress: IPAddress?
        /// Where it listens; nil for a free port of 127.0.0.1.
        package var listen: ListenAddress?
        /// What a client may send.
        package var limits: SMTPLimits
        /// How much of what it took is kept.
        package var capacity: LabMailboxes.Capacity
        /// How it does TLS; nil where it does not.
        package var tls: TLSOffer?
        /// Who may send; nil lets everybody.
        package var login: LoginOffer?
        /// Whether each connection must begin with the header of the PROXY protocol, which says who the client is.
        package var isProxied: Bool

        /// A server.
        package init(
            name: String, domains: [String]?, receiver: Receiver = .accepting, clientAddress: IPAddress? = nil,
            listen: ListenAddress? = nil, limits: SMTPLimits = SMTPLimits(),
            capacity: LabMailboxes.Capacity = LabMailboxes.Capacity(), tls: TLSOffer? = nil,
            login: LoginOffer? = nil, isProxied: Bool = false
        ) {
            self.name = name
            self.domains = domains
            self.receiver = receiver
            self.clientAddress = clientAddress
            self.listen = listen
            self.limits = limits
            self.capacity = capacity
            self.tls = tls
            self.login = login
            self.isProxied = isProxied
        }
    }

    /// What a server does with mail.
    package enum Receiver: String, Sendable, Hashable, CaseIterable {
        /// Everything is filed in INBOX.
        case accepting
        /// SPF, DKIM and DMARC decide.
        case strict
    }
}
