import Findings

/// The rows of a check's `matrix`: the cross product of its axes, or the mappings of a file.
struct Matrix {
    /// How many rows one check may have; a plan of more belongs into several files.
    static let mostRows = 100_000
    /// How long a value may be within a case's name.
    static let longestLabel = 100

    /// One row: the values of `$(matrix.…)`, and what tells it from the others.
    struct Row {
        /// Shown in brackets after the check's name.
        var label: String
        /// The value of each name.
        var values: [(name: String, value: Node)]
        /// Where it is written.
        var place: Place
    }

    /// The rows in order; never empty.
    private(set) var rows: [Row]

    /// Reads `matrix`; nil after findings.
    init?(_ node: Node, loading: Loading, decoding: Decoding) {
        guard let (entries, place) = decoding.mapping(node) else { return nil }
        guard !entries.isEmpty else {
            decoding.reportUnexpected(node, expected: "axes, each with a list of values", found: "none")
            return nil
        }
        let isFile = entries.contains { $0.key == "rows" }
        if isFile, let other = entries.first(where: { $0.key != "rows" }) {
            decoding.report(
                "scenario/unknown-key", "rows of a file stand alone", label: "beside rows", at: other.keyPlace,
                remedy: "remove it, or rows")
            return nil
        }
        let rows =
            isFile
            ? Self.rows(ofFile: entries[0].value, loading: loading, decoding: decoding)
            : Self.product(entries, at: place, decoding: decoding)
        guard let rows else { return nil }
        self.rows = rows
    }

    private static func product(_ entries: [Node.Entry], at place: Place, decoding: Decoding) -> [Row]? {
        var axes: [(name: String, values: [Node])] = []
        for entry in entries {
            guard ReferenceName.isValid(entry.key) else {
                ReferenceName.report(entry.key, at: entry.keyPlace, in: decoding)
                continue
            }
            guard let (items, listPlace) = decoding.sequence(entry.value) else { continue }
            guard !items.isEmpty else {
                decoding.report(
                    "scenario/bad-value", "the axis \(entry.key) has no values", label: "no values", at: listPlace,
                    remedy: "write at least one, or remove the axis")
                continue
            }
            guard items.allSatisfy({ LoadReferences.areKnown(in: $0, decoding) }) else { continue }
            axes.append((entry.key, items))
        }
        guard axes.count == entries.count else { return nil }
        var count = 1
        for axis in axes {
            count = min(count * axis.values.count, mostRows + 1)
        }
        guard count <= mostRows else {
            decoding.report(
                "scenario/too-much", "the matrix has more than \(mostRows) rows", at: place, remedy: "divide it")
            return nil
        }
        let labels = axes.map { axis in axis.values.map { label($0, decoding) } }
        return (0..<count).map { number in
            // The last axis changes fastest.
            var rest = number
            var chosen: [Int] = []
            for axis in axes.reversed() {
                chosen.append(rest % axis.values.count)
                rest /= axis.values.count
            }
            chosen.reverse()
            return Row(
                label: zip(labels, chosen).map { $0[$1] }.joined(separator: ", "),
                values: zip(axes, chosen).map { ($0.name, $0.values[$1]) },
                place: axes.last.map { $0.values[chosen[chosen.count - 1]].place } ?? place)
        }
    }

    private static func rows(ofFile node: Node, loading: Loading, decoding: Decoding) -> [Row]? {
        guard let path = FilePath.decode(node, in: decoding), let document = loading.document(path) else { return nil }
        guard let (items, place) = decoding.sequence(document) else { return nil }
        guard !items.isEmpty, items.count <= mostRows else {
            decoding.report(
                "scenario/too-much", items.isEmpty ? "the file has no rows" : "the file has more than \(mostRows) rows",
                at: place, remedy: items.isEmpty ? "write at least one" : "divide it")
            return nil
        }
        var rows: [Row] = []
        rows.reserveCapacity(items.count)
        for item in items {
            guard case .mapping(let entries) = item.content else {
                decoding.reportUnexpected(item, expected: "a row: a mapping of names to values")
                continue
            }
            guard LoadReferences.areKnown(in: item, decoding) else { continue }
            for entry in entries where !ReferenceName.isValid(entry.key) {
                ReferenceName.report(entry.key, at: entry.keyPlace, in: decoding)
            }
            rows.append(
                Row(
                    label: label(ofRow: entries, decoding), values: entries.map { ($0.key, $0.value) },
                    place: item.place))
        }
        return rows.count == items.count ? rows : nil
    }

    /// The value of a row's own `label`, or all its values.
    private static func label(ofRow entries: [Node.Entry], _ decoding: Decoding) -> String {
        if let own = entries.first(where: { $0.key == "label" }) { return label(own.value, decoding) }
        return entries.map { label($0.value, decoding) }.joined(separator: ", ")
    }

    /// A value as part of a case's name: on one line, and not too long.
    private static func label(_ node: Node, _ decoding: Decoding) -> String {
        var text = flow(node, decoding)
        if text.utf8.contains(where: { $0 < 0x20 }) {
            text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        }
        guard text.utf8.count > longestLabel, text.unicodeScalars.count > longestLabel else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestLabel))) + "…"
    }

    private static func flow(_ node: Node, _ decoding: Decoding) -> String {
        switch node.content {
        case .scalar(let text, _):
            guard ReferenceText.mayHoldReference(text), let target = decoding.resolved(node) else { return text }
            // A whole reference leads to a value of any shape.
            guard case .scalar = target.content else { return flow(target, decoding) }
            return decoding.runtimeText(target)?.filled { _ in nil } ?? text
        case .sequence(let items):
            return "[" + items.map { flow($0, decoding) }.joined(separator: ", ") + "]"
        case .mapping(let entries):
            return "{" + entries.map { "\($0.key): \(flow($0.value, decoding))" }.joined(separator: ", ") + "}"
        }
    }
}

/// The value of `matrix` before its rows are read.
struct MatrixNode: ScenarioDecodable {
    var node: Node

    static var schema: JSONSchema {
        let rows = JSONSchema.Property(
            "rows", .string(), isRequired: true, "A file with a list of mappings, each one row.")
        return .anyOf([.object([rows]), .dictionary(.array(.any, minimumCount: 1))])
    }

    static func decode(_ node: Node, in decoding: Decoding) -> MatrixNode? {
        MatrixNode(node: node)
    }
}
