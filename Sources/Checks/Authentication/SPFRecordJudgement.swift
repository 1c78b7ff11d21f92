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
        do throws(ResolverError) {
            switch try await spf.policy(of: specification.domain.value) {
            case .absent(let exists): return .failed([absent(exists)])
            case .several(let records): return .failed([several(records)])
            case .published(let published): return judge(published, try await spf.cost(of: published))
            }
        } catch {
            return .undetermined(error, at: specification.domain.place)
        }
    }

    private func absent(_ exists: Bool) -> Finding {
        let domain = specification.domain.value
        return .unmet(
            expected: "one SPF record", got: exists ? "none" : "no such name", at: specification.domain.place,
            remedy: "publish a TXT record at \(domain) that begins with v=spf1 and ends in -all or ~all")
    }

    private func several(_ records: [ResourceRecord]) -> Finding {
        // RFC 7208 §4.5: more than one record is a permerror.
        .unmet(
            expected: "one SPF record", got: "\(records.count)", at: specification.domain.place,
            remedy: "merge them into one",
            notes: records.compactMap { $0.origin.map { .init("", at: $0.place.excerpt) } })
    }

    private func judge(_ published: SPFPublishedRecord, _ cost: SPFCost) -> CaseOutcome {
        let problems =
            published.record.problems.map { problem(.syntax($0), at: published.location($0.range)) }
            + cost.problems.filter { !published.record.problems.contains(syntaxOf: $0) }.map {
                problem($0.cause, at: $0.location)
            }
        let findings = problems + [lookups(cost), voidLookups(cost), ending(published, cost)].compactMap { $0 }
        let properties: [CaseOutcome.Property] = [
            .init("spf.lookups", String(cost.lookups)), .init("spf.void_lookups", String(cost.voidLookups)),
        ]
        let output = cost.spends.enumerated().map { number, spend in
            String(repeating: "  ", count: spend.depth) + "\(spend.location) is lookup \(number + 1)"
                + (spend.isVoid ? ", and void" : "")
        }
        return findings.isEmpty
            ? .passed(properties: properties, output: output)
            : .failed(findings, properties: properties, output: output)
    }

    /// What makes a receiver answer permerror, whatever the scenario expects.
    private func problem(_ cause: SPFProblem.Cause, at location: SPFLocation?) -> Finding {
        let found = SPFProblem(cause, at: location)
        var remedy: String?
        if case .syntax(let syntax) = cause { remedy = syntax.remedy }
        return Finding(
            "spf/invalid-record", .error, found.description, at: specification.domain.excerpt, remedy: remedy,
            notes: location.map { [$0.note] } ?? [])
    }

    private func lookups(_ cost: SPFCost) -> Finding? {
        // RFC 7208 §4.6.4: at most ten terms that cause lookups, whoever the sender is.
        let bound = specification.lookups?.value ?? .range(max: SPF.Limits().lookups)
        guard cost.isTruncated || !bound.contains(cost.lookups) else { return nil }
        return .unmet(
            expected: "\(bound) lookups", got: cost.isTruncated ? "more than \(cost.lookups)" : "\(cost.lookups)",
            at: specification.lookups?.place ?? specification.domain.place,
            notes: cost.spends.prefix(Self.mostNotes).map { .init("\($0.location)  (of \($0.location.domain))") })
    }

    private func voidLookups(_ cost: SPFCost) -> Finding? {
        // RFC 7208 §4.6.4: at most two terms that look up what does not exist.
        let bound = specification.voidLookups?.value ?? .range(max: SPF.Limits().voidLookups)
        guard !bound.contains(cost.voidLookups) else { return nil }
        return .unmet(
            expected: "\(bound) void lookups", got: "\(cost.voidLookups)",
            at: specification.voidLookups?.place ?? specification.domain.place,
            notes: cost.spends.filter(\.isVoid).prefix(Self.mostNotes).flatMap { spend in
                [.init("\(spend.location) looks up what does not exist"), spend.location.note]
            })
    }

    private func ending(_ published: SPFPublishedRecord, _ cost: SPFCost) -> Finding? {
        let accepted = specification.all?.value.values ?? [.fail, .softfail]
        let found = cost.ending?.qualifier.value.rawValue
        // What lies behind a redirect that depends on the sender, or leads nowhere, is not known or said already.
        if found == nil, published.record.redirect != nil, cost.dependsOnSender || !cost.problems.isEmpty { return nil }
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

extension [RecordProblem] {
    fileprivate func contains(syntaxOf problem: SPFProblem) -> Bool {
        guard case .syntax(let syntax) = problem.cause else { return false }
        return contains(syntax)
    }
}
