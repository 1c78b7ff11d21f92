/// An address in a line of a letter, and where in the line it stands.
struct AddressInLine {
    /// The address without brackets.
    let address: String
    /// Whether the line begins with it, but for marks such as `*`, `<`, `Recipient:`, or a reply code.
    let isAtStart: Bool
    /// Whether a reply code stands before it: `550 <a@example.org>... User unknown`.
    let isBehindCode: Bool
    /// Whether the line ends with it.
    let isAtEnd: Bool
    /// What stands behind it, with the code that stands before.
    let rest: String

    /// The first address of a line, or nil where it has none.
    init?(_ line: String) {
        let bytes = Array(line.utf8)
        guard bytes.count <= 2000, let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        var start = at
        while start > 0, AddressInLine.isPart(bytes[start - 1]) { start -= 1 }
        var end = at + 1
        while end < bytes.count, AddressInLine.isPart(bytes[end]) { end += 1 }
        while end > at, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard start < at, end > at + 1 else { return nil }
        address = String(decoding: bytes[start..<end], as: UTF8.self)
        let before = bytes[..<start].filter { !"<>\"'*([-: \t".utf8.contains($0) }
        let after = bytes[end...].drop { ">\"'])".utf8.contains($0) }
        let word = String(decoding: before, as: UTF8.self).lowercased()
        isBehindCode = before.count == 3 && before.allSatisfy { (0x30...0x39).contains($0) }
        // `name@example.org on Thu, 29 Apr` is how Exchange begins; a sentence goes on otherwise.
        let goesOn = after.first.map { ":;[.,< \t".utf8.contains($0) } ?? true
        isAtStart = goesOn && (isBehindCode || ["", "recipient", "recipientaddress", "rcptto"].contains(word))
        let tail = after.filter { !" \t.:;,!".utf8.contains($0) }
        isAtEnd = tail.isEmpty
        let text = after.drop { ":;., \t".utf8.contains($0) }
        rest = (isBehindCode ? word + " " : "") + String(decoding: text, as: UTF8.self)
    }

    /// RFC 5322 §3.2.3: what an address is made of outside quotes.
    private static func isPart(_ byte: UInt8) -> Bool {
        byte.isAtomText && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "*") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "@")
    }
}
