import DNS
package import Findings
import MailAuth
package import Scenarios

/// `audit`: what any receiver needs of a domain, one case a protocol, each at its defaults.
package enum AuditCheck: CheckKind {
    package static let key = "audit"
    package static let summary = "SPF, DKIM and DMARC of a domain, one case a protocol; or that a domain is parked."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: AuditSpecification) -> String {
        specification.domain.value.description
    }

    package static func rows(_ specification: AuditSpecification, loading: Loading) -> [Row<AuditSpecification>] {
        let subjects: [AuditSubject] = specification.isParked ? [.spf, .dmarc, .mx] : [.spf, .dkim, .dmarc]
        var specification = specification
        specification.needs = loading.needsOfAbsentDNS(at: specification.domain.place)
        return subjects.map { subject in
            var row = specification
            row.subject = subject
            return Row(subject.rawValue, at: specification.domain.place, row)
        }
    }

    package static func needs(_ specification: AuditSpecification) -> [Need] {
        specification.needs
    }

    package static func run(_ row: Row<AuditSpecification>, in context: CheckContext) async -> CaseOutcome {
        let specification = row.specification
        guard !specification.isParked else {
            return await ParkedDomain(specification.domain).outcome(of: specification.subject, in: context)
        }
        switch specification.subject {
        case .spf: return await spf(specification, in: context)
        case .dkim: return await dkim(specification, in: context)
        case .dmarc:
            let dmarc = DMARCSpecification(domain: specification.domain)
            return await DMARCCheck.run(Row(at: specification.domain.place, dmarc), in: context)
        case .mx: return .skipped("a domain that is not parked has no case of its MX records here")
        }
    }

    private static func spf(_ specification: AuditSpecification, in context: CheckContext) async -> CaseOutcome {
        var spf = SPFSpecification(defaultsFor: specification.domain)
        spf.senders = specification.senders.map { Located($0.value.specification, at: $0.place) }
        var record = await SPFCheck.run(Row(at: specification.domain.place, spf), in: context)
        let limits = SPF.Limits()
        for (index, property) in record.properties.enumerated() {
            switch property.name {
            case "spf.lookups": record.properties[index].value += " of \(limits.lookups)"
            case "spf.void_lookups": record.properties[index].value += " of \(limits.voidLookups)"
            default: break
            }
        }
        var parts = [record]
        for sender in spf.senders {
            spf.subject = .sender(sender)
            var part = await SPFCheck.run(Row(at: sender.place, spf), in: context)
            let address = sender.value.ip.value
            let result = part.properties.first { $0.name == "spf.result" }?.value ?? "unknown"
            part.properties = [.init("spf.\(address)", result)]
            part.output = []
            for index in part.findings.indices {
                part.findings[index].message = "\(address): \(part.findings[index].message)"
                // One case of many senders: what the carets point at does not say enough.
                part.findings[index].label = nil
            }
            parts.append(part)
        }
        return .combined(parts)
    }

    private static func dkim(_ specification: AuditSpecification, in context: CheckContext) async -> CaseOutcome {
        guard !specification.selectors.isEmpty else {
            return .skipped(
                "no selectors are named, and nobody can list them: add selectors", type: "mailproof.skipped")
        }
        var parts: [CaseOutcome] = []
        for selector in specification.selectors {
            var dkim = DKIMSpecification(domain: specification.domain, selectors: [selector])
            dkim.selector = selector
            var part = await DKIMCheck.run(Row(at: selector.place, dkim), in: context)
            func fact(_ name: String) -> String? { part.properties.first { $0.name == "dkim.\(name)" }?.value }
            let key = [fact("key_type"), fact("bits").map { "\($0) bits" }].compactMap { $0 }.joined(separator: ", ")
            for index in part.findings.indices { part.findings[index].label = nil }
            part.properties = [.init("dkim.\(selector.value)", key.isEmpty ? part.verdict.rawValue : key)]
            parts.append(part)
        }
        return .combined(parts)
    }
}
