package import FaultLab
package import Findings
package import Scenarios

/// One entry of a drill's `faults`: exactly one kind of fault.
package struct DrillFault: ScenarioMapping {
    /// Where it is written.
    package var place: Place
    /// What it breaks.
    package var kind: Kind
    /// What was written for it, for a lab that runs elsewhere; nil where it was not read as part of a drill.
    package var written: Node?

    /// The kinds of this version.
    package enum Kind: Sendable {
        /// A server of the lab refuses mail, or takes it badly.
        case smtp(SMTPFault, server: Located<String>?)
        /// The lab's DNS answers otherwise.
        case dns(DNSFault)
        /// A proxy of the lab lets the network go bad.
        case network(NetworkFault, proxy: Located<String>)
        /// A program of the user's breaks something.
        case command(DrillCommandFault)
        /// A server of the lab does TLS badly.
        case tls(TLSFault, server: Located<String>?)
    }

    package init?(_ fields: inout Fields) {
        let smtp = fields.optional(
            "smtp", DrillSMTPFault.self, "An SMTP server of the lab refuses mail, or takes it badly.")
        let dns = fields.optional("dns", DrillDNSFault.self, "The lab's DNS answers otherwise than its zones do.")
        let tls = fields.optional(
            "tls", DrillTLSFault.self, "A server of the lab shows another certificate, or speaks another version.")
        let network = fields.optional(
            "network", DrillNetworkFault.self, "Latency, bandwidth, reset or nothing at all behind a proxy of the lab.")
        let command = fields.optional(
            "command", DrillCommandFault.self, "A program of yours breaks what the lab cannot reach, another mends it.")
        guard let place = fields.place else { return nil }
        self.place = place
        let given = ["smtp", "dns", "tls", "network", "command"].compactMap { fields.keyPlace($0) }
        guard given.count == 1 else {
            fields.report(
                "drill/one-fault", "an entry of faults is one fault: smtp, dns, tls, network or command",
                at: given.last ?? place,
                remedy: given.isEmpty ? "add one" : "make each an entry of its own")
            return nil
        }
        if let smtp {
            kind = .smtp(smtp.fault, server: smtp.server)
        } else if let dns {
            kind = .dns(dns.fault)
        } else if let network {
            kind = .network(network.fault, proxy: network.proxy)
        } else if let command {
            kind = .command(command)
        } else if let tls {
            kind = .tls(tls.fault, server: tls.server)
        } else {
            return nil
        }
    }

    /// Learns where the scenario lies.
    package mutating func load(_ loading: Loading) {
        guard case .command(var command) = kind else { return }
        command.folder = loading.directory
        kind = .command(command)
    }

    /// In a few words, for the timeline.
    package var description: String {
        switch kind {
        case .smtp(let fault, _): fault.description
        case .dns(let fault): fault.description
        case .network(let fault, _): fault.description
        case .command(let fault): fault.description
        case .tls(let fault, _): fault.description
        }
    }
}
