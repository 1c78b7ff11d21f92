import DNS

/// A domain and a TXT record of it, held once for the many places in the record that an evaluation notes.
final class SPFSource: Sendable, Hashable {
    let domain: DomainName
    let resource: ResourceRecord

    init(domain: DomainName, resource: ResourceRecord) {
        self.domain = domain
        self.resource = resource
    }

    static func == (left: SPFSource, right: SPFSource) -> Bool {
        left === right || left.domain == right.domain && left.resource == right.resource
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(domain)
        hasher.combine(resource)
    }
}
