/// A text with references in it, taken apart: `user$(n)@$(vars.domain)`.
package struct ReferenceText: Sendable, Hashable {
    /// The pieces in order; a text without references is one literal, also where it is empty.
    package var pieces: [Piece]
    /// Where in the text a `$(` stands that is never closed, in Unicode scalars from its beginning; nil where all are.
    package private(set) var unclosedOffset: Int?

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
    /// A `$(` without its `)` is kept as text, and told by `unclosedOffset`.
    package init(_ text: String) {
        pieces = []
        guard Self.mayHoldReference(text) else {
            pieces = [.literal(text)]
            return
        }
        let bytes = Array(text.utf8)
        var literal: [UInt8] = []
        var scalars = 0
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "$"), Self.starts(with: "$$(", bytes, at) {
                literal += [UInt8(ascii: "$"), UInt8(ascii: "(")]
                at += 3
                scalars += 3
                continue
            }
            if byte == UInt8(ascii: "$"), Self.starts(with: "$(", bytes, at) {
                if let end = bytes[at...].firstIndex(of: UInt8(ascii: ")")) {
                    append(literal: String(decoding: literal, as: UTF8.self))
                    literal = []
                    pieces.append(.reference(Self.name(bytes[(at + 2)..<end]), offset: scalars))
                    for byte in bytes[at...end] where byte & 0xC0 != 0x80 { scalars += 1 }
                    at = end + 1
                    continue
                }
                unclosedOffset = unclosedOffset ?? scalars
                // Nothing closes a later one either: the rest is text.
                literal += bytes[at...]
                break
            }
            if byte & 0xC0 != 0x80 { scalars += 1 }
            literal.append(byte)
            at += 1
        }
        append(literal: String(decoding: literal, as: UTF8.self))
        if pieces.isEmpty { pieces = [.literal("")] }
    }

    /// A text without references, kept as it is.
    package init(literal: String) {
        pieces = [.literal(literal)]
    }

    /// Pieces put together.
    init(pieces: [Piece]) {
        self.pieces = pieces
    }

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
        if pieces.count == 1, case .literal(let text)? = pieces.first { return text }
        return try pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .reference(let name, _): try value(name) ?? "$(\(name))"
            }
        }.joined()
    }
}

extension ReferenceText {
    mutating func append(literal: String) {
        guard !literal.isEmpty else { return }
        guard case .literal(var last)? = pieces.last else {
            pieces.append(.literal(literal))
            return
        }
        // Taken out first, so that it grows in place.
        pieces.removeLast()
        last += literal
        pieces.append(.literal(last))
    }

    mutating func append(_ other: ReferenceText) {
        for piece in other.pieces {
            if case .literal(let literal) = piece { append(literal: literal) } else { pieces.append(piece) }
        }
    }

    /// How many bytes of text it holds.
    var byteCount: Int {
        pieces.reduce(0) { count, piece in
            switch piece {
            case .literal(let text), .reference(let text, _): count + text.utf8.count
            }
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
        let utf8 = text.utf8
        guard utf8.first == UInt8(ascii: "$"), utf8.last == UInt8(ascii: ")"),
            utf8.dropFirst().first == UInt8(ascii: "("),
            utf8.firstIndex(of: UInt8(ascii: ")")) == utf8.index(before: utf8.endIndex)
        else { return nil }
        return name(Array(utf8.dropFirst(2).dropLast())[...])
    }

    /// A text as one writes it so that nothing in it is taken for a reference.
    static func escaped(_ text: String) -> String {
        mayHoldReference(text) ? text.replacing("$(", with: "$$(") : text
    }

    private static func starts(with mark: StaticString, _ bytes: [UInt8], _ at: Int) -> Bool {
        let count = mark.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        return mark.withUTF8Buffer { $0.elementsEqual(bytes[at..<(at + count)]) }
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
