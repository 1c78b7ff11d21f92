package import DNS
import Findings
import MailAuth
package import Scenarios

/// What is written below `dkim`.
package struct DKIMSpecification: ScenarioMapping {
    var domain: Located<DomainName>
    var selectors: [Located<DomainName>]
    var bits: Located<Bound<Int>>?
    var testing: Located<Bool>?
    var privateKeys: Named<FilePath>?
    var needs: [Need] = []
    /// The selector that the row is about, and the private key of it.
    var selector: Located<DomainName>?
    var privateKey: PrivateKeyFile?

    /// A private key of the scenario.
    struct PrivateKeyFile: Sendable {
        var path: FilePath
        var key: DKIMPrivateKey
    }

    /// What a bare check of these selectors asserts.
    package init(domain: Located<DomainName>, selectors: [Located<DomainName>]) {
        self.domain = domain
        self.selectors = selectors
    }

    package init?(_ fields: inout Fields) {
        let domain = fields.required("domain", Located<DomainName>.self, "The domain that signs: d=.")
        let selectors = fields.required(
            "selectors", OneOrMany<Located<DomainName>>.self, "The selectors of its keys: s=. Each is a case.")
        bits = fields.optional(
            "bits", Located<Bound<Int>>.self,
            "How many bits an RSA key may have; at least 1024 by default, with a warning below 2048.")
        testing = fields.optional(
            "testing", Located<Bool>.self, "Whether the key says that it is being tested (t=y); false by default.")
        privateKeys = fields.optional(
            "private_keys", Named<FilePath>.self,
            "PEM files of private keys by selector: the published key must be the other half.")
        guard let domain, let selectors else { return nil }
        self.domain = domain
        self.selectors = selectors.values
        for entry in privateKeys?.entries ?? []
        where !self.selectors.contains(where: { $0.value == DomainName(entry.name) }) {
            fields.report(
                "scenario/bad-value", "\(entry.name) is not among the selectors", label: "no such selector",
                at: entry.place, remedy: "add it to selectors, or remove it here")
        }
    }
}
