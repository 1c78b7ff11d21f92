package import Findings

/// The catalogue of rules.
package enum LintRules {
    /// Every rule, by group.
    package static let all: [any LintRule.Type] = [
        SubjectRules.all,
        FromRules.all,
        HeadersRules.all,
        MIMERules.all,
        HTMLRules.all,
        TextRules.all,
        LinksRules.all,
        ImagesRules.all,
        ComplianceRules.all,
        PersonalizationRules.all,
        AccessibilityRules.all,
        SizeRules.all,
        DirectiveRules.all,
    ].flatMap(\.self)

    /// Rules that are known by name and not in this version.
    package static let planned: Set<String> = [
        SubjectRules.planned,
        FromRules.planned,
        HeadersRules.planned,
        MIMERules.planned,
        HTMLRules.planned,
        TextRules.planned,
        LinksRules.planned,
        ImagesRules.planned,
        ComplianceRules.planned,
        PersonalizationRules.planned,
        AccessibilityRules.planned,
        SizeRules.planned,
    ].reduce(["client-support/css-syntax", "client-support/mso-conditional"]) { $0.union($1) }

    /// The rule of that name.
    package static func rule(_ id: RuleID) -> (any LintRule.Type)? {
        byID[id]
    }

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// Whether there is a rule of that name, in this version or a later one.
    package static func isKnown(_ id: RuleID) -> Bool {
        rule(id) != nil || planned.contains(id.rawValue) || id.group == "client-support"
    }

    /// The name of a rule that was probably meant by one that there is not.
    package static func nearest(to id: String) -> RuleID? {
        NearWords.nearest(to: id, in: all.map { $0.id.rawValue }).map { RuleID(rawValue: $0) }
            ?? all.map { $0.id }.first { $0.rawValue.hasSuffix("/" + id) }
    }
}
