import Findings
import Yams

/// Makes nodes of Yams' ones.
struct NodeConversion {
    let text: SourceText
    var findings: [Finding] = []

    init(text: SourceText) {
        self.text = text
    }

    mutating func node(_ source: Yams.Node) -> Node {
        switch source {
        case .scalar(let scalar):
            return Node(
                .scalar(scalar.string, isQuoted: scalar.style != .plain),
                at: place(scalar.mark, length: scalar.string.unicodeScalars.count))
        case .sequence(let sequence):
            return Node(.sequence(sequence.map { node($0) }), at: place(sequence.mark, length: 1))
        case .mapping(let mapping):
            var entries: [Node.Entry] = []
            for (key, value) in mapping {
                let keyNode = node(key)
                guard case .scalar(let name, _) = keyNode.content else { continue }
                entries.append(Node.Entry(key: name, keyPlace: keyNode.place, value: node(value)))
            }
            return Node(.mapping(entries), at: place(mapping.mark, length: 1))
        case .alias(let alias):
            return Node(.scalar("", isQuoted: false), at: place(alias.mark, length: 1))
        }
    }

    private func place(_ mark: Mark?, length: Int) -> Place {
        Place(text: text, line: mark?.line ?? 1, column: mark?.column ?? 1, length: length)
    }
}
