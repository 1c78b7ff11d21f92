/// A value together with what was written for it, references filled in: for who hands it on to somebody else.
package struct Written<Value: ScenarioDecodable>: ScenarioDecodable {
    /// The value.
    package var value: Value
    /// What was written.
    package var node: Node

    package static var schema: JSONSchema { Value.schema }

    package static func decode(_ node: Node, in decoding: Decoding) -> Written<Value>? {
        guard let value = Value.decode(node, in: decoding), let node = decoding.filled(node) else { return nil }
        return Written(value: value, node: node)
    }
}

extension Decoding {
    /// The node with every reference in it filled in that is known at load; nil after a finding where one is unknown.
    ///
    /// Those that are known at run stay as they are where the value has taken them.
    fileprivate func filled(_ node: Node) -> Node? {
        guard var node = resolved(node) else { return nil }
        switch node.content {
        case .scalar(let written, let isQuoted):
            guard ReferenceText.mayHoldReference(written) else { return node }
            guard let text = localText(node) else { return nil }
            node.content = .scalar(text.filled { _ in nil }, isQuoted: isQuoted)
        case .sequence(let items):
            let whole = items.compactMap { filled($0) }
            guard whole.count == items.count else { return nil }
            node.content = .sequence(whole)
        case .mapping(let entries):
            var whole = entries
            for index in whole.indices {
                guard let value = filled(whole[index].value) else { return nil }
                whole[index].value = value
            }
            node.content = .mapping(whole)
        }
        return node
    }
}
