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
    /// What happened, and is kept.
    package let log: LabEventLog
    /// The armed faults.
    package let faults: FaultBoard

    private init(smtp: [String: LabSMTPServer], log: LabEventLog, faults: FaultBoard) {
        self.smtp = smtp
        self.log = log
        self.faults = faults
    }

    /// Starts every server; none runs where one could not be started.
    package static func start(_ configuration: LabConfiguration) async throws(LabError) -> Lab {
        let log = LabEventLog()
        let faults = FaultBoard(seed: configuration.seed)
        var smtp: [String: LabSMTPServer] = [:]
        do {
            for server in configuration.servers {
                smtp[server.name] = try await LabSMTPServer.start(
                    SMTPServerIdentity(name: server.name, domains: server.domains, limits: server.limits),
                    on: server.listen ?? .loopback, clientAddress: server.clientAddress, faults: faults, log: log,
                    mailboxes: LabMailboxes(capacity: server.capacity), verifier: nil)
            }
        } catch {
            for server in smtp.values { _ = await server.stop(within: .zero) }
            throw error
        }
        return Lab(smtp: smtp, log: log, faults: faults)
    }

    /// Every event from now on, for each listener; ends when the lab stops.
    package func events() -> AsyncStream<LabEvent> { log.events() }

    /// Arms a fault until it is disarmed or its lease is over.
    ///
    /// - Throws: where it names a server that the lab does not have.
    package func arm(_ fault: SMTPFault, lease: Duration) throws(LabError) -> ArmedFault {
        if let name = fault.server, smtp[name] == nil {
            let known = smtp.keys.sorted().joined(separator: ", ")
            throw LabError(
                code: .unknownServer, message: "the lab has no SMTP server \(name)",
                remedy: known.isEmpty ? "add it to lab.smtp" : "name one of \(known)")
        }
        return faults.arm(fault, lease: lease)
    }

    /// Arms a fault until it is disarmed or its lease is over.
    package func arm(_ fault: DNSFault, lease: Duration) -> ArmedFault {
        faults.arm(fault, lease: lease)
    }

    /// Stops every server and ends every stream of events.
    ///
    /// Doing it again does nothing.
    ///
    /// - Returns: what could not be stopped, in words; empty where all is well.
    package func stop() async -> [String] {
        let leftovers = await withTaskGroup(of: [String].self) { group in
            for server in smtp.values { group.addTask { await server.stop(within: Self.stopBound) } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        log.finish()
        return leftovers.sorted()
    }
}
