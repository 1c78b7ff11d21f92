/// A text with references in it, taken apart: `user$(n)@$(vars.domain)`.
package struct ReferenceText: Sendable, Hashable {
    /// The pieces in order.
    package var pieces: [Piece]

    /// Text as it is, or the name of a reference.
    package enum Piece: Sendable, Hashable {
        /// Text to be kept.
        case literal(String)
        /// The name inside `$(…)`, spaces around it removed: `lab.smtp.mx.url`. `offset` is the number of Unicode
        /// scalars before its `$` in the text.
        case reference(String, offset: Int)
    }

    /// Takes a text apart; `$$(` stands for a literal `$(`.
    ///
    /// A `$(` without its `)` is kept as text, and reported by `isUnclosed`.
    package init(_ text: String) {
        pieces = []
        isUnclosed = false
        var literal = ""
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            if scalars[index] == "$", index + 2 < scalars.count, scalars[index + 1] == "$", scalars[index + 2] == "(" {
                literal += "$("
                index += 3
            } else if scalars[index] == "$", index + 1 < scalars.count, scalars[index + 1] == "(" {
                guard let end = scalars[index...].firstIndex(of: ")") else {
                    isUnclosed = true
                    literal.unicodeScalars.append(scalars[index])
                    index += 1
                    continue
                }
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                var name = String.UnicodeScalarView()
                name.append(contentsOf: scalars[(index + 2)..<end])
                pieces.append(.reference(String(name).trimmingSpaces, offset: index))
                index = end + 1
            } else {
                literal.unicodeScalars.append(scalars[index])
                index += 1
            }
        }
        if !literal.isEmpty || pieces.isEmpty { pieces.append(.literal(literal)) }
    }

    /// A text without references, kept as it is.
    package init(literal: String) {
        pieces = [.literal(literal)]
        isUnclosed = false
    }

    /// Pieces put together.
    init(pieces: [Piece]) {
        self.pieces = pieces
        isUnclosed = false
    }

    mutating func append(literal: String) {
        guard !literal.isEmpty else { return }
        if case .literal(let last)? = pieces.last {
            pieces[pieces.count - 1] = .literal(last + literal)
        } else {
            pieces.append(.literal(literal))
        }
    }

    mutating func append(_ other: ReferenceText) {
        for piece in other.pieces {
            if case .literal(let literal) = piece { append(literal: literal) } else { pieces.append(piece) }
        }
    }

    /// Whether a text holds `$(`, and so has to be taken apart at all.
    static func mayHoldReference(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "("), last == UInt8(ascii: "$") { return true }
            last = byte
        }
        return false
    }

    /// The name where the text is one reference and nothing else: `$(vars.domain)`.
    static func wholeReference(_ text: String) -> String? {
        guard text.utf8.first == UInt8(ascii: "$"), text.utf8.last == UInt8(ascii: ")") else { return nil }
        let pieces = ReferenceText(text).pieces
        guard pieces.count == 1, case .reference(let name, _)? = pieces.first else { return nil }
        return name
    }

    /// Whether a `$(` was never closed.
    package private(set) var isUnclosed: Bool

    /// Whether any reference is left in it.
    package var hasReferences: Bool {
        pieces.contains { if case .reference = $0 { true } else { false } }
    }

    /// The names of its references in order.
    package var names: [String] {
        pieces.compactMap { if case .reference(let name, _) = $0 { name } else { nil } }
    }

    /// The text with every reference replaced; nil from `value` leaves it as it was written.
    package func filled(_ value: (String) throws -> String?) rethrows -> String {
        try pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .reference(let name, _): try value(name) ?? "$(\(name))"
            }
        }.joined()
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
