/// Words and dots as they were read, before it is known whether they are a display name or a local part.
struct AddressPhrase {
    enum Element {
        case atom(ArraySlice<UInt8>)
        case quoted([UInt8])
        case dot
    }

    private var elements: [(element: Element, hadSpace: Bool)] = []
    /// Behind the last word.
    var end: Int

    init(end: Int) {
        self.end = end
    }

    mutating func append(_ element: Element, hadSpace: Bool) {
        elements.append((element, hadSpace))
    }

    /// The words as a name to be shown, or nil where there are none.
    ///
    /// RFC 2047 §5: encoded words are read in atoms, never inside a quoted string. RFC 5322 §4.1, obs-phrase: dots.
    var displayName: String? {
        guard !elements.isEmpty else { return nil }
        var name = ""
        var atoms: [UInt8] = []
        for (element, hadSpace) in elements {
            switch element {
            case .quoted(let content):
                name += EncodedWord.decode(atoms)
                atoms = []
                if hadSpace, !name.isEmpty { name += " " }
                name += String(decoding: content, as: UTF8.self)
            case .atom(let bytes):
                if hadSpace, !(name.isEmpty && atoms.isEmpty) { atoms.append(.space) }
                atoms += bytes
            case .dot:
                atoms.append(UInt8(ascii: "."))
            }
        }
        return name + EncodedWord.decode(atoms)
    }

    /// The local part that the words are, or nil where words stand beside each other without a dot.
    ///
    /// RFC 5322 §4.4, obs-local-part: words with dots between them. A dot too many is kept, see `hasMisplacedDot`.
    var localPart: String? {
        var result: [UInt8] = []
        var lastWasWord = false
        for (element, _) in elements {
            switch element {
            case .dot:
                result.append(UInt8(ascii: "."))
                lastWasWord = false
            case .atom(let bytes):
                guard !lastWasWord else { return nil }
                result += bytes
                lastWasWord = true
            case .quoted(let bytes):
                guard !lastWasWord else { return nil }
                result += bytes
                lastWasWord = true
            }
        }
        return elements.isEmpty ? nil : String(decoding: result, as: UTF8.self)
    }

    /// Whether a dot stands at an end or beside another.
    var hasMisplacedDot: Bool {
        var lastWasDot = true
        for (element, _) in elements {
            let isDot = if case .dot = element { true } else { false }
            if isDot, lastWasDot { return true }
            lastWasDot = isDot
        }
        return lastWasDot
    }

    /// The words with a space between them, for messages.
    var text: String {
        elements.map { element, _ in
            switch element {
            case .atom(let bytes): String(decoding: bytes, as: UTF8.self)
            case .quoted(let bytes): QuotedString.quote(String(decoding: bytes, as: UTF8.self))
            case .dot: "."
            }
        }.joined(separator: " ")
    }
}
