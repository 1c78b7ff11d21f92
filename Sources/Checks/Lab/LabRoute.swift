import DNS
import FaultLab

/// Who routes mail, or questions, to a lab.
package enum LabRoute: String, Sendable, CaseIterable {
    /// A table for Postfix's `transport_maps`.
    case postfix
    /// A policy for KumoMTA.
    case kumomta
    /// Zones for Unbound.
    case unbound

    func text(for lab: Lab) -> String {
        let servers = lab.smtp.values.sorted { $0.name < $1.name }
        return switch self {
        case .postfix: Self.postfix(servers)
        case .kumomta: Self.kumomta(servers)
        case .unbound: Self.unbound(lab)
        }
    }

    private static func target(of server: LabSMTPServer) -> ListenAddress {
        ListenAddress(host: server.host, port: server.port).reachable
    }

    /// transport(5): `domain transport:[host]:port`; brackets, so that no MX record is asked for.
    private static func postfix(_ servers: [LabSMTPServer]) -> String {
        var text = "# main.cf: transport_maps = texthash:/etc/postfix/lab-transport\n"
        text += "# /etc/postfix/lab-transport:\n"
        for server in servers {
            let target = target(of: server)
            // postconf(5), transport(5): an IPv6 address wears its prefix within the brackets.
            let host = target.host.isIPv4 ? "[\(target.host)]" : "[ipv6:\(target.host)]"
            for domain in server.identity.domains?.sorted() ?? ["*"] {
                text += "\(domain) smtp:\(host):\(target.port)\n"
            }
        }
        return text
    }

    /// KumoMTA's reference: `make_queue_config` has the hosts, `make_egress_path` the port.
    private static func kumomta(_ servers: [LabSMTPServer]) -> String {
        var text = "-- In the policy, before other handlers of these events.\nlocal lab = {\n"
        for server in servers {
            let target = target(of: server)
            for domain in server.identity.domains?.sorted() ?? [] {
                text += "  ['\(domain)'] = { host = '[\(target.host)]', port = \(target.port) },\n"
            }
        }
        text += """
            }

            kumo.on('get_queue_config', function(domain, tenant, campaign, routing_domain)
              local server = lab[routing_domain or domain]
              if server then
                return kumo.make_queue_config {
                  protocol = { smtp = { mx_list = { server.host } } },
                }
              end
            end)

            kumo.on('get_egress_path_config', function(routing_domain, egress_source, site_name)
              local server = lab[routing_domain]
              if server then
                return kumo.make_egress_path { smtp_port = server.port }
              end
            end)

            """
        return text
    }

    /// unbound.conf(5): a stub zone is asked of its own server, without the way down from the root.
    private static func unbound(_ lab: Lab) -> String {
        guard let dns = lab.dns, let target = ListenAddress(dns.address) else {
            return "# This lab has no DNS server; add dns: { zones: […] } to it.\n"
        }
        var text = "server:\n    do-not-query-localhost: no\n"
        for zone in lab.zones { text += "    domain-insecure: \"\(zone)\"\n" }
        for zone in lab.zones {
            text += "stub-zone:\n    name: \"\(zone)\"\n    stub-addr: \(target.host)@\(target.port)\n"
        }
        return text
    }
}
