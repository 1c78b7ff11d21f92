import Findings
import Yams

/// Refuses aliases that stand for too much, before Yams follows them.
///
/// Yams hashes every key with all that is below it, so an alias in a key could cost time without end before anything of
/// ours runs; and a chain of aliases could nest values deeper than the stack. Hence a file with aliases is composed
/// once with its marks replaced, byte for byte: an anchor `&a` becomes a tag `!a`, an alias `*a` a text. What aliases
/// would stand for is then counted on that tree.
struct AliasGuard {
    let text: SourceText
    let index: ScalarIndex

    /// What a value stands for, aliases followed.
    private struct Weight {
        /// How many values are written.
        var written = 1
        /// How many more its aliases stand for.
        var aliased = 0
        /// How many levels there are, itself included.
        var depth = 1

        mutating func add(_ child: Weight) {
            written += child.written
            aliased += child.aliased
            depth = max(depth, child.depth + 1)
        }
    }

    /// A finding that ends the walk.
    private struct Refusal: Error {
        var finding: Finding
    }

    /// Whether there may be an anchor and an alias at all.
    static func isNeeded(for bytes: [UInt8]) -> Bool {
        bytes.contains(UInt8(ascii: "&")) && bytes.contains(UInt8(ascii: "*"))
            && bytes.indices.contains { isMark(UInt8(ascii: "&"), bytes, $0) }
            && bytes.indices.contains { isMark(UInt8(ascii: "*"), bytes, $0) }
    }

    /// What has to be refused; nil where Yams may compose the file.
    ///
    /// - Throws: what Yams throws where the file is malformed.
    func problem() throws -> Finding? {
        var bytes = text.bytes
        for offset in bytes.indices {
            if Self.isMark(UInt8(ascii: "*"), bytes, offset) { bytes[offset] = UInt8(ascii: "x") }
            guard Self.isMark(UInt8(ascii: "&"), bytes, offset) else { continue }
            if let finding = anchorProblem(bytes, offset) { return finding }
            bytes[offset] = UInt8(ascii: "!")
        }
        guard let root = try Composition(bytes: bytes, index: index).root else { return nil }
        var anchors: [String: Weight] = [:]
        do {
            _ = try weigh(root, &anchors, depth: 1)
            return nil
        } catch {
            return error.finding
        }
    }

    private func weigh(
        _ node: Yams.Node, _ anchors: inout [String: Weight], depth: Int
    ) throws(Refusal) -> Weight {
        var weight = Weight()
        guard depth <= YAMLDocument.deepestNesting else {
            throw Refusal(finding: NestingProblem.finding(at: place(node.mark)))
        }
        switch node {
        case .scalar(let scalar):
            if let name = aliasName(scalar), let target = anchors[name] {
                weight = Weight(written: 1, aliased: target.written + target.aliased, depth: target.depth)
            }
        case .sequence(let sequence):
            for item in sequence {
                weight.add(try weigh(item, &anchors, depth: depth + 1))
            }
        case .mapping(let mapping):
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key, aliasName(scalar) == nil else {
                    throw Refusal(finding: KeyProblem.finding(at: place(key.mark)))
                }
                _ = try weigh(key, &anchors, depth: depth + 1)
                weight.add(try weigh(value, &anchors, depth: depth + 1))
            }
        case .alias: break
        }
        guard weight.aliased <= YAMLDocument.mostAliasedValues else {
            throw Refusal(
                finding: Finding(
                    "scenario/too-much", .error,
                    "aliases stand for more than \(YAMLDocument.mostAliasedValues) values here",
                    at: place(node.mark).excerpt,
                    remedy: "write a matrix, or less"))
        }
        guard weight.depth + depth <= YAMLDocument.deepestNesting + 1 else {
            throw Refusal(finding: NestingProblem.finding(at: place(node.mark)))
        }
        // The tag may be the author's own: keeping the greater one of a name errs on the safe side.
        if let name = anchorName(node) {
            let known = anchors[name] ?? weight
            anchors[name] = Weight(
                written: max(known.written, weight.written), aliased: max(known.aliased, weight.aliased),
                depth: max(known.depth, weight.depth))
        }
        return weight
    }

    private func aliasName(_ scalar: Yams.Node.Scalar) -> String? {
        guard scalar.style == .plain, let mark = scalar.mark else { return nil }
        let offset = index.offset(line: mark.line, column: mark.column)
        guard Self.isMark(UInt8(ascii: "*"), text.bytes, offset) else { return nil }
        return String(decoding: text.bytes[(offset + 1)...].prefix(while: Self.isNameByte), as: UTF8.self)
    }

    private func anchorName(_ node: Yams.Node) -> String? {
        let tag: Tag
        switch node {
        case .scalar(let scalar): tag = scalar.tag
        case .sequence(let sequence): tag = sequence.tag
        case .mapping(let mapping): tag = mapping.tag
        case .alias: return nil
        }
        return tag.rawValue.hasPrefix("!") ? String(tag.rawValue.dropFirst()) : nil
    }

    /// An anchor that its replacement by a tag would tell apart in another way: `&a:` is an anchor and a colon.
    private func anchorProblem(_ bytes: [UInt8], _ offset: Int) -> Finding? {
        let end = bytes[(offset + 1)...].firstIndex { !Self.isNameByte($0) } ?? bytes.count
        guard end < bytes.count, "?:%@`".utf8.contains(bytes[end]) else { return nil }
        guard offset == 0 || " \t\n\r[]{},:-?\"'".utf8.contains(bytes[offset - 1]) else { return nil }
        return Finding(
            "scenario/syntax", .error, "an anchor is followed by a space",
            at: text.place(atByte: offset, length: end - offset).excerpt,
            remedy: "write a space after it, or quote the text that it belongs to")
    }

    private func place(_ mark: Mark?) -> Place {
        text.place(atByte: index.offset(line: mark?.line ?? 1, column: mark?.column ?? 1))
    }

    private static func isMark(_ mark: UInt8, _ bytes: [UInt8], _ offset: Int) -> Bool {
        offset + 1 < bytes.count && bytes[offset] == mark && isNameByte(bytes[offset + 1])
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
