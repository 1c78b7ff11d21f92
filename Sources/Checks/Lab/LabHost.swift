import DNS
import FaultLab
package import Findings
package import Scenarios

/// The lab of a scenario, kept running for others: a staging system, an application's own tests.
package struct LabHost: Sendable {
    let lab: Lab
    private let control: LabControlAccess
    private let running: [any RunningSection]

    /// The type of failures that the command line is to blame for.
    package static let usage = "mailproof.usage"

    /// Where the control API listens, and with which token, as the command line and the environment say.
    package struct Wishes: Sendable {
        /// `--listen`.
        package var listen: String?
        /// `MAILPROOF_LAB_TOKEN`.
        package var token: String?
        /// Whether there shall be a token that nobody can guess where nobody has said one: who is told it is a program.
        package var wantsToken: Bool

        /// Wishes.
        package init(listen: String?, token: String?, wantsToken: Bool) {
            self.listen = listen
            self.token = token
            self.wantsToken = wantsToken
        }
    }

    /// Starts the lab of a scenario, with what it needs and its control API.
    ///
    /// - Parameters:
    ///   - references: the values of the scenario's secrets.
    ///   - wishes: where the control API listens, and with which token.
    /// - Throws: why it does not run; nothing does then.
    package static func start(
        _ scenario: Scenario, references: RuntimeReferences, run: RunIdentity, wishes: Wishes
    ) async throws(SectionFailure) -> LabHost {
        var request = LabControlRequest(token: wishes.token)
        if wishes.wantsToken { request.spareToken = ControlToken.random() }
        if let listen = wishes.listen {
            guard let address = ListenAddress(listen) else {
                throw refusal(
                    "--listen: expected \(ListenAddress.expectation), found '\(listen)'",
                    remedy: "write --listen 127.0.0.1:8025, or leave it out for a free port of 127.0.0.1")
            }
            request.listen = address
        }
        var context = SectionContext(resources: Resources(), references: references, run: run)
        context.references["run.id"] = run.id
        context.references["run.seed"] = String(run.seed)
        context.resources[LabControlRequestKey.self] = request
        var running: [any RunningSection] = []
        for section in needed(of: scenario) {
            do throws(SectionFailure) {
                let started = try await section.start(context)
                running.append(started)
                context.resources.merge(started.resources)
                context.references.merge(started.references)
            } catch {
                for section in running.reversed() { _ = await section.stop() }
                throw error
            }
        }
        guard let lab = context.resources[LabKey.self], let control = context.resources[LabControlKey.self] else {
            for section in running.reversed() { _ = await section.stop() }
            throw refusal(
                "\(scenario.file) has no lab with servers of its own",
                remedy: "write lab: { smtp: { mx: { domains: […] } } }")
        }
        return LabHost(lab: lab, control: control, running: running)
    }

    /// The section lab and those that it requires, in the order of the scenario.
    private static func needed(of scenario: Scenario) -> [LoadedSection] {
        var keys: Set<String> = [LabSection.key]
        for section in scenario.sections.reversed() where keys.contains(section.key) {
            keys.formUnion(section.requires)
        }
        return scenario.sections.filter { keys.contains($0.key) }
    }

    /// What the lab of a scenario reaches beyond loopback and its own files.
    package static func needs(of scenario: Scenario) -> [Need] { needed(of: scenario).flatMap(\.needs) }

    private static func refusal(_ message: String, remedy: String) -> SectionFailure {
        SectionFailure(Finding("lab/not-started", .error, message, remedy: remedy), type: usage)
    }

    /// A line for each server.
    package var lines: [String] {
        let servers = lab.smtp.values.sorted { $0.name < $1.name }.map { server in
            let domains = server.identity.domains.map { $0.sorted().joined(separator: ", ") } ?? "every domain"
            return "smtp \(server.name)  \(server.url)  \(domains)"
        }
        let names =
            lab.dns.map { ["dns  \($0.address)  \(lab.zones.map(\.description).joined(separator: ", "))"] } ?? []
        return servers + names + ["control  \(control.server.url)"]
    }

    /// What a program is told by its environment.
    package var environment: [String: String] {
        var variables = ["MAILPROOF_LAB_CONTROL_URL": control.server.url]
        for (name, server) in lab.smtp {
            let word = "MAILPROOF_LAB_SMTP_" + name.uppercased().replacing("-", with: "_")
            let reachable = ListenAddress(host: server.host, port: server.port).reachable
            variables[word + "_URL"] = server.url
            variables[word + "_HOST"] = reachable.host.description
            variables[word + "_PORT"] = String(reachable.port)
        }
        variables["MAILPROOF_LAB_DNS_ADDRESS"] = lab.dns?.address
        variables["MAILPROOF_LAB_TOKEN"] = control.token
        return variables
    }

    /// Keeps every mail that arrives in a folder.
    package func save(to folder: String) throws(SectionFailure) -> SavedMail {
        try SavedMail.begin(lab, folder: folder)
    }

    /// How mail is routed to the lab, in the words of a mail server's or resolver's configuration.
    package func route(_ kind: LabRoute) -> String { kind.text(for: lab) }

    /// Takes no more mail; what was taken is told to the end.
    package func close() async {
        // A task of its own: what ends the lab must not be cut short by what asked for it.
        await Task.detached { [lab] in _ = await lab.stop() }.value
    }

    /// Stops everything.
    ///
    /// - Returns: what could not be stopped.
    package func stop() async -> [Finding] {
        await Task.detached { [running] in
            var problems: [Finding] = []
            for section in running.reversed() { problems += await section.stop() }
            return problems
        }.value
    }
}
