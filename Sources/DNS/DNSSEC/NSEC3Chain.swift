import CLDNS

/// The hashed names of a zone in order, and how names are hashed (RFC 5155).
struct NSEC3Chain: Sendable {
    /// RFC 5155 §10.3: more iterations than these are not computed, whatever the size of the key.
    static let mostIterations: UInt16 = 2500

    private let algorithm: UInt8
    private let iterations: UInt16
    private let salt: [UInt8]
    private let links: [(hash: [UInt8], name: DomainName)]

    /// The chain of the owners of NSEC3 records, with the parameters of a zone's NSEC3PARAM record (RFC 5155 §4.2); nil
    /// where the zone has none that can be used.
    init?(parameters: [UInt8], owners: some Sequence<DomainName>) {
        var reader = OctetReader(parameters)
        guard let algorithm = reader.uint8(), reader.uint8() != nil, let iterations = reader.uint16(),
            let length = reader.uint8(), let salt = reader.octets(Int(length)), iterations <= Self.mostIterations
        else { return nil }
        self.algorithm = algorithm
        self.iterations = iterations
        self.salt = salt
        // RFC 5155 §1.3: the hash is a label in base32hex, whose text sorts as what it stands for.
        let links = owners.map { (hash: $0.firstLabel?.map(\.lowercasedASCII) ?? [], name: $0) }
            .sorted { $0.hash.lexicographicallyPrecedes($1.hash) }
        guard !links.isEmpty else { return nil }
        self.links = links
    }

    /// The owner of the NSEC3 record whose hash is that of a name; nil where none has it.
    func owner(matching name: DomainName) -> DomainName? {
        guard let hash = hash(of: name), let link = last(notBehind: hash), link.hash == hash else { return nil }
        return link.name
    }

    /// The owner of the NSEC3 record whose span the hash of a name falls in.
    func owner(covering name: DomainName) -> DomainName? {
        hash(of: name).flatMap(last(notBehind:))?.name
    }

    private func last(notBehind hash: [UInt8]) -> (hash: [UInt8], name: DomainName)? {
        links.last(notBehind: SortedHash(octets: hash)) { SortedHash(octets: $0.hash) }
    }

    private struct SortedHash: Comparable {
        var octets: [UInt8]

        static func < (left: SortedHash, right: SortedHash) -> Bool {
            left.octets.lexicographicallyPrecedes(right.octets)
        }
    }

    private func hash(of name: DomainName) -> [UInt8]? {
        unsafe name.withRDF { rdf -> [UInt8]? in
            // ldns_nsec3_hash_name(3): a new name that the caller frees, the hash as its only label; NULL where the
            // algorithm is not known.
            guard
                let hashed = unsafe ldns_nsec3_hash_name(
                    rdf, algorithm, iterations, UInt8(truncatingIfNeeded: salt.count), salt)
            else { return nil }
            defer { unsafe ldns_rdf_deep_free(hashed) }
            guard let data = unsafe ldns_rdf_data(hashed) else { return nil }
            let octets = unsafe Array(UnsafeBufferPointer(start: data, count: ldns_rdf_size(hashed)))
            guard let length = octets.first, octets.count > Int(length) else { return nil }
            return octets[1...Int(length)].map(\.lowercasedASCII)
        } ?? nil
    }
}
