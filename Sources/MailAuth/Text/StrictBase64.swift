import MailMessage

/// Base64 as records and signatures hold it (RFC 6376 §2.10): with white space anywhere, and with nothing else.
enum StrictBase64 {
    /// The octets, or the first thing that is wrong.
    static func decode(_ text: ArraySlice<UInt8>) throws(RecordProblem) -> [UInt8] {
        var digits = 0
        var padding = 0
        for (index, octet) in zip(text.indices, text) where !octet.isFoldingWhiteSpace {
            if octet == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard octet.isAlphanumeric || octet == UInt8(ascii: "+") || octet == UInt8(ascii: "/") else {
                throw RecordProblem(
                    index..<(index + 1), "\(octet.named) is no Base64 digit", remedy: "copy the whole value again")
            }
            guard padding == 0 else {
                throw RecordProblem(
                    index..<(index + 1), "Base64 goes on behind its padding", remedy: "copy the whole value again")
            }
            digits += 1
        }
        // RFC 4648 §4: padding fills a group of four up; RFC 6376 §2.10 lets it be left out.
        guard digits % 4 != 1, padding == 0 || (digits + padding) % 4 == 0, padding <= 2 else {
            throw RecordProblem(
                text.range, "the Base64 value is cut short: \(digits) digits and \(padding) of padding",
                remedy: "copy the whole value again")
        }
        return Base64.decode(text)
    }
}
