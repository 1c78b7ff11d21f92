import DNS
import Findings
import MailAuth
package import Scenarios

/// What is written below `audit`.
package struct AuditSpecification: ScenarioMapping {
    var domain: Located<DomainName>
    var selectors: [Located<DomainName>]
    var senders: [Located<AuditSender>]
    var isParked: Bool
    var needs: [Need] = []
    /// The protocol that the row is about.
    var subject = AuditSubject.spf

    package init?(_ fields: inout Fields) {
        let domain = fields.required("domain", Located<DomainName>.self, "The domain that is audited.")
        selectors =
            fields.optional(
                "selectors", [Located<DomainName>].self,
                "The selectors of its DKIM keys; nobody can list them from outside. Without any the case of DKIM is skipped."
            ) ?? []
        senders =
            fields.optional(
                "senders", [Located<AuditSender>].self,
                "Addresses that must pass SPF, each as a receiver would judge it; or mappings as below spf.senders.")
            ?? []
        isParked =
            fields.optional(
                "parked", Bool.self,
                "Whether the domain sends and receives no mail: SPF -all alone, DMARC reject, and a null MX are wanted then."
            ) ?? false
        guard let domain else { return nil }
        self.domain = domain
        guard !isParked || (selectors.isEmpty && senders.isEmpty) else {
            fields.report(
                "scenario/bad-value", "a parked domain has no senders and no selectors", label: "of a parked domain",
                at: selectors.first?.place ?? senders.first?.place ?? domain.place,
                remedy: "remove them, or parked: true")
            return
        }
    }
}

/// The protocols of an audit, each a case.
enum AuditSubject: String, CaseIterable {
    case spf, dkim, dmarc, mx
}

/// A sender: its address alone, or all that `spf` takes.
package struct AuditSender: ScenarioDecodable {
    var specification: SPFSenderSpecification

    package static var schema: JSONSchema { .anyOf([IPAddress.schema, SPFSenderSpecification.schema]) }

    package static func decode(_ node: Node, in decoding: Decoding) -> AuditSender? {
        guard let node = decoding.resolved(node) else { return nil }
        if case .mapping = node.content {
            return SPFSenderSpecification.decode(node, in: decoding).map { AuditSender(specification: $0) }
        }
        return Located<IPAddress>.decode(node, in: decoding).map {
            AuditSender(specification: SPFSenderSpecification(ip: $0))
        }
    }
}
