import DNS
package import FaultLab
import Findings
package import Scenarios

/// The running lab of a scenario; published by the section `lab`.
package enum LabKey: ResourceKey {
    /// The lab.
    package typealias Value = Lab
}

/// `lab`: the servers that a scenario sends to, and that drills break.
package enum LabSection: SectionKind {
    package static let key = "lab"
    package static let summary = "SMTP and DNS servers on loopback, and a monitor, started for the checks of the file."

    package static func load(_ specification: inout LabSpecification, loading: Loading) {
        specification.dns?.load(loading)
        specification.monitor?.load(loading)
        specification.checkProxies(loading)
        if specification.servers.isEmpty, specification.dns == nil, specification.proxies.isEmpty,
            specification.remote == nil
        {
            loading.report(
                "lab/empty", "the lab has no server", at: specification.place, remedy: "add smtp: or dns: to it")
        }
        // A receiver that would ask the servers of this machine would judge by what is published, not by this commit.
        if let receiver = specification.verifyingReceiver, specification.dns == nil,
            loading.specification(of: DNSSection.self)?.isAbsent ?? true
        {
            loading.report(
                "lab/no-dns", "a strict receiver has no DNS to ask", at: receiver.place,
                remedy: "add dns: { zones: […] } to the lab or to the scenario")
        }
    }

    package static func references(_ specification: LabSpecification) -> [String] {
        specification.servers.flatMap { server in
            ["lab.smtp.\(server.name).url", "lab.smtp.\(server.name).address"]
                + (server.value.tls?.offer == nil ? [] : ["lab.smtp.\(server.name).ca"])
        }
            + specification.proxies.map { "lab.proxies.\($0.name).address" }
            + (specification.dns == nil ? [] : ["lab.dns.address"])
            + (specification.control == nil && specification.remote == nil ? [] : ["lab.control.url"])
    }

    package static func requires(_ specification: LabSpecification) -> [String] {
        // A receiver asks the lab's own DNS where there is one.
        specification.dns == nil && specification.verifyingReceiver != nil ? [DNSSection.key] : []
    }

    package static func needs(_ specification: LabSpecification) -> [Need] {
        let listening =
            specification.servers.map(\.value.listen) + [specification.dns?.listen, specification.control?.listen]
        let beyond = listening.compactMap { $0 }.filter { !$0.value.host.isLoopback }
        return (specification.remote?.needs ?? [])
            + beyond.map { Need(.network, host: $0.value.description, at: $0.place) }
            + (specification.monitor?.needs ?? []) + specification.needsOfProxies
    }

    package static func start(
        _ specification: LabSpecification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        if let remote = specification.remote { return try await start(specification, remote, in: context) }
        let configuration: LabConfiguration
        do throws(UnresolvedReference) {
            configuration = try specification.configuration(in: context)
        } catch {
            throw SectionFailure(error.finding, type: "mailproof.reference")
        }
        let lab: Lab
        do throws(LabError) {
            lab = try await Lab.start(configuration)
        } catch {
            let place = specification.place(of: error.address)
            throw SectionFailure(
                Finding("lab/not-started", .error, error.message, at: place.excerpt, remedy: error.remedy),
                type: "mailproof.connection")
        }
        var monitor: LabMonitor?
        do throws(SectionFailure) {
            if let wanted = specification.monitor {
                monitor = try await LabMonitor.start(wanted, events: lab.events(), in: context)
            }
            let control = try await startControl(specification, lab, in: context)
            return RunningLabSection(lab: lab, monitor: monitor, control: control)
        } catch {
            _ = await monitor?.stop()
            _ = await lab.stop()
            throw error
        }
    }

    private static func startControl(
        _ specification: LabSpecification, _ lab: Lab, in context: SectionContext
    ) async throws(SectionFailure) -> LabControlAccess? {
        let request = context.resources[LabControlRequestKey.self]
        guard specification.control != nil || request != nil else { return nil }
        return try await LabControlStart(specification: specification, request: request, context: context).start(lab)
    }

    private static func start(
        _ specification: LabSpecification, _ remote: LabRemoteSpecification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        let lab = try await remote.connect(in: context)
        do throws(SectionFailure) {
            var monitor: LabMonitor?
            if let wanted = specification.monitor {
                monitor = try await LabMonitor.start(wanted, events: lab.events(), in: context)
            }
            return RemoteLabSection(lab: lab, url: remote.url.value, monitor: monitor)
        } catch {
            lab.stop()
            throw error
        }
    }
}

extension LabSpecification {
    /// Where the first receiver that verifies is declared; nil where none does.
    fileprivate var verifyingReceiver: Located<LabReceiverWord>? {
        servers.lazy.compactMap(\.value.receiver).first { $0.value == .strict }
    }

    fileprivate func configuration(in context: SectionContext) throws(UnresolvedReference) -> LabConfiguration {
        var servers: [LabConfiguration.Server] = []
        for server in self.servers { servers.append(try server.value.configuration(name: server.name, in: context)) }
        return LabConfiguration(
            servers: servers,
            dns: dns.map { .init(zones: $0.loadedZones, listen: $0.listen?.value) },
            proxies: proxies.map { proxy in
                LabConfiguration.Proxy(
                    name: proxy.name, to: proxy.value.destination, listen: proxy.value.listen?.value)
            },
            resolver: context.resources[ResolverKey.self], seed: context.run.seed)
    }

    /// Where an address is written that could not be listened on; the section where nobody wrote one.
    fileprivate func place(of address: ListenAddress?) -> Place {
        let written = servers.map(\.value.listen) + [dns?.listen] + proxies.map(\.value.listen)
        return written.lazy.compactMap { $0 }.first { $0.value == address }?.place ?? place
    }
}

extension LabServerSpecification {
    fileprivate func configuration(
        name: String, in context: SectionContext
    ) throws(UnresolvedReference) -> LabConfiguration.Server {
        LabConfiguration.Server(
            name: name, domains: domains.map(\.description),
            receiver: receiver?.value == .strict ? .strict : .accepting, clientAddress: clientAddress,
            listen: listen?.value, tls: tls?.offer, login: try login?.offer(in: context), isProxied: isProxied)
    }
}
