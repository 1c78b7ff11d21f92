import Findings

extension Decoding {
    /// Reports a value that is not what was expected: `expected a list, found a mapping`.
    package func reportUnexpected(_ node: Node, expected: String, found: String? = nil, remedy: String? = nil) {
        report(
            "scenario/wrong-type", "expected \(expected), found \(found ?? node.shapeName)",
            label: "expected \(expected)", at: node.place, remedy: remedy)
    }

    /// Reports a text that a type does not accept, with the nearest of its words.
    func reportBadValue<Value: ScenarioScalar>(_ text: String, of type: Value.Type, at place: Place) {
        let shown = Quoted.text(text)
        var remedy = Value.remedy(forText: text)
        if remedy == nil, let word = Nearest.word(to: text, among: Value.suggestions) {
            remedy = "did you mean \(word)?"
        }
        report(
            "scenario/bad-value", "expected \(Value.expectation), found \(shown)",
            label: "expected \(Value.expectation)", at: place, remedy: remedy)
    }

    /// Reports a required key that is not there.
    func reportMissing(key: String, documentation: String, at place: Place) {
        report(
            "scenario/missing-key", "the key \(key) is missing", label: "\(key) is missing here", at: place,
            remedy: "add \(key): \(documentation)")
    }

    /// Reports every key that is not known, with the nearest one that is.
    func reportUnknownKeys(of entries: [Node.Entry], known: [String]) {
        for entry in entries where !known.contains(entry.key) {
            reportUnknownKey(entry, known: known)
        }
    }

    /// Reports one key that is not known, with the nearest one that is, or all of them.
    func reportUnknownKey(_ entry: Node.Entry, known: [String]) {
        let remedy: String
        if let word = Nearest.word(to: entry.key, among: known) {
            remedy = "did you mean \(word)?"
        } else {
            remedy = known.isEmpty ? "remove it" : "known here: \(known.joined(separator: ", "))"
        }
        report(
            "scenario/unknown-key", "unknown key \(Quoted.text(entry.key))", label: "unknown key", at: entry.keyPlace,
            remedy: remedy)
    }

    /// Reports a key that the format knows and this version does not have.
    func reportPlanned(key: String, at place: Place) {
        report(
            "scenario/not-in-this-version", "\(key) is known, but not in this version", label: "not in this version",
            at: place, remedy: "remove it until a version has it")
    }
}

/// Texts as messages show them.
enum Quoted {
    /// How many scalars of a text a message shows.
    static let shownScalars = 60

    /// The text in double quotes, cut where it is long, control characters visible.
    static func text(_ text: String) -> String {
        var shown = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard index < shownScalars else { return "\"\(shown)…\"" }
            if scalar.value < 0x20 || scalar.value == 0x7F {
                shown += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return "\"\(shown)\""
    }
}

/// The ways in which YAML writes nothing; no value of the format is spelled so.
enum NullWord {
    static func isNull(_ plain: String) -> Bool {
        switch plain {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func report(_ plain: String, expected: String, at place: Place, in decoding: Decoding) {
        let message = plain.isEmpty ? "no value is written here" : "\(plain) is not a value"
        decoding.report(
            "scenario/wrong-type", "\(message), expected \(expected)", label: "expected \(expected)", at: place,
            remedy: plain.isEmpty
                ? "write \(expected), or remove the key" : "remove the key, or quote \"\(plain)\" as a text")
    }
}
