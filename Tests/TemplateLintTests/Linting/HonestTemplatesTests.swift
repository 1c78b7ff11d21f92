import Findings
import Foundation
import TemplateLint
import Testing

/// Templates that well-known senders ship: what an honest linter does not shout at.
@Suite(.enabled(if: LintOracles.areThere, "the oracles are not here"))
struct HonestTemplatesTests {
    @Test("no honest template is called broken as it stands")
    func good() throws {
        let templates = try LintOracles.files(in: "good", ["html", "txt"])
        #expect(templates.count > 50)
        for template in templates {
            let report = Linter(.transactional).lint(template: template)
            #expect(report.count(.error) == 0, "\(template.file): \(report.findings.filter { $0.severity == .error })")
        }
    }

    @Test("sent without being filled, they have the errors of mail that was not filled, and no others")
    func unfilled() throws {
        let justified: [RuleID: String] = [
            "personalization/unresolved-placeholder": "nothing was filled in",
            "links/malformed": "the billing template of Mailgun links to mailto: without an address",
        ]
        var seen: [RuleID: Set<String>] = [:]
        for template in try LintOracles.files(in: "good", ["html", "txt"]) {
            for finding in Linter(.transactional).lint(final: template).findings where finding.severity == .error {
                seen[finding.rule, default: []].insert(URL(filePath: template.file).lastPathComponent)
            }
        }
        #expect(Set(seen.keys) == Set(justified.keys), "\(seen)")
        #expect(seen["links/malformed"] == ["billing.html"])
    }

    @Test("as marketing mail they lack what marketing mail owes, and nothing else")
    func marketing() throws {
        // Receipts and invitations, most of which rightly have no way to unsubscribe.
        let justified: Set<RuleID> = ["compliance/unsubscribe-link-missing"]
        var seen: Set<RuleID> = []
        for template in try LintOracles.files(in: "good", ["html", "txt"]) {
            let findings = Linter(.marketing).lint(template: template).findings
            seen.formUnion(findings.filter { $0.severity == .error }.map(\.rule))
        }
        #expect(seen == justified)
    }

    @Test("wanted and unwanted mail is read without a crash")
    func messages() throws {
        for folder in ["nice", "spam", "mime"] {
            for message in try LintOracles.files(in: folder, LintOracles.messages) {
                let report = Linter(.marketing).lint(message: message)
                #expect(report.findings.allSatisfy { $0.excerpt != nil })
            }
        }
    }

    @Test("what a reader sees of wanted mail has no errors but one, an image from a host without a name")
    func nice() throws {
        let groups: Set<Substring> = ["links", "images", "text", "personalization", "accessibility"]
        let errors = try LintOracles.files(in: "nice", LintOracles.messages).flatMap { message in
            Linter(.transactional).lint(message: message).findings
                .filter { $0.severity == .error && groups.contains($0.rule.rawValue.prefix { $0 != "/" }) }
        }
        #expect(Set(errors.map(\.rule)) == ["links/ip-host"], "\(errors)")
        #expect(errors.allSatisfy { $0.excerpt?.line.contains("221.143.42.39") == true })
    }
}
