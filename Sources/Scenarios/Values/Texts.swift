/// A text: any scalar, bare or quoted.
extension String: ScenarioScalar {
    package static var expectation: String { "a text" }

    package init?(scalarText: String) {
        self = scalarText
    }

    package var scalarText: String { self }
}

/// `true` or `false`, bare.
extension Bool: ScenarioScalar {
    package static var schema: JSONSchema { .boolean }
    package static var expectation: String { "true or false" }
    package static var acceptsQuoted: Bool { false }
    package static var suggestions: [String] { ["true", "false"] }

    package static func remedy(forText text: String) -> String? {
        switch text.lowercased() {
        case "yes", "on", "y", "true", "1": "write true"
        case "no", "off", "n", "false", "0": "write false"
        default: nil
        }
    }

    package init?(scalarText: String) {
        switch scalarText {
        case "true": self = true
        case "false": self = false
        default: return nil
        }
    }
}

/// A word of a fixed set: an enumeration of texts.
package protocol ScenarioWord: ScenarioScalar, CaseIterable, RawRepresentable where RawValue == String {}

extension ScenarioWord {
    package static var schema: JSONSchema { .words(allCases.map(\.rawValue)) }
    package static var suggestions: [String] { allCases.map(\.rawValue) }

    package static var expectation: String {
        let words = allCases.map(\.rawValue)
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    package init?(scalarText: String) {
        self.init(rawValue: scalarText)
    }

    package var scalarText: String { rawValue }
}
