package import Findings
package import Scenarios
package import TemplateLint

/// `rules`: what the user decided about single rules, and told them.
///
///     rules:
///       links/insecure-http: error
///       subject/too-long: { severity: warning, length: 60 }
package struct LintRuleDecisions: Sendable {
    /// The severities.
    package private(set) var levels: [RuleID: LintPolicy.Level] = [:]
    private var values: [(option: LintOption, value: LintOption.Value)] = []

    /// Puts what the rules were told into settings.
    func apply(to settings: inout LintSettings) {
        for (option, value) in values {
            // What is refused was reported when it was read.
            try? option.put(value, into: &settings)
        }
    }

    /// The key below a rule that sets its severity.
    private static let severity = "severity"
}

extension LintRuleDecisions: ScenarioDecodable {
    package static var schema: JSONSchema {
        .object(
            LintRules.all.map { rule in
                let options = rule.options.map {
                    JSONSchema.Property($0.name, $0.kind.schema, isRequired: false, $0.help)
                }
                let severity = JSONSchema.Property(
                    Self.severity, LintPolicy.Level.schema, isRequired: false, "error, warning, info or ignore.")
                let summary = rule.documentation.split(separator: "\n").first.map(String.init) ?? ""
                return JSONSchema.Property(
                    rule.id.rawValue, .anyOf([LintPolicy.Level.schema, .object([severity] + options)]),
                    isRequired: false, summary)
            })
    }

    package static func decode(_ node: Node, in decoding: Decoding) -> LintRuleDecisions? {
        guard let (entries, _) = decoding.mapping(node) else { return nil }
        var decisions = LintRuleDecisions()
        var isRight = true
        for entry in entries {
            guard let rule = LintRules.rule(RuleID(rawValue: entry.key)) else {
                reportUnknown(entry, in: decoding)
                isRight = false
                continue
            }
            if !decisions.read(entry.value, about: rule, in: decoding) { isRight = false }
        }
        return isRight ? decisions : nil
    }

    private static func reportUnknown(_ entry: Node.Entry, in decoding: Decoding) {
        guard !LintRules.planned.contains(entry.key) else {
            decoding.report(
                "scenario/not-in-this-version", "the rule \(entry.key) is known, but not in this version",
                label: "not in this version", at: entry.keyPlace, remedy: "remove it until a version has it")
            return
        }
        decoding.report(
            "scenario/unknown-rule", "there is no rule \(entry.key)", label: "unknown rule", at: entry.keyPlace,
            remedy: LintRules.nearest(to: entry.key).map { "did you mean \($0)?" }
                ?? "rules are named group/name, such as links/insecure-http")
    }

    /// A severity, or a mapping of it and of options; false after a finding.
    private mutating func read(_ node: Node, about rule: any LintRule.Type, in decoding: Decoding) -> Bool {
        guard case .mapping(let entries) = node.content else {
            guard let level = LintPolicy.Level.decode(node, in: decoding) else { return false }
            levels[rule.id] = level
            return true
        }
        var isRight = true
        for entry in entries {
            if entry.key == Self.severity {
                levels[rule.id] = LintPolicy.Level.decode(entry.value, in: decoding)
                isRight = isRight && levels[rule.id] != nil
            } else if let option = rule.options.first(where: { $0.name == entry.key }) {
                isRight = read(option, entry, in: decoding) && isRight
            } else {
                let known = [Self.severity] + rule.options.map(\.name)
                decoding.report(
                    "scenario/unknown-key", "\(rule.id) has no option \(entry.key)", label: "unknown",
                    at: entry.keyPlace,
                    remedy: "known here: \(known.joined(separator: ", "))")
                isRight = false
            }
        }
        return isRight
    }

    private mutating func read(_ option: LintOption, _ entry: Node.Entry, in decoding: Decoding) -> Bool {
        guard let value = option.kind.decode(entry.value, in: decoding) else { return false }
        do throws(LintOption.Refusal) {
            var scratch = LintSettings()
            try option.put(value, into: &scratch)
        } catch {
            decoding.report(
                "scenario/bad-value", "\(entry.key) cannot be that", label: "expected \(option.kind.expected)",
                at: entry.value.place, remedy: error.message)
            return false
        }
        values.append((option, value))
        return true
    }
}

extension LintOption.Kind {
    var schema: JSONSchema {
        switch self {
        case .integer(let range): .integer(minimum: range.lowerBound, maximum: range.upperBound)
        case .size: ByteSize.schema
        case .text: .string()
        case .texts: OneOrMany<String>.schema
        case .boolean: .boolean
        }
    }

    fileprivate func decode(_ node: Node, in decoding: Decoding) -> LintOption.Value? {
        switch self {
        case .integer: Int.decode(node, in: decoding).map { .integer($0) }
        case .size: ByteSize.decode(node, in: decoding).map { .integer($0.bytes) }
        case .text: String.decode(node, in: decoding).map { .text($0) }
        case .texts: OneOrMany<String>.decode(node, in: decoding).map { .texts($0.values) }
        case .boolean: Bool.decode(node, in: decoding).map { .boolean($0) }
        }
    }
}
