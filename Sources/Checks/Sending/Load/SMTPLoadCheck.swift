package import Findings
import MailTransport
package import Scenarios

/// `smtp_load`: messages at a constant rate, and how the server copes.
package enum SMTPLoadCheck: CheckKind {
    package static let key = "smtp_load"
    package static let summary =
        "Hands messages to an SMTP server at a constant rate, and judges its replies and times."
    package static let isolation = Isolation.acts

    /// How long the server may go on answering when all is sent.
    ///
    /// Our choice: the longest that a message may take before it counts as lost.
    package static let patience: Duration = .seconds(30)

    package static func subject(_ specification: SMTPLoadSpecification) -> String {
        "\(specification.rate.value.scalarText) for \(specification.duration.value.scalarText)"
    }

    package static func rows(
        _ specification: SMTPLoadSpecification, loading: Loading
    ) -> [Row<SMTPLoadSpecification>] {
        var specification = specification
        specification.load(loading)
        return [Row(at: specification.rate.place, specification)]
    }

    package static func needs(_ specification: SMTPLoadSpecification) -> [Need] {
        let recipient = specification.via.known.flatMap { SMTPEndpoint(url: $0) }.flatMap { endpoint in
            ReservedRecipients.need(
                for: specification.recipientDomain, at: specification.recipientPlace, over: endpoint)
        }
        return [specification.via.needOfMail, recipient].compactMap(\.self)
    }

    package static func mail(_ specification: SMTPLoadSpecification) -> [PlannedMail] {
        let rate = specification.rate
        return [PlannedMail(specification.count, perSecond: rate.value.perSecond, at: rate.place)]
    }

    package static func effects(_ specification: SMTPLoadSpecification) -> [String] {
        let host = specification.via.known.flatMap { SMTPEndpoint(url: $0)?.authority } ?? "the lab"
        let domain = specification.recipientDomain ?? "a domain known at start"
        return ["sends \(specification.count) messages to \(domain) through \(host)"]
    }

    package static func budget(_ specification: SMTPLoadSpecification) -> Duration? {
        specification.duration.value + patience + patience
    }

    package static func outsideSystems(_ specification: SMTPLoadSpecification) -> Set<String> {
        Set([specification.via.known.flatMap { SMTPEndpoint(url: $0)?.authority }].compactMap(\.self))
    }

    package static func run(_ row: Row<SMTPLoadSpecification>, in context: CheckContext) async -> CaseOutcome {
        do throws(SeedSendProblem) {
            let record = try await SMTPLoadRun(row.specification, in: context).record()
            return SMTPLoadJudgement(specification: row.specification, record: record).outcome
        } catch {
            return .undetermined([error.finding], type: error.type)
        }
    }
}
