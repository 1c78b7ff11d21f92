import Findings
import Yams

/// Makes nodes of Yams' ones: finds the length of each, and refuses what the format does not have.
struct NodeConversion {
    /// From how many keys on a mapping's duplicates are looked for in a set.
    private static let fewKeys = 8
    private let text: SourceText
    private let index: ScalarIndex
    private let renamed: [Int: UInt8]
    /// What is wrong so far.
    private(set) var findings: [Finding] = []

    /// Conversion of a file's nodes; `renamed` says which bytes `Composition` exchanged.
    init(text: SourceText, index: ScalarIndex, renamed: [Int: UInt8]) {
        self.text = text
        self.index = index
        self.renamed = renamed
    }

    /// The node that a Yams node stands for; nil after a finding where it cannot be used at all.
    mutating func node(_ source: Yams.Node, depth: Int) -> Node? {
        guard depth < YAMLDocument.deepestNesting else {
            findings.append(NestingProblem.finding(at: place(source.mark, length: 1)))
            return nil
        }
        switch source {
        case .scalar(let scalar):
            refuseTag(scalar.tag, at: scalar.mark)
            let (text, place) = textAndPlace(scalar)
            return Node(.scalar(text, isQuoted: scalar.style != .plain), at: place)
        case .sequence(let sequence):
            refuseTag(sequence.tag, at: sequence.mark)
            var items: [Node] = []
            items.reserveCapacity(sequence.count)
            for item in sequence {
                if let item = node(item, depth: depth + 1) { items.append(item) }
            }
            return Node(.sequence(items), at: place(sequence.mark, length: 1))
        case .mapping(let mapping):
            refuseTag(mapping.tag, at: mapping.mark)
            return Node(.mapping(entries(mapping, depth: depth)), at: place(mapping.mark, length: 1))
        case .alias(let alias):
            // Yams follows aliases itself; this case is for trees made by hand.
            findings.append(KeyProblem.finding(at: place(alias.mark, length: 1)))
            return nil
        }
    }

    private mutating func entries(_ mapping: Yams.Node.Mapping, depth: Int) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        entries.reserveCapacity(mapping.count)
        var names: [String: Int] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                findings.append(KeyProblem.finding(at: place(key.mark, length: 1)))
                continue
            }
            refuseTag(scalar.tag, at: scalar.mark)
            let (name, keyPlace) = textAndPlace(scalar)
            guard let value = node(value, depth: depth + 1) else { continue }
            if name == "<<", scalar.style == .plain {
                findings.append(KeyProblem.merge(at: keyPlace))
                continue
            }
            let first: Int?
            if mapping.count <= Self.fewKeys {
                first = entries.firstIndex { $0.key == name }
            } else {
                first = names[name]
                if first == nil { names[name] = entries.count }
            }
            if let first {
                findings.append(KeyProblem.duplicate(name, at: keyPlace, first: entries[first].keyPlace))
                continue
            }
            entries.append(Node.Entry(key: name, keyPlace: keyPlace, value: value))
        }
        return entries
    }

    /// The text of a scalar, one exchanged letter put back.
    private func ownText(of scalar: Yams.Node.Scalar, at offset: Int) -> String {
        guard !renamed.isEmpty, let original = renamed[scalar.style == .plain ? offset : offset + 1] else {
            return scalar.string
        }
        return String(decoding: [original] + scalar.string.utf8.dropFirst(), as: UTF8.self)
    }

    private mutating func refuseTag(_ tag: Tag, at mark: Mark?) {
        // A tag is there for every node: without a name where none was written, `str` where there are quotes.
        switch tag.rawValue {
        case "", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq": return
        default: findings.append(KeyProblem.tag(at: place(mark, length: 1)))
        }
    }

    private func textAndPlace(_ scalar: Yams.Node.Scalar) -> (String, Place) {
        guard let mark = scalar.mark else { return (scalar.string, place(nil, length: 1)) }
        var offset = index.offset(line: mark.line, column: mark.column)
        let anchor = anchorLength(at: offset)
        offset += anchor
        let text = ownText(of: scalar, at: offset)
        let length = ScalarExtent.length(of: text, scalar.style, at: offset, in: self.text.bytes)
        return (text, Place(text: self.text, line: mark.line, column: mark.column + anchor, length: length))
    }

    /// The length of an anchor and the spaces after it; 0 where there is none, or where the line ends with it.
    private func anchorLength(at offset: Int) -> Int {
        let bytes = text.bytes
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "&") else { return 0 }
        guard let space = bytes[offset...].firstIndex(where: { $0 <= 0x20 }),
            let next = bytes[space...].firstIndex(where: { $0 != 0x20 }), bytes[next] > 0x20,
            bytes[next] != UInt8(ascii: "#")
        else { return 0 }
        return next - offset
    }

    private func place(_ mark: Mark?, length: Int) -> Place {
        Place(text: text, line: mark?.line ?? 1, column: mark?.column ?? 1, length: length)
    }
}

/// How far a scalar reaches on the line where it begins; Yams tells its beginning only.
enum ScalarExtent {
    /// The count of Unicode scalars from `offset` to the end of the scalar, or of its first line.
    static func length(
        of text: String, _ style: Yams.Node.Scalar.Style, at offset: Int, in bytes: [UInt8]
    ) -> Int {
        guard offset < bytes.count else { return 1 }
        switch style {
        case .singleQuoted, .doubleQuoted: return quotedLength(in: bytes, from: offset)
        case .literal, .folded: return 1
        case .any, .plain: break
        }
        var end = offset
        var count = 0
        for byte in text.utf8 {
            guard end < bytes.count, bytes[end] == byte else { return lineLength(in: bytes, from: offset) }
            if byte & 0xC0 != 0x80 { count += 1 }
            end += 1
        }
        return max(1, count)
    }

    private static func quotedLength(in bytes: [UInt8], from offset: Int) -> Int {
        let quote = bytes[offset]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return 1 }
        var count = 1
        var at = offset + 1
        while at < bytes.count, bytes[at] != 0x0A {
            let byte = bytes[at]
            if byte & 0xC0 != 0x80 { count += 1 }
            if quote == UInt8(ascii: "\""), byte == UInt8(ascii: "\\"), at + 1 < bytes.count {
                at += 1
                if bytes[at] & 0xC0 != 0x80, bytes[at] != 0x0A { count += 1 }
            } else if byte == quote {
                // A doubled single quote is one in the text.
                guard quote == UInt8(ascii: "'"), at + 1 < bytes.count, bytes[at + 1] == quote else { return count }
                count += 1
                at += 1
            }
            at += 1
        }
        return lineLength(in: bytes, from: offset)
    }

    /// To the end of the line, without spaces at its end.
    private static func lineLength(in bytes: [UInt8], from offset: Int) -> Int {
        var end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
        while end > offset, [0x20, 0x09, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        var count = 0
        for byte in bytes[offset..<end] where byte & 0xC0 != 0x80 { count += 1 }
        return max(1, count)
    }
}
