/// Reads the lexical pieces of a structured header field (RFC 5322 §3.2) from left to right.
///
/// Works on raw values: a fold is white space like any other. Indices are those of the slice it is given, so that a
/// place in a raw value is a place in its field.
struct StructuredScanner {
    let bytes: ArraySlice<UInt8>
    var index: Int
    /// The content of the comment that was passed over last, its own parentheses left out.
    private(set) var lastComment: Range<Int>?
    /// Whether a comment or a quoted string was left open at the end.
    private(set) var isUnclosed = false

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    var isAtEnd: Bool { index >= bytes.endIndex }

    /// The byte that is read next.
    var next: UInt8? { isAtEnd ? nil : bytes[index] }

    /// Passes over `byte` where it comes next.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        index += 1
        return true
    }

    /// The longest stretch of bytes that are of a kind, possibly empty.
    mutating func run(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = index
        while !isAtEnd, isWanted(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }

    /// Passes over white space, folds and comments; says whether there were any.
    @discardableResult
    mutating func skipCFWS() -> Bool {
        let start = index
        while let byte = next {
            if byte.isWhiteSpace || byte == .carriageReturn || byte == .lineFeed {
                index += 1
            } else if byte == UInt8(ascii: "(") {
                skipComment()
            } else {
                break
            }
        }
        return index > start
    }

    /// Passes over one comment; RFC 5322 §3.2.2: comments nest.
    private mutating func skipComment() {
        var depth = 0
        let start = index + 1
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "("):
                depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 {
                    lastComment = start..<(index - 1)
                    return
                }
            case UInt8(ascii: "\\") where !isAtEnd:
                index += 1
            default:
                break
            }
        }
        isUnclosed = true
    }

    /// The content of the quoted string that comes next, its escapes taken away; nil where none begins here.
    ///
    /// One that is not closed reaches to the end.
    mutating func quotedString() -> [UInt8]? {
        guard take("\"") else { return nil }
        var content: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                return content
            case UInt8(ascii: "\\"):
                // RFC 5322 §3.2.1: the backslash is invisible, the character behind it means itself.
                guard let quoted = next else { break }
                content.append(quoted)
                index += 1
            case .carriageReturn, .lineFeed:
                // RFC 5322 §3.2.4: the line break of a fold is no part of the string.
                break
            default:
                content.append(byte)
            }
        }
        isUnclosed = true
        return content
    }

    /// Forgets the comments read so far.
    mutating func forgetComment() {
        lastComment = nil
    }
}
