/// What DNSSEC adds to an answer of a zone, for a client that asked with the DO bit (RFC 4035 §3.1).
package struct ZoneProof: Sendable {
    /// Signatures that belong into the answer section.
    package var answers: [ResourceRecord] = []
    /// Signatures and proofs of what is not there, which belong into the authority section.
    package var authorities: [ResourceRecord] = []
}

extension ResourceRecord {
    /// RFC 4034 §3.1.1: the type that a signature is over; nil for any other record.
    var coveredType: RecordType? {
        guard type == .RRSIG, case .other(let rdata) = data, rdata.count > 2 else { return nil }
        return RecordType(rawValue: UInt16(rdata[0]) << 8 | UInt16(rdata[1]))
    }

    /// Whether it belongs to the chain of hashed names, which are no names of the zone (RFC 5155 §7.2.8).
    var isHashed: Bool { type == .NSEC3 || coveredType == .NSEC3 }
}

extension Zone {
    /// Whether it has signatures and the records that prove what is not there.
    package var isSigned: Bool { denial != nil }

    /// How a signed zone proves what is not there.
    enum Denial: Sendable {
        case names(NSECChain)
        case hashes(NSEC3Chain)
    }

    /// What has to be sent along with the answer that the zone gave to a question; nothing where it is not signed.
    package func proof(of question: Question, _ lookup: Lookup) -> ZoneProof {
        var proof = ZoneProof()
        guard isSigned else { return proof }
        switch lookup {
        // These are among the records themselves.
        case .records where question.type == .ANY || question.type == .RRSIG: break
        case .records: sign(question.name, question.type, into: &proof)
        case .alias:
            // RFC 6672 §5.3.1: an alias that was made from a DNAME record has no signature but that record's.
            if let redirection = redirection(of: question.name) {
                proof.answers = signatures(over: .DNAME, of: redirection.name)
            } else {
                sign(question.name, .CNAME, into: &proof)
            }
        case .noData:
            proof.authorities = signatures(over: .SOA, of: apex).map(timedAsNegative)
            denyType(question.name, into: &proof)
        case .nameError:
            proof.authorities = signatures(over: .SOA, of: apex).map(timedAsNegative)
            denyName(question.name, into: &proof)
        case .delegation(let servers):
            if let child = servers.first?.name { delegate(child, into: &proof) }
        case .outside, .tooLong: break
        }
        return proof
    }

    private func timedAsNegative(_ record: ResourceRecord) -> ResourceRecord {
        var record = record
        record.timeToLive = negativeTimeToLive
        return record
    }

    /// RFC 4035 §3.1.1; where a wildcard stood in, §3.1.3.3: also that the name itself is not there.
    private func sign(_ name: DomainName, _ type: RecordType, into proof: inout ZoneProof) {
        guard let wildcard = wildcard(for: name) else {
            proof.answers = signatures(over: type, of: name)
            return
        }
        proof.answers = signatures(over: type, of: wildcard).map {
            var signature = $0
            signature.name = name
            return signature
        }
        switch denial {
        case .names(let chain): add(chain.owner(about: name), into: &proof)
        // RFC 5155 §7.2.6: the closest encloser follows from the count of labels in the signature.
        case .hashes(let chain): add(chain.owner(covering: nextCloser(name)), into: &proof)
        case nil: break
        }
    }

    /// The name is there, or a wildcard stands in for it, and has no records of the type.
    private func denyType(_ name: DomainName, into proof: inout ZoneProof) {
        let wildcard = wildcard(for: name)
        switch denial {
        case .names(let chain):
            // RFC 4035 §3.1.3.1; §3.1.3.4 with a wildcard. A name without records of its own is within a span.
            add(chain.owner(about: name), into: &proof)
            if let wildcard { add(chain.owner(about: wildcard), into: &proof) }
        case .hashes(let chain):
            if let wildcard {
                // RFC 5155 §7.2.5.
                proveEncloser(of: name, chain, into: &proof)
                add(chain.owner(matching: wildcard), into: &proof)
            } else if let owner = chain.owner(matching: name) {
                // RFC 5155 §7.2.3.
                add(owner, into: &proof)
            } else {
                // RFC 5155 §7.2.4: a delegation without signature, left out of the chain.
                proveEncloser(of: name, chain, into: &proof)
            }
        case nil: break
        }
    }

    private func denyName(_ name: DomainName, into proof: inout ZoneProof) {
        let wildcard = nextCloser(name).parent?.prepending("*")
        switch denial {
        case .names(let chain):
            // RFC 4035 §3.1.3.2: neither the name nor a wildcard that could stand in for it.
            add(chain.owner(about: name), into: &proof)
            if let wildcard { add(chain.owner(about: wildcard), into: &proof) }
        case .hashes(let chain):
            // RFC 5155 §7.2.2.
            proveEncloser(of: name, chain, into: &proof)
            if let wildcard { add(chain.owner(covering: wildcard), into: &proof) }
        case nil: break
        }
    }

    /// RFC 4035 §3.1.4: the keys of the child, or that it has none.
    private func delegate(_ child: DomainName, into proof: inout ZoneProof) {
        let signers = records(of: Question(child, .DS))
        guard signers.isEmpty else {
            proof.authorities += signers + signatures(over: .DS, of: child)
            return
        }
        denyType(child, into: &proof)
    }

    /// RFC 5155 §7.2.1: the closest name above that is in the chain, and that the one below it is not.
    private func proveEncloser(of name: DomainName, _ chain: NSEC3Chain, into proof: inout ZoneProof) {
        var closer = nextCloser(name)
        while let encloser = closer.parent, encloser.labelCount >= apex.labelCount {
            if let owner = chain.owner(matching: encloser) {
                add(owner, into: &proof)
                add(chain.owner(covering: closer), into: &proof)
                return
            }
            closer = encloser
        }
    }

    /// The ancestor of a name that is one label longer than the longest one that is there; the name itself where it is.
    private func nextCloser(_ name: DomainName) -> DomainName {
        var closer = name
        while let parent = closer.parent, parent.labelCount >= apex.labelCount, !exists(parent) { closer = parent }
        return closer
    }

    /// The NSEC or NSEC3 record of an owner and its signature, once.
    private func add(_ owner: DomainName?, into proof: inout ZoneProof) {
        guard let owner, !proof.authorities.contains(where: { $0.name == owner && $0.type == denialType }) else {
            return
        }
        proof.authorities += denialRecords(of: owner)
    }

    private var denialType: RecordType {
        if case .hashes = denial { .NSEC3 } else { .NSEC }
    }
}
