import Findings

extension Decoding {
    /// The node that a scalar stands for: where it is one whole reference known at load, the referenced value with its
    /// type and shape, else the node itself; nil after a finding where the reference leads nowhere.
    ///
    /// A value of `matrix` keeps its own place, so that a finding points at the row; a value of `vars` or `env` gets
    /// the place where it is used.
    package func resolved(_ node: Node) -> Node? {
        guard case .scalar(let text, _) = node.content, text.utf8.first == UInt8(ascii: "$"),
            let name = ReferenceText.wholeReference(text), Self.isLoadScope(name)
        else { return node }
        guard var target = loadValue(name, of: node, offset: 0) else { return nil }
        if !name.hasPrefix("matrix.") { target.place = node.place }
        return resolved(target)
    }

    /// The text of a scalar with nothing left to fill in; nil after a finding where a reference in it is unknown, or
    /// is known only at run.
    package func text(_ node: Node) -> String? {
        guard let node = resolved(node) else { return nil }
        guard case .scalar(let written, _) = node.content else {
            reportUnexpected(node, expected: "a text")
            return nil
        }
        return loadText(written, of: node)
    }

    /// The text of a scalar in which references known at run may be left; nil after a finding.
    package func runtimeText(_ node: Node) -> ReferenceText? {
        guard let node = resolved(node) else { return nil }
        guard case .scalar(let written, _) = node.content else {
            reportUnexpected(node, expected: "a text")
            return nil
        }
        return filled(written, of: node, admitsRuntime: true, admitsLocal: false)
    }

    /// The text of a scalar in which the references of its own key, and those known at run, may be left.
    func localText(_ node: Node) -> ReferenceText? {
        guard let node = resolved(node) else { return nil }
        guard case .scalar(let written, _) = node.content else {
            reportUnexpected(node, expected: "a text")
            return nil
        }
        return filled(written, of: node, admitsRuntime: true, admitsLocal: true)
    }

    func loadText(_ written: String, of node: Node) -> String? {
        guard ReferenceText.mayHoldReference(written) else { return written }
        return filled(written, of: node, admitsRuntime: false, admitsLocal: false)?.filled { _ in nil }
    }

    private func filled(_ written: String, of node: Node, admitsRuntime: Bool, admitsLocal: Bool) -> ReferenceText? {
        guard ReferenceText.mayHoldReference(written) else { return ReferenceText(literal: written) }
        let text = ReferenceText(written)
        if text.isUnclosed {
            report(
                "scenario/unclosed-reference", "$( without its )", at: node.place,
                remedy: "close it, or write $$( for the text $(")
            return nil
        }
        var result = ReferenceText(pieces: [])
        for piece in text.pieces {
            switch piece {
            case .literal(let literal): result.append(literal: literal)
            case .reference(let name, let offset):
                if localNames.contains(name), admitsLocal {
                    result.pieces.append(piece)
                } else if Self.isLoadScope(name) {
                    guard let value = loadValue(name, of: node, offset: offset), let target = resolved(value) else {
                        return nil
                    }
                    guard case .scalar(let inner, _) = target.content else {
                        reportUnexpected(node, expected: "a text", found: "\(target.shapeName) in $(\(name))")
                        return nil
                    }
                    guard let filled = filled(inner, of: target, admitsRuntime: admitsRuntime, admitsLocal: admitsLocal)
                    else { return nil }
                    result.append(filled)
                } else if references.runtimeNames.contains(name), admitsRuntime {
                    result.pieces.append(piece)
                } else {
                    reportUnknownReference(name, of: node, offset: offset, admitsRuntime: admitsRuntime)
                    return nil
                }
            }
        }
        return result
    }

    private func loadValue(_ name: String, of node: Node, offset: Int) -> Node? {
        if let value = references.loadValues[name] { return value }
        reportUnknownReference(name, of: node, offset: offset, admitsRuntime: false)
        return nil
    }

    private func reportUnknownReference(_ name: String, of node: Node, offset: Int, admitsRuntime: Bool) {
        guard !references.brokenNames.contains(name) else { return }
        report("scenario/unknown-reference", "$(\(name)) is not known here", at: node.place)
    }

    private static func isLoadScope(_ name: String) -> Bool {
        name.hasPrefix("vars.") || name.hasPrefix("env.") || name.hasPrefix("matrix.")
    }
}
