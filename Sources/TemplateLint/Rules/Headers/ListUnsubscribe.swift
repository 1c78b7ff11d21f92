import MailMessage

/// The addresses of a List-Unsubscribe field.
struct ListUnsubscribe {
    /// What stands between angle brackets, in order.
    let targets: [LinkTarget]

    /// Reads a field.
    ///
    /// RFC 2369 §2: addresses in angle brackets, separated by commas; what stands outside of them is a comment.
    init(_ field: HeaderField) {
        targets = field.unfoldedValue.split(separator: "<", omittingEmptySubsequences: false).dropFirst().compactMap {
            part in
            part.firstIndex(of: ">").map { LinkTarget(part[..<$0].filter { !$0.isWhitespace }) }
        }
    }
}
