import DNS
package import FaultLab
import Findings
package import Scenarios

/// What is written below `lab`.
package struct LabSpecification: ScenarioMapping {
    /// Where the section begins.
    var place: Place
    /// The SMTP servers in the order of the file.
    var servers: [Named<LabServerSpecification>.Entry]
    var dns: LabNameServerSpecification?
    /// The proxies in the order of the file.
    var proxies: [Named<LabProxySpecification>.Entry]
    var monitor: LabMonitorSpecification?
    /// A lab that runs elsewhere, in place of servers here.
    var remote: LabRemoteSpecification?
    /// The control API of a lab that runs here.
    var control: LabControlSpecification?

    package init?(_ fields: inout Fields) {
        let smtp = fields.optional(
            "smtp", Named<LabServerSpecification>.self, "The SMTP servers, each below a name of its own.")
        dns = fields.optional("dns", LabNameServerSpecification.self, "A DNS server, an authority for zones.")
        monitor = fields.optional(
            "monitor", LabMonitorSpecification.self, "The embedded monitor: alert rules, and whom it notifies.")
        let proxies = fields.optional(
            "proxies", Named<LabProxySpecification>.self,
            "Proxies between two ports, each below a name of its own: where a network fault strikes.")
        remote = LabRemoteSpecification(&fields)
        control = fields.optional(
            "control", LabControlSpecification.self, "The control API, by which others break this lab.")
        guard let place = fields.place else { return nil }
        self.place = place
        servers = smtp?.entries ?? []
        self.proxies = proxies?.entries ?? []
        for server in servers where !Self.isName(server.name) {
            fields.report(
                "lab/bad-name", "a server's name has letters, digits and hyphens, found \(server.name)",
                at: server.place, remedy: "write a name such as mx, which is used in $(lab.smtp.mx.url)")
        }
        for proxy in self.proxies where !Self.isName(proxy.name) {
            fields.report(
                "lab/bad-name", "a proxy's name has letters, digits and hyphens, found \(proxy.name)",
                at: proxy.place, remedy: "write a name such as relay, which is used in $(lab.proxies.relay.address)")
        }
    }

    /// RFC 1123 §2.1: the name becomes the first label of a host name, and a part of references.
    private static func isName(_ text: String) -> Bool {
        let isLabel = text.utf8.allSatisfy { octet in
            switch octet | 0x20 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): octet & 0x40 != 0
            default: (0x30...0x39).contains(octet) || octet == UInt8(ascii: "-")
            }
        }
        return isLabel && (1...63).contains(text.utf8.count) && text.first != "-" && text.last != "-"
    }
}

/// What is written below the name of an SMTP server.
package struct LabServerSpecification: ScenarioMapping {
    var domains: [DomainName]
    var receiver: Located<LabReceiverWord>?
    var clientAddress: IPAddress?
    var listen: Located<ListenAddress>?
    var tls: LabTLSSpecification?
    var login: LabLoginSpecification?
    var isProxied: Bool

    package init?(_ fields: inout Fields) {
        let domains = fields.required("domains", [DomainName].self, "The domains that it takes mail for.")
        receiver = fields.optional(
            "receiver", Located<LabReceiverWord>.self,
            "strict: SPF, DKIM and DMARC decide, and Authentication-Results says what was found. "
                + "accepting, the default: everything is filed in INBOX.")
        clientAddress = fields.optional(
            "client_address", IPAddress.self, "The address that clients on loopback count as, for SPF and for faults.")
        listen = fields.optional(
            "listen", Located<ListenAddress>.self, "Where it listens; a free port of 127.0.0.1 by default.")
        tls = fields.optional(
            "tls", LabTLSSpecification.self, "Whether and how it does TLS; without it, not at all.")
        login = fields.optional(
            "login", LabLoginSpecification.self, "Who may send, by AUTH PLAIN or LOGIN; everybody by default.")
        isProxied =
            fields.optional(
                "proxy", Bool.self,
                "Whether each connection must begin with the header of the PROXY protocol, version 1 or 2; "
                    + "the client is then who that names.") ?? false
        guard let domains else { return nil }
        self.domains = domains
        if let login, !login.isAllowedInClear, tls?.offer == nil {
            fields.report(
                "lab/login-in-clear", "nobody can log in, for the password comes over TLS alone", label: "no TLS",
                at: login.place, remedy: "add tls: { offer: starttls } to the server, or without_tls: true here")
        }
        if domains.isEmpty, let place = fields.valuePlace("domains") {
            fields.report(
                "lab/no-domains", "a server without domains takes no mail", at: place,
                remedy: "name the domains of its recipients")
        }
    }
}

/// What is written below `lab.dns`.
package struct LabNameServerSpecification: ScenarioMapping {
    var zones: [FilePath]
    var listen: Located<ListenAddress>?
    /// What the zone files hold, once they were read.
    var loadedZones: [Zone] = []

    package init?(_ fields: inout Fields) {
        let zones = fields.required("zones", [FilePath].self, "The zone files that it is an authority for.")
        listen = fields.optional(
            "listen", Located<ListenAddress>.self,
            "Where it listens, over UDP and TCP; a free port of 127.0.0.1 by default.")
        guard let zones else { return nil }
        self.zones = zones
    }

    /// Reads the zone files; every error in them makes the scenario invalid.
    mutating func load(_ loading: Loading) {
        loadedZones = loading.zones(zones)
    }
}

/// `receiver`: what a server does with mail.
package enum LabReceiverWord: String, ScenarioWord {
    case accepting
    case strict
}

extension ListenAddress: ScenarioScalar {
    package static var expectation: String { "an address and a port such as 127.0.0.1:2525" }

    package init?(scalarText: String) {
        self.init(scalarText)
    }
}
