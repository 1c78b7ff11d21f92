import DNS
import Findings
import MailAuth
import Scenarios

/// Judges the record of a domain: that there is one, that it is valid, what it costs, and how it ends.
struct SPFRecordJudgement {
    private let specification: SPFSpecification
    private let spf: SPF

    init(_ specification: SPFSpecification, _ spf: SPF) {
        self.specification = specification
        self.spf = spf
    }

    func outcome() async -> CaseOutcome {
        let heloNames = specification.senders.compactMap { $0.value.helo.flatMap { DomainName($0) } }
        do throws(ResolverError) {
            let review = try await spf.review(specification.domain.value, heloNames: heloNames)
            return judge(review)
        } catch {
            return .undetermined(error, at: specification.domain.place)
        }
    }

    private func judge(_ review: SPFReview) -> CaseOutcome {
        let cost = review.cost
        var failures: [Finding] = []
        var remarks: [Finding] = []
        for found in review.findings {
            var finding = Finding(found, at: specification.domain.place)
            if found.rule == "spf/no-record", let source = review.source {
                finding.notes.append(.init(accordingTo: source))
            }
            if found.rule == "spf/too-many-lookups" { finding.notes += spenders(cost) }
            // What the scenario says about the same thing counts in its place.
            if isOverridden(found) { finding.severity = .warning }
            if finding.severity == .error { failures.append(finding) } else { remarks.append(finding) }
        }
        failures += [lookups(cost), voidLookups(cost)].compactMap { $0 }
        if let published = review.policy.published, !failures.contains(where: { $0.rule == "spf/allow-all" }) {
            failures += [ending(published, cost)].compactMap { $0 }
        }
        let properties = properties(review)
        let output = lines(of: cost)
        // A failure is certain whatever else could not be found out.
        if !failures.isEmpty { return .failed(failures + remarks, properties: properties, output: output) }
        if let unanswered = cost.unanswered.first {
            return .undetermined(
                unanswered.error, at: specification.domain.place, notes: [unanswered.location.note],
                properties: properties, output: output)
        }
        return .passed(remarks: remarks, properties: properties, output: output)
    }

    private func isOverridden(_ found: RecordFinding) -> Bool {
        switch found.rule {
        case "spf/too-many-lookups": specification.lookups != nil
        case "spf/too-many-void-lookups": specification.voidLookups != nil
        case "spf/allow-all": found.path.isEmpty && specification.all?.value.contains(.pass) ?? false
        default: false
        }
    }

    private func properties(_ review: SPFReview) -> [CaseOutcome.Property] {
        guard let published = review.policy.published else { return [] }
        let everyoneElse = review.cost.ending?.qualifier.value.rawValue
        return [
            .init("spf.record", published.record.description), .init("spf.lookups", String(review.cost.lookups)),
            .init("spf.void_lookups", String(review.cost.voidLookups)),
            .init(
                "spf.everyone_else", everyoneElse ?? (review.cost.dependsOnSender ? "depends on the sender" : "neutral")
            ),
        ]
    }

    /// The lookups of the worst path as a tree.
    private func lines(of cost: SPFCost) -> [String] {
        cost.spends.enumerated().map { number, spend in
            String(repeating: "  ", count: spend.depth) + "\(spend.location) is lookup \(number + 1)"
                + (spend.isVoid ? ", and void" : "")
        }
    }

    /// Who spends the lookups: the terms of the domain's own record, the dearest first.
    private func spenders(_ cost: SPFCost) -> [Finding.Note] {
        var counts: [(location: SPFLocation, count: Int)] = []
        for spend in cost.spends {
            if let index = counts.firstIndex(where: { $0.location == spend.spender }) {
                counts[index].count += 1
            } else {
                counts.append((spend.spender, 1))
            }
        }
        return counts.sorted { $0.count > $1.count }.prefix(Self.mostNotes).map {
            .init("\($0.location) spends \($0.count)", at: $0.location.place?.excerpt)
        }
    }

    private func lookups(_ cost: SPFCost) -> Finding? {
        guard let bound = specification.lookups, cost.isTruncated || !bound.value.contains(cost.lookups) else {
            return nil
        }
        return .unmet(
            expected: "\(bound.value) lookups",
            got: cost.isTruncated ? "more than \(cost.lookups)" : "\(cost.lookups)", at: bound.place,
            notes: spenders(cost))
    }

    private func voidLookups(_ cost: SPFCost) -> Finding? {
        guard let bound = specification.voidLookups, !bound.value.contains(cost.voidLookups) else { return nil }
        return .unmet(
            expected: "\(bound.value) void lookups", got: "\(cost.voidLookups)", at: bound.place,
            notes: cost.spends.filter(\.isVoid).prefix(Self.mostNotes).flatMap { spend in
                [.init("\(spend.location) looks up what does not exist"), spend.location.note]
            })
    }

    private func ending(_ published: SPFPublishedRecord, _ cost: SPFCost) -> Finding? {
        let accepted = specification.all?.value.values ?? [.fail, .softfail]
        let found = cost.ending?.qualifier.value.rawValue
        // What lies behind a redirect that depends on the sender, or leads nowhere, is not known or said already.
        let isUnknown = cost.dependsOnSender || !cost.problems.isEmpty || !cost.unanswered.isEmpty
        if found == nil, published.record.redirect != nil, isUnknown { return nil }
        // RFC 7208 §4.7: where nothing matches, the result is neutral.
        let result = found ?? SPFWord.neutral.rawValue
        guard !accepted.contains(where: { $0.rawValue == result }) else { return nil }
        let location = cost.ending?.location ?? published.location(0..<published.record.text.count)
        return .unmet(
            expected: "\(OneOrMany(accepted)) for everyone else",
            got: found == nil ? "neutral, for there is no all" : result,
            at: specification.all?.place ?? specification.domain.place,
            remedy: "end the record in -all or ~all", notes: [location.note])
    }

    /// More terms than these do not help anybody to see which one to remove.
    private static let mostNotes = 20
}
