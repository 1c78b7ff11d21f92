import DNS
package import Findings
import MailAuth
import MailMessage
package import Scenarios

/// `dkim_signature`: a signed message verifies (RFC 6376 §6).
package enum DKIMSignatureCheck: CheckKind {
    package static let key = "dkim_signature"
    package static let summary = "A signed message verifies, and its signature covers the expected header fields."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: DKIMSignatureSpecification) -> String {
        specification.message.text
    }

    package static func rows(
        _ specification: DKIMSignatureSpecification, loading: Loading
    ) -> [Row<DKIMSignatureSpecification>] {
        var row = specification
        row.needs = loading.needsOfAbsentDNS(at: specification.message.place)
        row.text = loading.read(specification.message)
        return [Row(at: specification.expect?.place ?? specification.message.place, row)]
    }

    package static func needs(_ specification: DKIMSignatureSpecification) -> [Need] {
        specification.needs
    }

    package static func run(
        _ row: Row<DKIMSignatureSpecification>, in context: CheckContext
    ) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self], let text = row.specification.text else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        // A file of a repository often ends its lines in LF; what was signed ended them in CRLF (RFC 5321 §2.3.8).
        let message = Message(bytes: LineBreaks.normalised(text.bytes))
        let now = WallTime.now()
        let result = await DKIMVerifier(resolver: resolver).verify(message, at: now)
        return DKIMSignatureJudgement(row.specification, text, message, now: now, at: row.place).outcome(result)
    }
}
