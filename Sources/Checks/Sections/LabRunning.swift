import FaultLab
import Findings
import Scenarios

/// A lab that runs in this process, its monitor and its control API.
struct RunningLabSection: RunningSection {
    let lab: Lab
    let monitor: LabMonitor?
    let control: LabControlAccess?

    var resources: Resources {
        var resources = Resources()
        resources[LabKey.self] = lab
        resources[LabMonitorKey.self] = monitor
        resources[LabControlKey.self] = control
        return resources
    }

    var references: [String: String] {
        var references: [String: String] = [:]
        for (name, server) in lab.smtp {
            references["lab.smtp.\(name).url"] = server.url
            references["lab.smtp.\(name).address"] = server.address
            if server.identity.tls != nil { references["lab.smtp.\(name).ca"] = lab.trustedCertificates }
        }
        references["lab.dns.address"] = lab.dns?.address
        for (name, proxy) in lab.proxies { references["lab.proxies.\(name).address"] = proxy.address }
        references["lab.control.url"] = control?.server.url
        return references
    }

    func stop() async -> [Finding] {
        let ofControl = await control?.server.stop() ?? []
        let leftovers = ofControl + (await lab.stop())
        let unstopped = leftovers.map { Finding("lab/still-running", .error, $0) }
        return unstopped + (await monitor?.stop() ?? [])
    }
}

/// A lab that runs elsewhere, and the monitor that is fed with what happens there.
struct RemoteLabSection: RunningSection {
    let lab: RemoteLab
    let url: String
    let monitor: LabMonitor?

    var resources: Resources {
        var resources = Resources()
        resources[RemoteLabKey.self] = lab
        resources[LabMonitorKey.self] = monitor
        return resources
    }

    var references: [String: String] { ["lab.control.url": url] }

    func stop() async -> [Finding] {
        lab.stop()
        return await monitor?.stop() ?? []
    }
}
