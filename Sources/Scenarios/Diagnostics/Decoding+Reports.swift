import Findings

extension Decoding {
    /// Reports a value that is not what was expected: `expected a list, found a mapping`.
    package func reportUnexpected(_ node: Node, expected: String, found: String? = nil, remedy: String? = nil) {
        if case .scalar(let plain, isQuoted: false) = node.content, found == nil, NullWord.isNull(plain) {
            reportNull(plain, expected: expected, at: node.place)
            return
        }
        report(
            "scenario/wrong-type", "expected \(expected), found \(found ?? node.shapeName)",
            label: "expected \(expected)", at: node.place, remedy: remedy ?? Self.forms[expected])
    }

    /// How what holds other values is written.
    private static let forms = [
        "a mapping": "write { key: value }, or each key on a line of its own, indented",
        "a list": "write [one, other], or each on a line of its own, behind a dash",
    ]

    /// Reports a text that a type does not accept, with the nearest of its words.
    func reportBadValue<Value: ScenarioScalar>(_ text: String, of type: Value.Type, at place: Place) {
        let shown = Quoted.text(text)
        var remedy = Value.remedy(forText: text)
        if remedy == nil, let word = Nearest.word(to: text, among: Value.suggestions) {
            remedy = "did you mean '\(word)'?"
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
        guard !reportReference(inKeyOf: entry) else { return }
        let remedy: String
        if let word = Nearest.word(to: entry.key, among: known) {
            remedy = "did you mean '\(word)'?"
        } else {
            remedy = known.isEmpty ? "remove it" : "known here: \(known.joined(separator: ", "))"
        }
        report(
            "scenario/unknown-key", "unknown key \(Quoted.text(entry.key))", label: "unknown key", at: entry.keyPlace,
            remedy: remedy)
    }

    /// Reports a key that holds a reference; returns whether it does.
    func reportReference(inKeyOf entry: Node.Entry) -> Bool {
        guard ReferenceText.mayHoldReference(entry.key) else { return false }
        report(
            "scenario/unknown-reference", "a key cannot hold a reference", label: "a reference", at: entry.keyPlace,
            remedy: "write the key itself; references stand in values")
        return true
    }

    /// Reports a key that the format knows and this version does not have.
    func reportPlanned(key: String, at place: Place) {
        report(
            "scenario/not-in-this-version", "\(key) is known, but not in this version", label: "not in this version",
            at: place, remedy: "remove it until a version has it")
    }

    /// Reports a bare scalar that stands for nothing.
    func reportNull(_ plain: String, expected: String, at place: Place) {
        let message = plain.isEmpty ? "no value is written here" : "\(plain) is not a value"
        let remedy =
            plain.isEmpty
            ? "write \(expected), or remove the key" : "remove the key, or quote it as a text: \"\(plain)\""
        report(
            "scenario/wrong-type", "\(message), expected \(expected)", label: "expected \(expected)", at: place,
            remedy: remedy)
    }
}
