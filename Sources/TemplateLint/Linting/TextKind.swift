package import Findings

/// Whether a file is HTML or plain text.
package enum TextKind: Sendable, Hashable {
    /// HTML.
    case html
    /// Plain text.
    case plain

    /// Bytes that are looked at for a tag.
    private static let lookedAt = 64 << 10

    /// What a file is, by its name where that says so (`a.txt`, `a.html.mustache`), else by whether it has a tag.
    package init(of source: SourceText) {
        let name = source.file.split(separator: "/").last.map { $0.lowercased() } ?? ""
        for part in name.split(separator: ".").dropFirst().reversed() {
            if ["html", "htm", "xhtml", "mjml"].contains(part) {
                self = .html
                return
            }
            if ["txt", "text", "plain"].contains(part) {
                self = .plain
                return
            }
        }
        let bytes = source.bytes.prefix(Self.lookedAt)
        self =
            zip(bytes, bytes.dropFirst()).contains { first, second in
                first == UInt8(ascii: "<") && (second.isASCIILetter || second == UInt8(ascii: "!"))
            } ? .html : .plain
    }
}
