package import DNS
package import FaultLab
import Scenarios

extension DomainName: ScenarioScalar {
    package static var expectation: String { "a domain name such as example.com" }

    package init?(scalarText: String) {
        self.init(scalarText)
    }
}

extension IPAddress: ScenarioScalar {
    package static var expectation: String { "an IP address such as 192.0.2.10 or \"2001:db8::10\"" }

    package init?(scalarText: String) {
        self.init(scalarText)
    }
}

extension RecordType: ScenarioScalar {
    package static var expectation: String { "a record type such as TXT, or TYPE123" }
    package static var suggestions: [String] {
        ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TLSA", "TXT"]
    }

    package init?(scalarText: String) {
        self.init(mnemonic: scalarText)
    }
}

extension ClientNetwork: ScenarioScalar {
    package static var expectation: String {
        "an IP address such as 192.0.2.10, or a network such as 192.0.2.0/24 or \"2001:db8::/32\""
    }

    package init?(scalarText: String) {
        self.init(scalarText)
    }
}
