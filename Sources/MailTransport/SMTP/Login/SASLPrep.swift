/// How user names and passwords are made comparable before they are hashed (RFC 4013).
///
/// Of RFC 4013 only what concerns ASCII is done: printable text stays as it is, control characters are prohibited (§2.3).
/// What it says of text beyond ASCII (mapping in §2.1, normalisation form KC in §2.2, the prohibited and the
/// bidirectional in §2.3 and §2.4) is not done: such text is refused rather than hashed in a form that the server may
/// not share.
enum SASLPrep {
    /// The prepared text; nil where it is refused.
    static func prepare(_ text: String) -> String? {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? text : nil
    }
}
