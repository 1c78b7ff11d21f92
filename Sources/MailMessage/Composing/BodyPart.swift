/// One text part with the fields that describe it.
struct BodyPart {
    /// What every boundary begins with.
    static let boundaryMark = "=_"

    let subtype: String
    let content: String

    /// Content-Type, Content-Transfer-Encoding, the empty line and the encoded content.
    var bytes: [UInt8] {
        let lines = LineBreaks.normalised(Array(content.utf8))
        let isPlain = BodyPart.canStand(lines)
        let charset = lines.allSatisfy { $0 < 0x80 } ? "us-ascii" : "utf-8"
        let header =
            "Content-Type: text/\(subtype); charset=\(charset)\r\n"
            + "Content-Transfer-Encoding: \(isPlain ? "7bit" : "quoted-printable")\r\n\r\n"
        return Array(header.utf8) + (isPlain ? lines : QuotedPrintable.encode(lines))
    }

    /// Whether the content survives as it is: short ASCII lines, nothing at their ends or beginnings that a relay alters.
    private static func canStand(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: .lineFeed).allSatisfy { line in
            let text = line.last == .carriageReturn ? line.dropLast() : line
            return text.count <= FieldWriter.preferredLineLength
                && text.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == .tab) }
                && text.last?.isWhiteSpace != true
                && !text.starts(with: "From ".utf8)
                && !text.starts(with: "--\(boundaryMark)".utf8)
        }
    }
}
