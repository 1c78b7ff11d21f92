import MailMessage

extension HeaderField {
    /// The bytes of the first line of the field in its message, without the line break.
    var range: Range<Int> {
        let line = bytes.prefix { $0 != 0x0D && $0 != 0x0A }
        return offset..<offset + max(1, line.count)
    }
}
