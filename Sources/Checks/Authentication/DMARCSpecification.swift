package import DNS
import Findings
import MailAuth
package import Scenarios

/// What is written below `dmarc`.
package struct DMARCSpecification: ScenarioMapping {
    var domain: Located<DomainName>
    var policy: Located<Words<DMARCPolicy>>?
    var subdomainPolicy: Located<Words<DMARCPolicy>>?
    var nonexistentPolicy: Located<Words<DMARCPolicy>>?
    var percent: Located<Bound<Int>>?
    var reports: Located<DMARCReportsWord>?
    var alignment: Located<DMARCAlignmentSpecification>?
    var discovery: Located<DMARCDiscoveryWord>?
    var needs: [Need] = []

    /// What a bare check of a domain asserts.
    package init(domain: Located<DomainName>) {
        self.domain = domain
    }

    package init?(_ fields: inout Fields) {
        let domain = fields.required("domain", Located<DomainName>.self, "The domain of From fields.")
        policy = fields.optional(
            "policy", Located<Words<DMARCPolicy>>.self, "What mail of the domain that fails must meet.")
        subdomainPolicy = fields.optional(
            "subdomain_policy", Located<Words<DMARCPolicy>>.self,
            "What mail of its existing subdomains that fails must meet.")
        nonexistentPolicy = fields.optional(
            "nonexistent_policy", Located<Words<DMARCPolicy>>.self,
            "What mail of subdomains that do not exist must meet when it fails: np, else sp, else p; receivers of "
                + "RFC 7489 do not know np.")
        percent = fields.optional(
            "percent", Located<Bound<Int>>.self,
            "The pct= of RFC 7489: the share of failing mail that the policy is for; 100 where the record has none.")
        reports = fields.optional(
            "reports", Located<DMARCReportsWord>.self,
            "Whether the record must name an address for aggregate reports (rua=); optional by default. "
                + "Those it names must want the reports in any case.")
        alignment = fields.optional(
            "alignment", Located<DMARCAlignmentSpecification>.self,
            "A message whose SPF and DKIM pass, judged by the alignment of its domains.")
        discovery = fields.optional(
            "discovery", Located<DMARCDiscoveryWord>.self,
            "How the policy is found: tree_walk (RFC 9989), public_suffix_list (RFC 7489), or both, which must agree; "
                + "both by default.")
        guard let domain else { return nil }
        self.domain = domain
    }
}

/// `alignment`: the domains of a message that SPF and DKIM would pass for.
package struct DMARCAlignmentSpecification: ScenarioMapping {
    var from: MailDomain
    var mailFrom: MailDomain?
    var dkim: [MailDomain]
    var expect: Located<Words<DMARCResult.Value>>?

    package init?(_ fields: inout Fields) {
        let from = fields.required("from", MailDomain.self, "The From field: an address or its domain.")
        mailFrom = fields.optional("mail_from", MailDomain.self, "The envelope sender: an address or its domain.")
        dkim =
            fields.optional("dkim", OneOrMany<MailDomain>.self, "The domains of valid signatures: d=.")?.values ?? []
        expect = fields.optional(
            "expect", Located<Words<DMARCResult.Value>>.self, "The results that are fine; pass by default.")
        guard let from else { return nil }
        self.from = from
    }
}

/// A domain, written by itself or behind the `@` of an address.
package struct MailDomain: ScenarioScalar {
    /// The domain.
    var name: DomainName

    package static var expectation: String { "an address such as news@example.com, or a domain" }

    package init?(scalarText: String) {
        let domain = scalarText.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        guard let name = DomainName(domain), !name.isRoot else { return nil }
        self.name = name
    }

    package var scalarText: String { name.description }
}

/// `reports`: whether there must be an address for them.
enum DMARCReportsWord: String, ScenarioWord {
    case required, optional
}

/// `discovery`: how receivers find policy and organizational domain.
enum DMARCDiscoveryWord: String, ScenarioWord {
    case treeWalk = "tree_walk"
    case publicSuffixList = "public_suffix_list"
    case both

    /// The methods, that of the newer standard first.
    var methods: [DMARCDiscoveryMethod] {
        switch self {
        case .treeWalk: [.treeWalk]
        case .publicSuffixList: [.publicSuffixList]
        case .both: [.treeWalk, .publicSuffixList]
        }
    }
}
