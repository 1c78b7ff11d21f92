package import Findings
import Yams

/// A YAML file as nodes that know their places.
package enum YAMLDocument {
    /// The largest document that is read; ten thousand checks take about one of these mebibytes.
    package static let largestDocument = 16 << 20
    /// How deep values may stand in each other, aliases followed; the format itself needs about a dozen levels.
    package static let deepestNesting = 128
    /// How many values the aliases of a file may stand for in all, each alias counted with everything below it.
    package static let mostAliasedValues = 100_000

    /// The one document of a file, and everything that is wrong with it.
    ///
    /// The node is nil where the file is empty or malformed. It is there beside findings about single keys, so that
    /// what else is wrong can be reported at once.
    package static func node(of text: SourceText) -> (node: Node?, findings: [Finding]) {
        let text = text.withoutByteOrderMark
        if let problem = TextProblem.first(in: text) { return (nil, [problem]) }
        let index = ScalarIndex(text)
        do {
            if AliasGuard.isNeeded(for: text.bytes) {
                let aliases = AliasGuard(text: text, index: index)
                if let finding = try aliases.problem() { return (nil, [finding]) }
            }
            let composition = try Composition(bytes: text.bytes, index: index)
            guard let root = composition.root else {
                let place = Place(text: text, line: 1, column: 1, length: 1)
                return (nil, [Finding("scenario/syntax", .error, "the file is empty", at: place.excerpt)])
            }
            var conversion = NodeConversion(text: text, index: index, renamed: composition.renamed)
            let node = conversion.node(root, depth: 0)
            return (node, conversion.findings)
        } catch {
            return (nil, [SyntaxProblem.finding(for: error, in: text, index: index)])
        }
    }
}

/// What Yams makes of some bytes.
struct Composition {
    /// How many duplicate keys are passed over before the first of the rest is the file's only finding.
    static let mostDuplicates = 20
    /// The root; nil where there is no document.
    var root: Yams.Node?
    /// The bytes that were exchanged so that a key is no duplicate, by their offset, as they were.
    var renamed: [Int: UInt8] = [:]

    /// Composes the one document in `bytes`, which are UTF-8.
    ///
    /// Yams stops at the first duplicate key. So that it is not the only thing reported, the key gets another letter
    /// here, and its own back when nodes are made of it.
    init(bytes: [UInt8], index: ScalarIndex) throws {
        var bytes = bytes
        // A text of few bytes lies within the String itself, and Yams keeps a pointer to it.
        if bytes.count < 16 { bytes += Array(repeating: 0x0A, count: 16) }
        var replacements = Array("qzxjkvwyQZXJKVWY0123456789".utf8)
        while true {
            do {
                // The encoding is given, because the default one asks the environment and may print. The basic
                // resolver has no rules: every scalar stays text.
                root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self), .basic, .default, .utf8)
                return
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let duplicate = YamlError.duplicatedKeysInMapping(duplicates: names, context: context)
                var offset = index.offset(line: context.mark.line, column: context.mark.column)
                guard offset < bytes.count, let replacement = replacements.popLast() else { throw duplicate }
                if bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'") { offset += 1 }
                guard offset < bytes.count, renamed.count < Self.mostDuplicates, renamed[offset] == nil,
                    Self.isPlainLetter(bytes[offset])
                else { throw duplicate }
                renamed[offset] = bytes[offset]
                bytes[offset] = replacement
            }
        }
    }

    private static func isPlainLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "<"): true
        default: false
        }
    }
}

extension SourceText {
    /// The same text without the byte order mark that some editors write, so that columns are those one sees.
    fileprivate var withoutByteOrderMark: SourceText {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? SourceText(file: file, bytes: Array(bytes.dropFirst(3))) : self
    }
}
