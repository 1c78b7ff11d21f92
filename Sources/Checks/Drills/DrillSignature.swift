package import DNS
import Findings
package import MailAuth
package import Scenarios

/// `sign: { domain: example.com, selector: s1, key: keys/s1.pem }`: whose signature a drill's mail carries.
package struct DrillSignature: ScenarioMapping {
    /// The signing domain.
    package var domain: DomainName
    /// The selector.
    package var selector: DomainName
    /// The file of the private key.
    package var key: FilePath
    /// What signs; nil before `load`, and where the key cannot be used.
    package private(set) var signer: DKIMSigner?

    package init?(_ fields: inout Fields) {
        let domain = fields.required("domain", DomainName.self, "The domain that signs.")
        let selector = fields.required("selector", DomainName.self, "The selector of the key.")
        let key = fields.required("key", FilePath.self, "The file of the private key, in PEM.")
        guard let domain, let selector, let key else { return nil }
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// Reads the key; what is wrong with it makes the scenario invalid.
    package mutating func load(_ loading: Loading) {
        guard let text = loading.read(key) else { return }
        do throws(DKIMKeyError) {
            signer = DKIMSigner(domain: domain, selector: selector, key: try DKIMPrivateKey(pem: text.text))
        } catch {
            loading.report(
                "drill/bad-key", "\(text.file) cannot sign: \(error)", label: "no key that signs", at: key.place,
                remedy: "name the file of a private key in PEM")
        }
    }
}
