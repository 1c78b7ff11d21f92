import DNS
import Findings
import MailAuth
import Scenarios

/// Judges the key of one selector.
struct DKIMKeyJudgement {
    private let specification: DKIMSpecification
    private let name: DomainName
    private let place: Place

    /// RFC 8301 §3.2: signers should use RSA keys of at least so many bits.
    private static let advisedBits = 2048

    init(_ specification: DKIMSpecification, name: DomainName, at place: Place) {
        self.specification = specification
        self.name = name
        self.place = place
    }

    func outcome(_ answer: Answer) -> CaseOutcome {
        guard let resource = answer.records.first, let text = resource.data.joinedText else {
            return .failed([absent(answer)])
        }
        // RFC 6376 §3.6.2.2: the record of a selector is unique; with several the result is undefined.
        guard answer.records.count == 1 else {
            return .failed([
                .unmet(
                    expected: "one key at \(name)", got: "\(answer.records.count) TXT records", at: place,
                    remedy: "keep the record of the key that signs, and remove the others",
                    notes: answer.records.compactMap { $0.origin.map { .init("", at: $0.place.excerpt) } })
            ])
        }
        let key = DKIMKeyRecord(text: text)
        var findings = key.problems.map { problem in
            Finding(
                "dkim/invalid-record", .error, "the key at \(name) cannot be used: \(problem.message)",
                at: place.excerpt, remedy: problem.remedy, notes: [note(problem.range, of: resource)])
        }
        if findings.isEmpty { findings = [revoked(key, resource)].compactMap { $0 } }
        if findings.isEmpty {
            findings = usage(key, resource) + [bits(key, resource), other(key, resource)].compactMap { $0 }
        }
        findings += [testing(key, resource)].compactMap { $0 }
        let properties = [
            CaseOutcome.Property("dkim.key_type", key.keyType),
            CaseOutcome.Property("dkim.bits", key.publicKey.map { String($0.bits) } ?? "none"),
        ]
        return findings.isEmpty
            ? .passed(remarks: remarks(key, resource), properties: properties)
            : .failed(findings, properties: properties)
    }

    private func absent(_ answer: Answer) -> Finding {
        let aliases = answer.aliases.compactMap(\.origin).map {
            Finding.Note("by way of this alias", at: $0.place.excerpt)
        }
        let source = answer.source.map { [Finding.Note("says \($0)")] } ?? []
        return .unmet(
            expected: "a key at \(name)", got: answer.outcome == .nameError ? "no such name" : "no TXT record",
            at: place, remedy: "publish the TXT record v=DKIM1; k=…; p=… there, or correct the selector",
            notes: aliases + source)
    }

    private func revoked(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        guard key.isRevoked else { return nil }
        // RFC 6376 §3.6.1: an empty p= means that the key has been revoked.
        return .unmet(
            expected: "a key at \(name)", got: "revoked", at: place, remedy: "publish the key in p=",
            notes: [note("p", of: key, resource)])
    }

    /// What keeps receivers from using the key for mail signed with SHA-256.
    private func usage(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> [Finding] {
        var findings: [Finding] = []
        if !key.admits(hash: "sha256") {
            // RFC 8301 §3.1: rsa-sha1 is gone, so that a key without sha256 verifies nothing.
            findings.append(
                Finding(
                    "dkim/unusable-key", .error, "the key at \(name) is not for sha256: its h= leaves it out",
                    at: place.excerpt, remedy: "write h=sha256, or remove h=", notes: [note("h", of: key, resource)]))
        }
        if !key.isForEmail {
            findings.append(
                Finding(
                    "dkim/unusable-key", .error, "the key at \(name) is not for mail: its s= leaves it out",
                    at: place.excerpt, remedy: "write s=email, or remove s=", notes: [note("s", of: key, resource)]))
        }
        return findings
    }

    private func bits(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        guard case .rsa? = key.publicKey, let bits = key.publicKey?.bits else { return nil }
        // RFC 8301 §3.2: verifiers refuse RSA keys of less than 1024 bits.
        let bound = specification.bits?.value ?? .range(min: DKIMPublicKey.fewestRSABits)
        guard !bound.contains(bits) else { return nil }
        return .unmet(
            expected: "\(bound) bits", got: "\(bits)", at: specification.bits?.place ?? place,
            remedy: "make a new key of \(max(Self.advisedBits, bound.lowerBound ?? 0)) bits under a new selector",
            notes: [note("p", of: key, resource)])
    }

    private func testing(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        let expected = specification.testing?.value ?? false
        guard key.isTesting != expected else { return nil }
        return .unmet(
            expected: expected ? "a key that is being tested (t=y)" : "a key that is in use",
            got: expected ? "one without t=y" : "one that is being tested (t=y)",
            at: specification.testing?.place ?? place,
            // RFC 6376 §3.6.1: what is signed with such a key is treated as if it were not signed.
            remedy: expected ? "add t=y" : "remove t=y: receivers treat the mail as unsigned",
            notes: [note(expected ? "v" : "t", of: key, resource)])
    }

    private func other(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        guard let file = specification.privateKey, key.publicKey != file.key.publicKey else { return nil }
        return .unmet(
            expected: "the public half of \(file.path.text)", got: "another key", at: file.path.place,
            remedy: "publish \(String(file.key.recordText.prefix(60)))…, or sign with the other key",
            notes: [note("p", of: key, resource)])
    }

    private func remarks(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> [Finding] {
        var remarks: [Finding] = []
        if case .rsa? = key.publicKey, let bits = key.publicKey?.bits, bits < Self.advisedBits,
            specification.bits == nil
        {
            remarks.append(
                Finding(
                    "dkim/weak-key", .warning, "the RSA key at \(name) has \(bits) bits", at: place.excerpt,
                    remedy: "make a new key of \(Self.advisedBits) bits under a new selector (RFC 8301 §3.2)",
                    notes: [note("p", of: key, resource)]))
        }
        if key.rsaForm == .pkcs1 {
            remarks.append(
                Finding(
                    "dkim/pkcs1-key", .warning,
                    "the key at \(name) is a bare RSAPublicKey, which some receivers cannot read", at: place.excerpt,
                    remedy: "publish it as SubjectPublicKeyInfo (openssl rsa -in KEY -pubout)",
                    notes: [note("p", of: key, resource)]))
        }
        return remarks
    }

    private func note(_ tag: String, of key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding.Note {
        note(key.tags[tag]?.range ?? 0..<key.text.count, of: resource)
    }

    private func note(_ range: Range<Int>, of resource: ResourceRecord) -> Finding.Note {
        guard let origin = resource.origin else { return .init("in the TXT record of \(resource.name)") }
        return .init("", at: origin.place(ofText: range).excerpt)
    }
}
