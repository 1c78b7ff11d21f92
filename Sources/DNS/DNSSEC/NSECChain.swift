/// The names of a zone in canonical order, each with the NSEC record that says what the next one is (RFC 4034 §4).
struct NSECChain: Sendable {
    private let links: [(key: CanonicalKey, name: DomainName)]

    /// The chain of the names that own an NSEC record; nil where there is none.
    init?(_ owners: some Sequence<DomainName>) {
        let links = owners.map { (key: CanonicalKey($0), name: $0) }.sorted { $0.key < $1.key }
        guard !links.isEmpty else { return nil }
        self.links = links
    }

    /// The owner of the NSEC record that is about a name: its own, or the one whose span covers it.
    func owner(about name: DomainName) -> DomainName? {
        links.last(notBehind: CanonicalKey(name), by: \.key)?.name
    }
}
