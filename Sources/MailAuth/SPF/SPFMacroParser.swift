import DNS

/// Reads macro strings (RFC 7208 §7.1); ranges of problems are offsets of the record that the slice is of.
struct SPFMacroParser {
    private let text: ArraySlice<UInt8>
    private let isExplanation: Bool
    private var index: Int
    private var segments: [SPFMacroString.Segment] = []
    private var literal: [UInt8] = []

    private init(_ text: ArraySlice<UInt8>, isExplanation: Bool) {
        self.text = text
        self.isExplanation = isExplanation
        index = text.startIndex
    }

    /// The value of an unknown modifier: `*( macro-expand / macro-literal )`.
    static func macroString(_ text: ArraySlice<UInt8>) throws(RecordProblem) -> SPFMacroString {
        // Most are plain names.
        if !text.isEmpty, text.allSatisfy({ $0.isVisible && $0 != UInt8(ascii: "%") }) {
            return SPFMacroString([.literal(Array(text))])
        }
        var parser = SPFMacroParser(text, isExplanation: false)
        return try parser.parse()
    }

    /// The text that explains a failure: macro strings and spaces, with three letters more.
    static func explanation(_ text: ArraySlice<UInt8>) throws(RecordProblem) -> SPFMacroString {
        var parser = SPFMacroParser(text, isExplanation: true)
        return try parser.parse()
    }

    /// `domain-spec = macro-string domain-end`.
    static func domainSpec(_ text: ArraySlice<UInt8>) throws(RecordProblem) -> SPFMacroString {
        guard !text.isEmpty else {
            throw RecordProblem(
                text.startIndex..<text.startIndex, "expected a domain, found nothing", remedy: "write a domain name")
        }
        let string = try macroString(text)
        try checkEnd(text, string)
        if string.isStatic {
            // RFC 7208 §4.8 leaves open what a name that RFC 1035 does not admit means; where no macro made it, it can
            // be nothing but a mistake of the record.
            guard string.staticName != nil else {
                throw RecordProblem(
                    text.range, "'\(text.printable)' is no domain name: labels have 1 to 63 octets",
                    remedy: "write a domain name whose labels have 1 to 63 octets")
            }
        }
        return string
    }

    /// `domain-end = ( "." toplabel [ "." ] ) / macro-expand`.
    private static func checkEnd(_ text: ArraySlice<UInt8>, _ string: SPFMacroString) throws(RecordProblem) {
        guard case .literal(var tail)? = string.segments.last else { return }
        if tail.last == UInt8(ascii: ".") { tail.removeLast() }
        guard let dot = tail.lastIndex(of: UInt8(ascii: ".")) else {
            throw RecordProblem(
                text.range, "'\(text.printable)' does not end in a dot and a top-level domain",
                remedy: "write the fully qualified name")
        }
        let label = tail[(dot + 1)...]
        guard isTopLabel(label) else {
            let isAddress = IPAddress(String(decoding: text, as: UTF8.self)) != nil
            throw RecordProblem(
                text.range, "'\(label.printable)' is no top-level domain",
                remedy: isAddress ? "write ip4:\(text.printable)" : "write the fully qualified name")
        }
    }

    /// RFC 7208 §7.1, toplabel: letters, digits and hyphens, not only digits, no hyphen at either end.
    private static func isTopLabel(_ label: ArraySlice<UInt8>) -> Bool {
        guard let first = label.first, let last = label.last, first.isAlphanumeric, last.isAlphanumeric,
            label.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "-") })
        else { return false }
        return !label.allSatisfy(\.isDigit)
    }

    private mutating func parse() throws(RecordProblem) -> SPFMacroString {
        while index < text.endIndex {
            let octet = text[index]
            if octet == UInt8(ascii: "%") {
                let segment = try expand()
                flush()
                segments.append(segment)
            } else if octet.isVisible || (isExplanation && octet == .space) {
                literal.append(octet)
                index += 1
            } else {
                // RFC 7208 §7.1, macro-literal: visible US-ASCII characters but the percent sign.
                throw RecordProblem(
                    index..<(index + 1), "\(octet.named) cannot stand here: a policy is of visible US-ASCII characters",
                    remedy: octet.isWhiteSpace || octet < 0x20 ? "separate terms by spaces" : "remove it")
            }
        }
        flush()
        return SPFMacroString(segments)
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        segments.append(.literal(literal))
        literal = []
    }

    /// What the percent sign at `index` begins.
    private mutating func expand() throws(RecordProblem) -> SPFMacroString.Segment {
        let start = index
        index += 1
        let simple: SPFMacroString.Segment
        switch index < text.endIndex ? text[index] : nil {
        case UInt8(ascii: "{"):
            index += 1
            return .macro(try macro(from: start))
        case UInt8(ascii: "%"): simple = .percent
        case UInt8(ascii: "_"): simple = .space
        case UInt8(ascii: "-"): simple = .urlSpace
        case let other:
            throw RecordProblem(
                start..<min(start + 2, text.endIndex),
                "expected {, %, _ or - behind a percent sign, found \(other?.named ?? "the end")",
                remedy: "write %% for a percent sign")
        }
        index += 1
        return simple
    }

    /// `macro-letter transformers *delimiter "}"`, the index behind the brace that opens it.
    private mutating func macro(from start: Int) throws(RecordProblem) -> SPFMacro {
        guard index < text.endIndex, let letter = SPFMacro.Letter(rawValue: text[index].asciiLowercased) else {
            throw RecordProblem(
                start..<min(index + 1, text.endIndex),
                "\(index < text.endIndex ? text[index].named : "the end") is no macro letter",
                remedy: "write one of s, l, o, d, i, p, v and h")
        }
        // RFC 7208 §7.2: c, r and t are allowed in explanations only.
        guard isExplanation || !letter.isForExplanations else {
            throw RecordProblem(start..<(index + 1), "\(text[index].named) is a macro of explanations only")
        }
        let isEscaped = text[index].asciiLowercased != text[index]
        index += 1
        let keep = try keptParts()
        var isReversed = false
        if index < text.endIndex, text[index].asciiLowercased == UInt8(ascii: "r") {
            isReversed = true
            index += 1
        }
        var delimiters: [UInt8] = []
        while index < text.endIndex, ".-+,/_=".utf8.contains(text[index]) {
            delimiters.append(text[index])
            index += 1
        }
        guard index < text.endIndex, text[index] == UInt8(ascii: "}") else {
            throw RecordProblem(
                start..<min(index + 1, text.endIndex),
                "expected } at the end of a macro, found \(index < text.endIndex ? text[index].named : "the end")",
                remedy: "close the macro with }")
        }
        index += 1
        return SPFMacro(
            letter: letter, isEscaped: isEscaped, keep: keep, isReversed: isReversed, delimiters: delimiters)
    }

    /// The digits of the transformers; nil without any.
    private mutating func keptParts() throws(RecordProblem) -> Int? {
        let start = index
        var value = 0
        while index < text.endIndex, text[index].isDigit {
            // No name has more than 127 labels: a larger number keeps them all just as well.
            value = min(value * 10 + Int(text[index] & 0x0F), 1_000)
            index += 1
        }
        guard index > start else { return nil }
        // RFC 7208 §7.3: the number must not be zero.
        guard value > 0 else {
            throw RecordProblem(
                start..<index, "a macro cannot keep 0 parts", remedy: "write a number from 1, or none to keep all")
        }
        return value
    }
}

extension ArraySlice<UInt8> {
    /// The indices as a range of integers, never out of the record.
    var range: Range<Int> { startIndex..<endIndex }
}
