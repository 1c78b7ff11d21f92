package import Findings
import MailMessage
package import Scenarios

/// `placement`: where mail that something else sent has arrived.
package enum PlacementCheck: CheckKind {
    package static let key = "placement"
    package static let summary = "Looks into the mailboxes of seeds for mail that something else sent."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: PlacementSpecification) -> String {
        specification.seedsFile.text
    }

    package static func rows(
        _ specification: PlacementSpecification, loading: Loading
    ) -> [Row<PlacementSpecification>] {
        var specification = specification
        specification.seeds = SeedFile.seeds(
            specification.seedsFile, lookedFor: specification.placement, loading: loading)
        return SeedFile.rows(specification.seeds, each: specification.placement.each).map { provider, seeds in
            var row = specification
            row.seeds = seeds
            let place = provider == nil ? specification.seedsFile.place : seeds.first?.place
            return Row(provider, at: place ?? specification.seedsFile.place, row)
        }
    }

    package static func needs(_ specification: PlacementSpecification) -> [Need] {
        specification.seeds.compactMap(\.need)
    }

    package static func budget(_ specification: PlacementSpecification) -> Duration? {
        specification.placement.within + SeedSendCheck.sendingBudget
    }

    package static func run(_ row: Row<PlacementSpecification>, in context: CheckContext) async -> CaseOutcome {
        let specification = row.specification
        let message: SoughtMessage
        do throws(UnresolvedReference) {
            message = try sought(specification, in: context)
        } catch {
            return .undetermined([error.finding], type: "mailproof.reference")
        }
        let look = await SeedLook.open(specification.seeds, isFresh: false, in: context)
        let deadline = ContinuousClock.now.advanced(by: specification.placement.within)
        var results = specification.seeds.map { SeedResult(seed: $0, fate: .accepted) }
        await withTaskGroup(of: (Int, SeedResult).self) { group in
            for (number, result) in results.enumerated() {
                group.addTask { (number, await look.found(result, number: number, message, until: deadline)) }
            }
            for await (number, result) in group { results[number] = result }
        }
        await look.close()
        return outcome(of: results, specification.placement)
    }

    private static func sought(
        _ specification: PlacementSpecification, in context: CheckContext
    ) throws(UnresolvedReference) -> SoughtMessage {
        var message = SoughtMessage()
        if let token = specification.token { message.token = try context.value(of: token) }
        if let messageID = specification.messageID {
            let text = try context.value(of: messageID)
            // RFC 5322 §3.6.4: the brackets are part of the field and not of the identifier.
            message.messageID = text.hasPrefix("<") ? text : "<\(text)>"
        }
        return message
    }

    private static func outcome(
        of results: [SeedResult], _ placement: SeedPlacementSpecification
    ) -> CaseOutcome {
        let judgement = PlacementJudgement(placement, results)
        let properties = [CaseOutcome.Property("seed.count", String(results.count))] + judgement.properties
        let output = results.map(\.summary) + [""] + SeedTable(results).lines
        if !judgement.failures.isEmpty {
            return .failed(judgement.failures + judgement.doubts, properties: properties, output: output)
        }
        guard judgement.doubts.isEmpty else {
            return .undetermined(judgement.doubts, type: "mailproof.seed", properties: properties, output: output)
        }
        return .passed(properties: properties, output: output)
    }
}
