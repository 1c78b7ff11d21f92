import DNS
import MailAuth
package import Scenarios

/// What is written below `spf`.
package struct SPFSpecification: ScenarioMapping {
    var domain: Located<DomainName>
    var senders: [Located<SPFSenderSpecification>]
    var lookups: Located<Bound<Int>>?
    var voidLookups: Located<Bound<Int>>?
    var all: Located<Words<SPFWord>>?
    var needs: [Need] = []
    /// What the row is about.
    var subject: Subject = .record

    /// A row is the record itself, or one of the senders.
    enum Subject: Sendable {
        case record
        case sender(Located<SPFSenderSpecification>)
    }

    package init?(_ fields: inout Fields) {
        let domain = fields.required("domain", Located<DomainName>.self, "The domain whose policy is checked.")
        senders =
            fields.optional(
                "senders", [Located<SPFSenderSpecification>].self,
                "Senders that are evaluated as a receiver would (RFC 7208); each is a case.") ?? []
        lookups = fields.optional(
            "lookups", Located<Bound<Int>>.self,
            "How many terms may cause DNS lookups in the worst case over all branches; at most 10 by default.")
        voidLookups = fields.optional(
            "void_lookups", Located<Bound<Int>>.self,
            "How many terms may look up what does not exist in the worst case; at most 2 by default.")
        all = fields.optional(
            "all", Located<Words<SPFWord>>.self,
            "What the record says about everyone else; fail or softfail by default.")
        guard let domain else { return nil }
        self.domain = domain
    }

    /// The check of a record with every expectation at its default.
    init(defaultsFor domain: Located<DomainName>) {
        self.domain = domain
        senders = []
    }
}

/// One sender: who connects, what it says it is, and for whom it sends.
package struct SPFSenderSpecification: ScenarioMapping {
    var ip: Located<IPAddress>
    var helo: String?
    var mailFrom: String?
    var expect: Located<Words<SPFWord>>?

    package init?(_ fields: inout Fields) {
        let ip = fields.required("ip", Located<IPAddress>.self, "The address of the client; IPv6 in quotes.")
        helo = fields.optional("helo", String.self, "The name it says in HELO; the domain by default.")
        mailFrom = fields.optional(
            "mail_from", String.self, "The envelope sender; postmaster of the domain by default, \"\" for a bounce.")
        expect = fields.optional("expect", Located<Words<SPFWord>>.self, "The results that are fine; pass by default.")
        guard let ip else { return nil }
        self.ip = ip
    }

    /// A sender that must pass, with the domain as its HELO name and in its envelope.
    init(ip: Located<IPAddress>) {
        self.ip = ip
    }
}

/// The seven results of SPF (RFC 7208 §2.6), as scenarios write them.
enum SPFWord: String, ScenarioWord {
    case none, neutral, pass, fail, softfail, temperror, permerror
}
