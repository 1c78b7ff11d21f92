package import Findings

/// Decodes the nodes of one file: follows the references that are known at load, and collects what is wrong.
///
/// Not Sendable: one file is decoded by one task.
package final class Decoding {
    /// How many findings of a file are kept; whoever has more mends these first.
    package static let mostFindings = 100
    /// What is wrong so far, in the order it was found, nothing twice, `mostFindings` at most.
    package private(set) var findings: [Finding] = []
    /// How many more findings there were.
    package private(set) var omittedFindings = 0
    private var reported: Set<Finding> = []
    /// The references that may be used, and the values of those known at load.
    var references: KnownReferences
    /// The references that the key being decoded declares for itself.
    private(set) var localNames: Set<String> = []
    /// The row of a matrix that is being decoded.
    var matrixRow: Place?
    /// How many references have been followed.
    var followedReferences = 0

    /// Decoding with the references that are known.
    package init(references: KnownReferences = KnownReferences()) {
        self.references = references
    }

    /// Adds a finding.
    package func report(_ finding: Finding) {
        // The rows of a matrix decode the same check again and again: what is wrong with it is said once.
        guard !isFull else {
            omittedFindings += 1
            return
        }
        guard reported.insert(finding).inserted else { return }
        findings.append(finding)
    }

    /// Whether something has been found that makes the file invalid.
    package var hasErrors: Bool {
        findings.contains { $0.severity == .error }
    }

    /// Adds an error at a place.
    package func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at place: Place, remedy: String? = nil,
        notes: [Finding.Note] = []
    ) {
        guard !isFull else {
            omittedFindings += 1
            return
        }
        report(Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy, notes: notes))
    }

    /// Whether no more findings are kept, so that whoever decodes many rows may stop.
    var isFull: Bool { findings.count >= Self.mostFindings }

    /// Runs `body` with more local references known.
    func withLocals<Result>(_ names: [String], _ body: () -> Result) -> Result {
        let outer = localNames
        localNames.formUnion(names)
        defer { localNames = outer }
        return body()
    }
}

extension Decoding {
    /// The entries of a mapping and where it begins, whole references followed; nil after a finding where it is none.
    package func mapping(_ node: Node) -> (entries: [Node.Entry], place: Place)? {
        guard let node = resolved(node) else { return nil }
        guard case .mapping(let entries) = node.content else {
            reportUnexpected(node, expected: "a mapping")
            return nil
        }
        return (entries, node.place)
    }

    /// The items of a list and where it begins, whole references followed; nil after a finding where it is none.
    package func sequence(_ node: Node) -> (items: [Node], place: Place)? {
        guard let node = resolved(node) else { return nil }
        guard case .sequence(let items) = node.content else {
            reportUnexpected(node, expected: "a list", remedy: node.isScalar ? "put it in brackets: [ … ]" : nil)
            return nil
        }
        return (items, node.place)
    }

    /// The value of a scalar with its references filled in; nil after a finding where it is not of the wanted type.
    package func scalar<Value: ScenarioScalar>(_ node: Node, _ type: Value.Type) -> Value? {
        guard let node = resolved(node) else { return nil }
        guard case .scalar(let written, let isQuoted) = node.content else {
            reportUnexpected(node, expected: Value.expectation)
            return nil
        }
        guard let text = loadText(written, of: node) else { return nil }
        if !isQuoted, NullWord.isNull(written) {
            reportNull(written, expected: Value.expectation, at: node.place)
            return nil
        }
        if isQuoted, !Value.acceptsQuoted {
            let remedy = Value(scalarText: text) == nil ? nil : "remove the quotes"
            reportUnexpected(node, expected: Value.expectation, found: "a quoted text", remedy: remedy)
            return nil
        }
        guard let value = Value(scalarText: text) else {
            reportBadValue(text, of: Value.self, at: node.place)
            return nil
        }
        return value
    }
}
