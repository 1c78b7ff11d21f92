/// Which cases are selected by their tags: `auth and not (live or slow)`.
///
/// `not` binds closer than `and`, `and` closer than `or`. A tag is a word of letters, digits, `-`, `_`, `.`, `:`, `/`.
package struct TagExpression: Sendable, Hashable {
    private let root: Node

    private indirect enum Node: Sendable, Hashable {
        case tag(String)
        case not(Node)
        case all([Node])
        case any([Node])
    }

    /// What is wrong with an expression.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, and what to write.
        package var message: String
        /// Where, in scalars from 0.
        package var offset: Int

        /// The message with its place.
        package var description: String { "\(message), at character \(offset + 1)" }
    }

    /// How deep parentheses may nest: nobody writes more, and a stack has an end.
    static let deepestNesting = 64

    /// Reads an expression.
    package init(parsing text: String) throws(Failure) {
        var parser = Parser(text)
        root = try parser.expression(depth: 0)
        if let token = parser.next {
            let remedy = token.text == ")" ? "remove it" : "put 'and' or 'or' before it"
            throw Failure(message: "'\(token.text)' is not expected here; \(remedy)", offset: token.offset)
        }
    }

    /// Whether a case with these tags is selected.
    package func matches(_ tags: [String]) -> Bool {
        Self.matches(root, tags)
    }

    /// Every tag that is spoken of, so that one which no scenario has can be pointed out.
    package var tags: Set<String> {
        Self.tags(of: root)
    }

    private static func matches(_ node: Node, _ tags: [String]) -> Bool {
        switch node {
        case .tag(let tag): tags.contains(tag)
        case .not(let inner): !matches(inner, tags)
        case .all(let nodes): nodes.allSatisfy { matches($0, tags) }
        case .any(let nodes): nodes.contains { matches($0, tags) }
        }
    }

    private static func tags(of node: Node) -> Set<String> {
        switch node {
        case .tag(let tag): [tag]
        case .not(let inner): tags(of: inner)
        case .all(let nodes), .any(let nodes): nodes.reduce(into: []) { $0.formUnion(tags(of: $1)) }
        }
    }

    private struct Token {
        var text: String
        var offset: Int
    }

    /// Recursive descent; only parentheses and `not` go deeper.
    private struct Parser {
        private var tokens: ArraySlice<Token>
        private let end: Int

        init(_ text: String) {
            var tokens: [Token] = []
            var word: Token?
            var offset = 0
            for scalar in text.unicodeScalars {
                if TagExpression.isTagCharacter(scalar) {
                    word = Token(text: (word?.text ?? "") + String(scalar), offset: word?.offset ?? offset)
                } else {
                    if let word { tokens.append(word) }
                    word = nil
                    if !scalar.properties.isWhitespace { tokens.append(Token(text: String(scalar), offset: offset)) }
                }
                offset += 1
            }
            if let word { tokens.append(word) }
            self.tokens = tokens[...]
            end = offset
        }

        var next: Token? { tokens.first }

        mutating func expression(depth: Int) throws(Failure) -> Node {
            var nodes = [try conjunction(depth: depth)]
            while take("or") { nodes.append(try conjunction(depth: depth)) }
            return nodes.count == 1 ? nodes[0] : .any(nodes)
        }

        private mutating func conjunction(depth: Int) throws(Failure) -> Node {
            var nodes = [try negation(depth: depth)]
            while take("and") { nodes.append(try negation(depth: depth)) }
            return nodes.count == 1 ? nodes[0] : .all(nodes)
        }

        private mutating func negation(depth: Int) throws(Failure) -> Node {
            var isNegated = false
            while take("not") { isNegated.toggle() }
            let node = try primary(depth: depth)
            return isNegated ? .not(node) : node
        }

        private mutating func primary(depth: Int) throws(Failure) -> Node {
            guard let token = tokens.popFirst() else {
                throw Failure(message: "a tag is missing at the end", offset: end)
            }
            if token.text == "(" {
                guard depth < TagExpression.deepestNesting else {
                    throw Failure(message: "parentheses nest too deep", offset: token.offset)
                }
                let node = try expression(depth: depth + 1)
                guard take(")") else {
                    throw Failure(message: "a '(' is never closed", offset: token.offset)
                }
                return node
            }
            guard !["and", "or", "not"].contains(token.text) else {
                throw Failure(message: "a tag is missing before '\(token.text)'", offset: token.offset)
            }
            guard token.text.unicodeScalars.allSatisfy(TagExpression.isTagCharacter) else {
                throw Failure(
                    message: "'\(token.text)' is not expected here; write tags, 'and', 'or', 'not' and parentheses",
                    offset: token.offset)
            }
            return .tag(token.text)
        }

        private mutating func take(_ text: String) -> Bool {
            guard tokens.first?.text == text else { return false }
            tokens.removeFirst()
            return true
        }
    }

    private static func isTagCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "-_.:/".unicodeScalars.contains(scalar)
    }
}
