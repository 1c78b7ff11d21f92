import DNS
import Findings
import MailAuth
import Scenarios

// Receivers of the two standards, side by side.
extension DMARCJudgement {
    mutating func judgeAgreement(_ found: [DMARCDiscovered]) {
        guard let one = found.first, let other = found.last, one.method != other.method,
            one.discovery.published != nil || other.discovery.published != nil
        else { return }
        var differences: [String] = []
        func compare(_ what: String, _ walk: String, _ list: String) {
            guard walk != list else { return }
            differences.append("the \(what): \(walk) by the walk (RFC 9989), \(list) by the list (RFC 7489)")
        }
        compare(
            "organizational domain", one.discovery.organizationalDomain.lowercased,
            other.discovery.organizationalDomain.lowercased)
        compare("domain of the record", one.recordDomain, other.recordDomain)
        compare("policy", one.discovery.policy?.rawValue ?? "none", other.discovery.policy?.rawValue ?? "none")
        if let difference = differences.first {
            disagree(
                difference, at: specification.discovery?.place ?? domainPlace,
                notes: differences.dropFirst().map { .init($0) } + one.walk + other.walk)
        }
    }

    mutating func judgeAlignment(
        _ alignment: Located<DMARCAlignmentSpecification>, by evaluators: [DMARCEvaluator]
    ) async {
        let wanted = alignment.value
        let expected = wanted.expect?.value ?? OneOrMany([.pass])
        var results: [(method: DMARCDiscoveryMethod, result: DMARCResult)] = []
        for evaluator in evaluators {
            let result = await evaluator.evaluate(
                from: wanted.from.name, spf: wanted.mailFrom.map { (value: .pass, domain: $0.name) },
                dkim: wanted.dkim.map { (value: .pass, domain: $0.name) })
            results.append((evaluator.method, result))
            output += result.identifiers.map { "\(evaluator.method.rawValue): \($0)" }
            guard !expected.contains(result.value) else { continue }
            if let failure = result.failure {
                unanswered.append(failure)
                continue
            }
            var notes = result.identifiers.map { Finding.Note($0.description) }
            if let published = result.discovery?.published {
                let tags = result.identifiers.map { $0.method == .spf ? "aspf" : "adkim" }
                notes.append(note(tags.first { published.record.tags[$0] != nil } ?? "p", of: published))
            }
            add(
                .unmet(
                    expected: expected.description, got: result.value.rawValue,
                    at: wanted.expect?.place ?? alignment.place, notes: notes))
        }
        guard let one = results.first, let other = results.last, one.method != other.method,
            one.result.failure == nil, other.result.failure == nil, one.result.value != other.result.value
        else { return }
        disagree(
            "the alignment of the message: \(one.result.value.rawValue) by the walk (RFC 9989), "
                + "\(other.result.value.rawValue) by the list (RFC 7489)",
            at: specification.discovery?.place ?? alignment.place,
            notes: one.method.walk(one.result.trace) + other.method.walk(other.result.trace))
    }

    private mutating func disagree(_ difference: String, at place: Place, notes: [Finding.Note]) {
        let rule = DMARCRule.disagreement
        add(
            Finding(
                rule.id, rule.severity, "tree walk and public suffix list disagree on \(difference)",
                at: place.excerpt,
                remedy:
                    "publish a record at the organizational domain that both find, without tags that only one knows",
                notes: notes + [.init(rule.section)]))
    }
}

extension DMARCDiscovered {
    /// Where the record that applies was found, for comparing.
    fileprivate var recordDomain: String {
        discovery.published.map(\.domain.lowercased) ?? "none"
    }

    /// Every name that was asked and what came, line by line.
    fileprivate var walk: [Finding.Note] { method.walk(discovery.trace) }
}

extension DMARCDiscoveryMethod {
    /// A block of notes: what the method did.
    fileprivate func walk(_ steps: [DMARCStep]) -> [Finding.Note] {
        let title: String =
            switch self {
            case .treeWalk: "the walk up the tree (RFC 9989 §4.10):"
            case .publicSuffixList: "the public suffix list (RFC 7489 §6.6.3):"
            }
        return [.init(title)] + steps.map { .init("  \($0)") }
    }
}
