package import Findings
import MailTransport
package import Scenarios

/// `seed_send`: one message to every seed, and a look into every mailbox.
package enum SeedSendCheck: CheckKind {
    package static let key = "seed_send"
    package static let summary = "Sends one message to every seed over SMTP, and looks where it arrived."
    package static let isolation = Isolation.acts

    /// What connecting and sending may take beside the time that the scenario gives to looking.
    ///
    /// Our choice: a staging relay that takes longer is broken.
    package static let sendingBudget: Duration = .seconds(60)

    package static func subject(_ specification: SeedSendSpecification) -> String {
        specification.seedsFile.text
    }

    /// One row, or one for each provider where `placement.each` says so.
    ///
    /// A provider's row sends to the provider's seeds alone and judges them alone: every seed gets one message either
    /// way, and a provider that fails is a test case that fails.
    package static func rows(
        _ specification: SeedSendSpecification, loading: Loading
    ) -> [Row<SeedSendSpecification>] {
        var specification = specification
        specification.load(loading)
        return SeedFile.rows(specification.seeds, each: specification.placement?.each ?? .all).map { provider, seeds in
            var row = specification
            row.seeds = seeds
            let place = provider == nil ? specification.seedsFile.place : seeds.first?.place
            return Row(provider, at: place ?? specification.seedsFile.place, row)
        }
    }

    package static func needs(_ specification: SeedSendSpecification) -> [Need] {
        var needs = specification.placement == nil ? [] : specification.seeds.compactMap(\.need)
        if specification.via == nil {
            // DNS may name any host.
            needs += specification.needsOfDNS + [Need(.smtp, at: specification.serverPlace)]
        } else if let endpoint = relay(of: specification), !endpoint.isLoopback {
            needs.append(Need(.smtp, host: endpoint.host, at: specification.serverPlace))
        }
        return needs
    }

    package static func mail(_ specification: SeedSendSpecification) -> [PlannedMail] {
        let rate = specification.rate(to: relay(of: specification))
        let isLab = specification.via?.isServerOfLab ?? false
        // Nobody has to be courteous to the lab.
        let pace = isLab ? specification.rate : rate
        return [PlannedMail(specification.seeds.count, perSecond: pace?.perSecond, at: specification.serverPlace)]
    }

    package static func effects(_ specification: SeedSendSpecification) -> [String] {
        let host =
            specification.via == nil ? "its mail exchangers" : relay(of: specification)?.authority ?? "the lab"
        return specification.seeds.map { "sends a message to \($0.address) through \(host)" }
    }

    package static func budget(_ specification: SeedSendSpecification) -> Duration? {
        let pacing = specification.rate.map { Duration.seconds(Double(SeedFile.most) / $0.perSecond) }
        return sendingBudget + (pacing ?? .zero) + (specification.placement?.within ?? .zero)
    }

    package static func outsideSystems(_ specification: SeedSendSpecification) -> Set<String> {
        Set([relay(of: specification)?.authority].compactMap(\.self))
    }

    /// The server that is named, where it is known before the run.
    private static func relay(of specification: SeedSendSpecification) -> SMTPEndpoint? {
        specification.via?.known.flatMap { SMTPEndpoint(url: $0) }
    }

    package static func run(_ row: Row<SeedSendSpecification>, in context: CheckContext) async -> CaseOutcome {
        do {
            let results = try await SeedSendRun(specification: row.specification, context: context).results()
            return SeedSendJudgement(specification: row.specification, results: results).outcome
        } catch {
            return .undetermined([error.finding], type: error.type)
        }
    }
}
