package import DNS

/// What a lab is made of.
package struct LabConfiguration: Sendable {
    /// Its SMTP servers; their names are unique.
    package var servers: [Server]
    /// Its DNS server; nil for a lab without one.
    package var dns: NameServer?
    /// Who answers the questions of strict receivers where the lab has no DNS of its own.
    package var resolver: (any Resolving)?
    /// What the odds of faults follow from.
    package var seed: UInt64

    /// A lab.
    package init(servers: [Server], dns: NameServer? = nil, resolver: (any Resolving)? = nil, seed: UInt64) {
        self.servers = servers
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

        /// A server.
        package init(
            name: String, domains: [String]?, receiver: Receiver = .accepting, clientAddress: IPAddress? = nil,
            listen: ListenAddress? = nil, limits: SMTPLimits = SMTPLimits(),
            capacity: LabMailboxes.Capacity = LabMailboxes.Capacity()
        ) {
            self.name = name
            self.domains = domains
            self.receiver = receiver
            self.clientAddress = clientAddress
            self.listen = listen
            self.limits = limits
            self.capacity = capacity
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
