import DNS
import Findings
import MailAuth
import Scenarios

/// Judges the key of one selector.
struct DKIMKeyJudgement {
    private let specification: DKIMSpecification
    private let name: DomainName
    private let place: Place

    /// More of a record does not fit a line of a report.
    private static let longestRecord = 60

    init(_ specification: DKIMSpecification, name: DomainName, at place: Place) {
        self.specification = specification
        self.name = name
        self.place = place
    }

    /// - Parameters:
    ///   - answer: What the selector answers with.
    ///   - sibling: What a selector that nobody has answers with; nil where it was not asked.
    func outcome(_ answer: Answer, sibling: Answer? = nil) -> CaseOutcome {
        var findings = DKIMKeyLint(name: name, answer: answer, sibling: sibling).findings
            .filter { !isOverruled($0.rule) }
            .map { finding($0, answer) }
        var properties: [CaseOutcome.Property] = []
        if answer.records.count == 1, let resource = answer.records.first, let text = resource.data.joinedText {
            let key = DKIMKeyRecord(text: text)
            findings += [bits(key, resource), notTesting(key, resource), other(key, resource)].compactMap { $0 }
            properties = DKIMKeyJudgement.properties(of: key)
        }
        let errors = findings.filter { $0.severity == .error }
        let remarks = findings.filter { $0.severity != .error }.sorted { $0.severity > $1.severity }
        return errors.isEmpty
            ? .passed(remarks: remarks, properties: properties) : .failed(errors + remarks, properties: properties)
    }

    /// What the scenario says more exactly.
    private func isOverruled(_ rule: RuleID) -> Bool {
        switch DKIMKeyRule(rawValue: rule.rawValue) {
        case .shortKey, .weakKey, .longKey: specification.bits != nil
        case .testing: specification.testing?.value ?? false
        default: false
        }
    }

    private func finding(_ found: RecordFinding, _ answer: Answer) -> Finding {
        let rule = DKIMKeyRule(rawValue: found.rule.rawValue)
        let place = rule == .testing ? specification.testing?.place ?? place : place
        var finding = Finding(found, at: place)
        if rule == .severalRecords {
            finding.notes += answer.records.dropFirst().map { .init(ofRecord: $0, at: 0..<textLength($0)) }
        }
        finding.notes += answer.aliases.compactMap(\.origin).map { .init("by way of this alias", at: $0.place.excerpt) }
        if rule == .noRecord, let source = answer.source { finding.notes.append(.init(accordingTo: source)) }
        return finding
    }

    private func textLength(_ record: ResourceRecord) -> Int { record.data.joinedText?.count ?? 0 }

    private static func properties(of key: DKIMKeyRecord) -> [CaseOutcome.Property] {
        let text = key.text.printable
        return [
            .init("dkim.key_type", key.keyType),
            .init("dkim.bits", key.publicKey.map { String($0.bits) } ?? "none"),
            .init("dkim.testing", key.isTesting ? "true" : "false"),
            .init("dkim.record", text.count > longestRecord ? text.prefix(longestRecord) + "…" : text),
        ]
    }

    private func bits(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        guard case .rsa? = key.publicKey, let bits = key.publicKey?.bits, let bound = specification.bits,
            !bound.value.contains(bits)
        else { return nil }
        let wanted = max(DKIMPublicKey.advisedRSABits, bound.value.lowerBound ?? 0)
        return .unmet(
            expected: "\(bound.value) bits", got: "\(bits)", at: bound.place,
            remedy: "make a new key of \(wanted) bits under a new selector", notes: [note("p", of: key, resource)])
    }

    private func notTesting(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        guard let expected = specification.testing, expected.value, !key.isTesting else { return nil }
        return .unmet(
            expected: "a key that is being tested (t=y)", got: "one without t=y", at: expected.place,
            remedy: "add t=y", notes: [note("t", of: key, resource)])
    }

    private func other(_ key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding? {
        // A key that cannot be read has been told already.
        guard let file = specification.privateKey, let publicKey = key.publicKey, publicKey != file.key.publicKey
        else { return nil }
        return .unmet(
            expected: "the public half of \(file.path.text)", got: "another key", at: file.path.place,
            remedy: "publish the record of that key, or sign with the other one",
            notes: [note("p", of: key, resource), .init("publish \(file.key.recordText)")])
    }

    private func note(_ tag: String, of key: DKIMKeyRecord, _ resource: ResourceRecord) -> Finding.Note {
        .init(ofRecord: resource, at: key.tags[tag]?.range ?? 0..<key.text.count)
    }
}
