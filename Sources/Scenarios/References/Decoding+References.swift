import Findings

extension Decoding {
    /// How many references a file may follow, so that lists of references to lists of references end.
    static let mostFollowedReferences = 2_000_000
    /// How long a text may become by its references, for the same reason.
    static let longestFilledText = 1 << 20

    /// The node that a scalar stands for: where it is one whole reference known at load, the referenced value with its
    /// type and shape, else the node itself; nil after a finding where the reference leads nowhere.
    ///
    /// A value of `matrix` keeps its own place, so that a finding points at the row; a value of `vars` or `env` gets
    /// the place where it is used.
    package func resolved(_ node: Node) -> Node? {
        guard case .scalar(let text, _) = node.content, let name = ReferenceText.wholeReference(text),
            let scope = LoadScope(of: name), !localNames.contains(name)
        else { return node }
        // What it leads to was declared earlier, so this ends.
        guard var target = loadValue(name, of: node, offset: 0) else { return nil }
        if scope != .matrix { target.place = node.place }
        return resolved(target)
    }

    /// The text of a scalar with nothing left to fill in; nil after a finding where a reference in it is unknown, or
    /// is known only at run.
    package func text(_ node: Node) -> String? {
        scalarText(node, admitting: []).map { $0.filled { _ in nil } }
    }

    /// The text of a scalar in which references known at run may be left; nil after a finding.
    package func runtimeText(_ node: Node) -> ReferenceText? {
        scalarText(node, admitting: .runtime)
    }

    /// The text of a scalar in which the references of its own key, and those known at run, may be left.
    func localText(_ node: Node) -> ReferenceText? {
        scalarText(node, admitting: [.runtime, .local])
    }

    /// The text of a scalar that was resolved, as `text(_:)`.
    func loadText(_ written: String, of node: Node) -> String? {
        guard ReferenceText.mayHoldReference(written) else { return written }
        return filled(written, of: node, admitting: [])?.filled { _ in nil }
    }

    /// The references that may be left in a text.
    struct Admitted: OptionSet {
        var rawValue: UInt8
        static let runtime = Admitted(rawValue: 1)
        static let local = Admitted(rawValue: 2)
    }

    private func scalarText(_ node: Node, admitting admitted: Admitted) -> ReferenceText? {
        guard let node = resolved(node) else { return nil }
        guard case .scalar(let written, let isQuoted) = node.content else {
            reportUnexpected(node, expected: String.expectation)
            return nil
        }
        if !isQuoted, NullWord.isNull(written) {
            reportNull(written, expected: String.expectation, at: node.place)
            return nil
        }
        return filled(written, of: node, admitting: admitted)
    }

    private func filled(_ written: String, of node: Node, admitting admitted: Admitted) -> ReferenceText? {
        guard ReferenceText.mayHoldReference(written) else { return ReferenceText(literal: written) }
        let text = ReferenceText(written)
        if let offset = text.unclosedOffset {
            report(
                "scenario/unclosed-reference", "$( is not closed", label: "add a )",
                at: place(of: node, scalarOffset: offset, length: 2, written: "$("),
                remedy: "close it, or write $$( for the text $(")
            return nil
        }
        var result = ReferenceText(pieces: [])
        var length = 0
        for piece in text.pieces {
            switch piece {
            case .literal(let literal):
                length += literal.utf8.count
                result.append(literal: literal)
            case .reference(let name, let offset):
                guard let value = filled(reference: name, at: offset, of: node, admitting: admitted) else { return nil }
                length += value.byteCount
                result.append(value)
            }
            guard length <= Self.longestFilledText else {
                report(
                    "scenario/too-much", "the text grows beyond \(Self.longestFilledText >> 20) MiB by its references",
                    at: node.place)
                return nil
            }
        }
        return result.pieces.isEmpty ? ReferenceText(literal: "") : result
    }

    private func filled(
        reference name: String, at offset: Int, of node: Node, admitting admitted: Admitted
    ) -> ReferenceText? {
        if localNames.contains(name), admitted.contains(.local) {
            return ReferenceText(pieces: [.reference(name, offset: offset)])
        }
        if LoadScope(of: name) != nil {
            guard let value = loadValue(name, of: node, offset: offset), let target = resolved(value) else {
                return nil
            }
            guard case .scalar(let inner, _) = target.content else {
                report(
                    "scenario/wrong-type", "expected a text in $(\(name)), found \(target.shapeName)",
                    label: "\(target.shapeName) cannot be part of a text",
                    at: place(of: node, reference: name, scalarOffset: offset),
                    notes: [Finding.Note("its value", at: value.place.excerpt)])
                return nil
            }
            return filled(inner, of: target, admitting: admitted)
        }
        if references.runtimeNames.contains(name), admitted.contains(.runtime) {
            return ReferenceText(pieces: [.reference(name, offset: offset)])
        }
        reportUnknown(reference: name, at: place(of: node, reference: name, scalarOffset: offset))
        return nil
    }

    /// The value of a reference known at load, dots in its name followed into mappings.
    private func loadValue(_ name: String, of node: Node, offset: Int) -> Node? {
        followedReferences += 1
        guard followedReferences <= Self.mostFollowedReferences else {
            report(
                "scenario/too-much", "more than \(Self.mostFollowedReferences) references are followed", at: node.place)
            return nil
        }
        if let value = references.loadValues[name] { return value }
        // vars.relay.host is the key host of the variable relay.
        var known = name
        var keys: [Substring] = []
        while let dot = known.lastIndex(of: "."), keys.count < YAMLDocument.deepestNesting {
            keys.append(known[known.index(after: dot)...])
            known = String(known[..<dot])
            guard var value = references.loadValues[known] else { continue }
            for key in keys.reversed() {
                guard let whole = resolved(value), let next = whole[String(key)] else {
                    reportUnknown(reference: name, at: place(of: node, reference: name, scalarOffset: offset))
                    return nil
                }
                value = next
            }
            return value
        }
        reportUnknown(reference: name, at: place(of: node, reference: name, scalarOffset: offset))
        return nil
    }
}
