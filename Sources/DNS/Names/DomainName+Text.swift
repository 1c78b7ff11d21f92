extension DomainName: LosslessStringConvertible {
    /// The name that a text stands for: `example.com`, `example.com.`, `a\.b.example`, `.` for the root.
    ///
    /// The dot at the end may be left out: every text is taken as fully qualified. Nil for an empty text, an empty or
    /// too long label, a broken escape, a space or control character, and for characters beyond ASCII: those of an
    /// internationalised name are written as A-labels (RFC 5890 §2.3.2.1), and any octet as `\DDD`.
    public init?(_ text: String) {
        self.init(text: text.utf8)
    }

    /// The name that ASCII octets stand for; see `init(_:)`.
    public init?(text: some Sequence<UInt8>) {
        let text = Array(text)
        if let plain = DomainName(plain: text) {
            self = plain
            return
        }
        if text == [UInt8(ascii: ".")] {
            self = .root
            return
        }
        guard let parsed = NameText(text), !parsed.labels.isEmpty else { return nil }
        self.init(labels: parsed.labels)
    }

    /// The name of labels between dots in which nothing is escaped; nil where there is an escape or no name.
    ///
    /// Nearly all names are of this kind: they are written as they are read.
    private init?(plain text: [UInt8]) {
        var wire: [UInt8] = []
        wire.reserveCapacity(text.count + 2)
        wire.append(0)
        var lengthIndex = 0
        for (index, octet) in text.enumerated() {
            switch octet {
            case UInt8(ascii: "."):
                guard wire[lengthIndex] > 0 else { return nil }
                // The dot at the end is the root's.
                if index == text.count - 1 { continue }
                lengthIndex = wire.count
                wire.append(0)
            case UInt8(ascii: "\\"): return nil
            case 0x21...0x7E:
                guard wire[lengthIndex] < DomainName.longestLabel else { return nil }
                wire[lengthIndex] += 1
                wire.append(octet)
            default: return nil
            }
        }
        guard wire[lengthIndex] > 0, wire.count < DomainName.longestWire else { return nil }
        wire.append(0)
        self.init(validWire: wire)
    }

    /// The text without a dot at the end, escaped so that it reads back (RFC 1035 §5.1); `.` for the root.
    public var description: String {
        plainText ?? (isRoot ? "." : labels.map(NameText.escaped).joined(separator: "."))
    }

    /// The text of a name whose labels hold letters, digits, hyphens and underscores alone; nil of any other.
    private var plainText: String? {
        guard !isRoot else { return nil }
        var text = wire.dropFirst().dropLast()
        var next = Int(wire[0]) + 1
        for index in text.indices {
            if index == next {
                next += Int(wire[index]) + 1
                text[index] = UInt8(ascii: ".")
                continue
            }
            switch wire[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                break
            default: return nil
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text in lower case, for comparing and for keys of files.
    public var lowercased: String {
        DomainName(validWire: wire.map(\.lowercasedASCII)).description
    }
}

/// The labels of a name in master-file text (RFC 1035 §5.1), before it is known what they are relative to.
struct NameText {
    /// The labels from left to right.
    var labels: [[UInt8]]
    /// Whether a dot ended it, so that nothing is appended.
    var isAbsolute: Bool

    /// Splits at dots that are not escaped; nil for an empty label, a broken escape, or an octet that must be escaped.
    ///
    /// An empty text has no labels. The lengths are not judged here.
    init?(_ text: [UInt8]) {
        var labels: [[UInt8]] = []
        var label: [UInt8] = []
        var labelHasBegun = false
        var index = 0
        while index < text.count {
            let octet = text[index]
            switch octet {
            case UInt8(ascii: "."):
                guard labelHasBegun else { return nil }
                labels.append(label)
                label = []
                labelHasBegun = false
                index += 1
                continue
            case UInt8(ascii: "\\"):
                guard let (value, length) = NameText.escape(text[index...]) else { return nil }
                label.append(value)
                index += length
            case 0x21...0x7E:
                label.append(octet)
                index += 1
            default:
                return nil
            }
            labelHasBegun = true
        }
        isAbsolute = !labelHasBegun && !labels.isEmpty
        if labelHasBegun { labels.append(label) }
        self.labels = labels
    }

    /// The octet of an escape at the start of `text`, and how many octets it takes.
    ///
    /// RFC 1035 §5.1: `\DDD` is the octet of that decimal number, `\X` is X where X is no digit.
    static func escape(_ text: ArraySlice<UInt8>) -> (value: UInt8, length: Int)? {
        let rest = text.dropFirst()
        guard let first = rest.first else { return nil }
        guard first.decimalDigit != nil else {
            return (0x21...0x7E).contains(first) || first == 0x20 ? (first, 2) : nil
        }
        let digits = rest.prefix(3).compactMap(\.decimalDigit)
        guard digits.count == 3, let value = UInt8(exactly: digits.reduce(0) { $0 * 10 + $1 }) else { return nil }
        return (value, 4)
    }

    /// A label as text, with what would read otherwise escaped.
    static func escaped(_ label: [UInt8]) -> String {
        var text = ""
        for octet in label {
            switch octet {
            case UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "@"), UInt8(ascii: "$"):
                text += "\\"
                text.unicodeScalars.append(Unicode.Scalar(octet))
            case 0x21...0x7E:
                text.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                text += decimalEscape(octet)
            }
        }
        return text
    }

    /// `\DDD`.
    static func decimalEscape(_ octet: UInt8) -> String {
        let digits = String(octet)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
