import MailMessage

/// A textual encoding of a key (RFC 7468).
enum PEMBlock {
    /// The label and the content of the first private key in a text, or of the first block where there is none.
    static func first(in text: [UInt8]) throws(DKIMKeyError) -> (label: String, der: [UInt8]) {
        var found: (label: String, der: [UInt8])?
        var label: String?
        var content: [UInt8] = []
        // RFC 7468 §3: lines end in CR, LF or both.
        for line in text.split(whereSeparator: { $0 == .lineFeed || $0 == .carriageReturn }) {
            let line = String(decoding: line.trimmed(), as: UTF8.self)
            if let begun = boundary(line, "BEGIN") {
                label = begun
                content = []
            } else if let ended = boundary(line, "END") {
                guard ended == label, let der = try? StrictBase64.decode(content[...]) else { throw .notPEM }
                if ended.hasSuffix("PRIVATE KEY") { return (ended, der) }
                found = found ?? (ended, der)
                label = nil
            } else if label != nil {
                content += Array(line.utf8)
            }
        }
        guard let found else { throw .notPEM }
        return found
    }

    private static func boundary(_ line: String, _ word: String) -> String? {
        let start = "-----\(word) "
        let end = "-----"
        guard line.hasPrefix(start), line.hasSuffix(end), line.utf8.count > start.utf8.count + end.utf8.count
        else { return nil }
        return String(line.dropFirst(start.count).dropLast(end.count))
    }
}
