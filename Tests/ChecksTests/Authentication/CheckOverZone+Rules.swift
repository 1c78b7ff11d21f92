import Findings
import Support
import Testing

extension CheckOverZone.Case {
    /// Each error as `LINE:COLUMN MESSAGE`.
    var errors: [String] {
        zip(outcome.findings, said).filter { $0.0.severity == .error }.map(\.1)
    }

    /// The places that the notes of errors point at.
    var errorPlaces: [String] {
        outcome.findings.filter { $0.severity == .error }.flatMap(\.notes).compactMap { $0.excerpt?.span.description }
    }

    /// The rules, in the order of their findings.
    var rules: [RuleID] { outcome.findings.map(\.rule) }

    /// The value of a property.
    func property(_ name: String) -> String? {
        outcome.properties.first { $0.name == name }?.value
    }
}

/// A zone file with 1️⃣ where a rule should point at.
struct ZoneExample: Sendable, CustomTestStringConvertible {
    let rule: RuleID
    let zone: MarkedText

    init(_ rule: RuleID, _ zone: String) {
        self.rule = rule
        self.zone = MarkedText(zone)
    }

    var testDescription: String { rule.rawValue }

    /// The place of the mark in the file that `CheckOverZone` makes of the zone.
    var place: String? {
        zone.places[1].map { "example.com.zone:\($0.line + 3):\($0.column)" }
    }
}
