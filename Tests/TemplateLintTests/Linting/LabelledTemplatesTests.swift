import Findings
import Foundation
import TemplateLint
import Testing

/// Templates with the labels of another linter: where we say the same, and why where we do not.
@Suite(.enabled(if: LintOracles.areThere, "the oracles are not here"))
struct LabelledTemplatesTests {
    /// One of our rules, how severe it is at least where it says the same, and which of theirs that is.
    private static let ours: [(rule: RuleID, atLeast: Severity, theirs: Set<String>)] = [
        ("html/script", .error, ["SCRIPT_ELEMENT"]),
        ("html/duplicate-id", .info, ["DUPLICATE_ID"]),
        ("html/external-stylesheet", .info, ["LINK_STYLESHEET"]),
        ("accessibility/img-alt", .warning, ["IMG_MISSING_ALT"]),
        ("accessibility/html-lang", .info, ["HTML_MISSING_LANG"]),
        ("accessibility/heading-empty", .info, ["HEADING_EMPTY"]),
        ("images/data-uri", .warning, ["BASE64_IMAGE"]),
        // Hosts that are reserved for examples are a remark of the same rule, which theirs does not make.
        ("links/empty-or-placeholder", .warning, ["EMPTY_LINK"]),
        ("size/gmail-clip", .warning, ["HTML_SIZE_EXCEEDED"]),
    ]

    /// Theirs that are about what clients support, which is a family of rules of its own with us: one for each feature.
    private static let clientSupport: Set<String> = [
        "CSS_ABSOLUTE_POSITION", "CSS_ASPECT_RATIO", "CSS_BACKGROUND_IMAGE", "CSS_CALC", "CSS_FIXED_POSITION",
        "CSS_FLOAT", "CSS_MIN_MAX_CLAMP", "CSS_OBJECT_FIT", "CSS_TRANSFORM",
    ]

    /// Theirs that we do not share: a mail without its own fonts is whole, and its sender chose so.
    private static let declined: Set<String> = ["CSS_EXTERNAL_FONT"]

    private struct Case {
        var template: SourceText
        var expected: Set<String>
        var isStrict: Bool
    }

    private static func cases() throws -> [Case] {
        try LintOracles.files(in: "labelled", ["html"]).map { template in
            let file = URL(filePath: template.file.replacing(".html", with: ".expected.json"))
            let labels = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
            return Case(
                template: template, expected: Set(try #require(labels["expected"] as? [String])),
                isStrict: labels["strict"] as? Bool ?? false)
        }
    }

    @Test("each of their labels is one of our rules, or the table says why not")
    func table() throws {
        let labels = try Self.cases().reduce(into: Set<String>()) { $0.formUnion($1.expected) }
        let known = Self.ours.reduce(into: Self.clientSupport.union(Self.declined)) { $0.formUnion($1.theirs) }
        #expect(labels == known)
        for (rule, _, _) in Self.ours {
            #expect(LintRules.rule(rule) != nil || LintRules.planned.contains(rule.rawValue), "\(rule)")
        }
    }

    @Test("we agree with their labels, case by case")
    func agreement() throws {
        var compared = 0
        for labelled in try Self.cases() {
            let findings = Linter(.transactional).lint(final: labelled.template).findings
            for (rule, severity, theirs) in Self.ours where LintRules.rule(rule) != nil {
                compared += 1
                let isFound = findings.contains { $0.rule == rule && $0.severity >= severity }
                #expect(isFound != labelled.expected.isDisjoint(with: theirs), "\(rule) in \(labelled.template.file)")
            }
        }
        #expect(compared > 180)
    }

    @Test("where they vouch that nothing is wrong, we find what they do not look for, and no more")
    func strict() throws {
        // An image at a relative address, and hardly a text beside it.
        let justified: [String: Set<RuleID>] = [
            "link-empty-text-img-with-alt.html": ["images/relative-src", "text/image-only"]
        ]
        var vouched = 0
        for labelled in try Self.cases() where labelled.isStrict {
            vouched += 1
            let findings = Linter(.transactional).lint(final: labelled.template).findings
                .filter { $0.severity > .info && !$0.rule.rawValue.hasPrefix("client-support/") }
            let name = URL(filePath: labelled.template.file).lastPathComponent
            #expect(Set(findings.map(\.rule)) == justified[name] ?? [], "\(name)")
        }
        #expect(vouched == 4)
    }
}
