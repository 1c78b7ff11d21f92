import DNS
package import Findings
import MailAuth
package import Scenarios

/// `spf`: the policy of a domain, and what it says about senders (RFC 7208).
package enum SPFCheck: CheckKind {
    package static let key = "spf"
    package static let summary = "The SPF policy of a domain: its validity, its cost, and what it says about senders."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: SPFSpecification) -> String {
        specification.domain.value.description
    }

    package static func rows(_ specification: SPFSpecification, loading: Loading) -> [Row<SPFSpecification>] {
        var specification = specification
        specification.needs = loading.needsOfAbsentDNS(at: specification.domain.place)
        var rows = [
            Row(specification.senders.isEmpty ? nil : "record", at: specification.domain.place, specification)
        ]
        var addresses: [String: Int] = [:]
        for sender in specification.senders {
            addresses[sender.value.ip.value.description, default: 0] += 1
        }
        for sender in specification.senders {
            var row = specification
            row.subject = .sender(sender)
            var label = sender.value.ip.value.description
            // An address that is evaluated with several identities is told apart by them.
            if addresses[label, default: 0] > 1 {
                label += [sender.value.mailFrom, sender.value.helo].compactMap { $0.map { " " + $0 } }.joined()
            }
            rows.append(Row(label, at: sender.value.expect?.place ?? sender.value.ip.place, row))
        }
        return rows
    }

    package static func needs(_ specification: SPFSpecification) -> [Need] {
        specification.needs
    }

    package static func run(_ row: Row<SPFSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self] else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        let spf = SPF(resolver: resolver)
        switch row.specification.subject {
        case .record: return await SPFRecordJudgement(row.specification, spf).outcome()
        case .sender(let sender): return await judge(sender.value, of: row.specification, by: spf)
        }
    }

    private static func judge(
        _ sender: SPFSenderSpecification, of specification: SPFSpecification, by spf: SPF
    ) async -> CaseOutcome {
        let domain = specification.domain.value.description
        let result = await spf.check(
            ip: sender.ip.value, helo: sender.helo ?? domain, mailFrom: sender.mailFrom ?? "postmaster@\(domain)")
        let expected = sender.expect?.value.values ?? [.pass]
        let properties: [CaseOutcome.Property] = [
            .init("spf.result", result.value.rawValue), .init("spf.lookups", String(result.lookups)),
            .init("spf.void_lookups", String(result.voidLookups)),
        ]
        let output = result.trace.map(\.description)
        if expected.contains(where: { $0.rawValue == result.value.rawValue }) {
            return .passed(properties: properties, output: output)
        }
        let place = sender.expect?.place ?? sender.ip.place
        let finding = Finding.unmet(
            expected: OneOrMany(expected).description, got: result.value.rawValue, at: place, notes: notes(on: result))
        // A receiver's temperror is our "could not find out".
        guard result.value == .temperror else {
            return .failed([finding], properties: properties, output: output)
        }
        guard case .resolver(let error)? = result.problem?.cause else {
            return .undetermined(
                [finding], type: "mailproof.timeout", transient: RetryCause.timeout.rawValue, properties: properties,
                output: output)
        }
        return .undetermined(
            error, at: place, notes: notes(on: result), properties: properties, output: output)
    }

    /// How it came to the result: the chain of terms that matched, what was spent, and where the last term stands.
    private static func notes(on result: SPFResult) -> [Finding.Note] {
        var notes: [Finding.Note] = []
        if let problem = result.problem {
            // What DNS did not answer is the finding itself.
            if case .resolver = problem.cause {} else { notes.append(.init(problem.description)) }
            if !problem.path.isEmpty {
                notes.append(.init("by way of " + problem.path.map(\.description).joined(separator: " → ")))
            }
            if let location = problem.location { notes.append(location.note) }
            if let source = problem.source { notes.append(.init(accordingTo: source)) }
        }
        if let last = result.matched.last {
            let chain = result.matched.map(\.description).joined(separator: " → ")
            let spent = result.lookups > 0 ? "  (lookup \(result.lookups) of \(SPF.Limits().lookups))" : ""
            notes.append(.init("matched \(chain)\(spent)"))
            notes.append(last.note)
        } else if result.problem == nil {
            notes.append(.init("no term of the policy of \(result.domain?.description ?? "the sender") matched"))
        }
        return notes
    }
}

extension SPFLocation {
    /// The term with its place in a zone file, or with the name of its domain where it came from the network.
    var note: Finding.Note {
        guard let place else { return .init("\(description)  (in the record of \(domain))") }
        return .init("", at: place.excerpt)
    }
}
