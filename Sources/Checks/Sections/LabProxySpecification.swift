import DNS
package import FaultLab
package import Findings
package import Scenarios

/// What is written below the name of a proxy.
package struct LabProxySpecification: ScenarioMapping {
    /// Where it connects to.
    package var destination: LabConfiguration.Proxy.Destination
    /// Where that is written.
    package var place: Place
    /// Where it listens.
    package var listen: Located<ListenAddress>?

    package init?(_ fields: inout Fields) {
        let to = fields.required(
            "to", Located<String>.self, "Where it connects to: a server of lab.smtp by its name, or HOST:PORT.")
        listen = fields.optional(
            "listen", Located<ListenAddress>.self, "Where it listens; a free port of 127.0.0.1 by default.")
        guard let to else { return nil }
        place = to.place
        if let target = ProxyTarget(to.value) {
            destination = .target(target)
        } else if !to.value.isEmpty, !to.value.contains(":") {
            destination = .server(to.value)
        } else {
            fields.report(
                "scenario/bad-value", "expected a server of lab.smtp or HOST:PORT, found \(to.value)", at: to.place,
                remedy: "write a name such as mx, or an address such as 127.0.0.1:25 or [::1]:25")
            return nil
        }
    }

    /// The target where it is beyond this machine.
    package var remoteTarget: ProxyTarget? {
        if case .target(let target) = destination, !target.isLoopback { target } else { nil }
    }
}

extension LabSpecification {
    /// Says which proxies lead to servers that the lab does not have.
    func checkProxies(_ loading: Loading) {
        let names = servers.map(\.name)
        for proxy in proxies {
            guard case .server(let name) = proxy.value.destination, !names.contains(name) else { continue }
            loading.report(
                "lab/unknown-server", "lab.smtp has no server \(name)", label: "unknown server",
                at: proxy.value.place,
                remedy: names.isEmpty ? "write HOST:PORT" : Nearest.remedy(for: name, among: names))
        }
    }

    /// What its proxies reach beyond this machine: whatever is sent through them, mail above all.
    var needsOfProxies: [Need] {
        proxies.flatMap { proxy in
            let listening = proxy.value.listen.flatMap { listen in
                listen.value.host.isLoopback ? nil : Need(.network, host: listen.value.description, at: listen.place)
            }
            let host = proxy.value.remoteTarget?.host
            let reaching = host.map { host in
                [Need.Permission.network, .smtp].map { Need($0, host: host, at: proxy.value.place) }
            }
            return [listening].compactMap(\.self) + (reaching ?? [])
        }
    }
}
