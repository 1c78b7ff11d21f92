/// An enhanced status code (RFC 3463): `4.7.1`.
package struct EnhancedStatusCode: Sendable, Hashable, Codable {
    /// 2, 4 or 5: success, transient failure, permanent failure.
    package var classDigit: Int
    /// What it is about: 1 addressing, 2 mailbox, 3 system, 4 routing, 5 protocol, 6 content, 7 policy.
    package var subject: Int
    /// What exactly.
    package var detail: Int

    /// A code, number by number.
    package init(_ classDigit: Int, _ subject: Int, _ detail: Int) {
        self.classDigit = classDigit
        self.subject = subject
        self.detail = detail
    }

    /// The code that `text` is, or nil.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        // RFC 3463 §2: one digit, then twice one to three digits.
        guard parts.count == 3, parts[0].utf8.count == 1,
            parts.allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }),
            let classDigit = Int(parts[0]), [2, 4, 5].contains(classDigit),
            let subject = Int(parts[1]), let detail = Int(parts[2])
        else { return nil }
        self.init(classDigit, subject, detail)
    }
}

extension EnhancedStatusCode: CustomStringConvertible {
    /// `4.7.1`.
    package var description: String { "\(classDigit).\(subject).\(detail)" }
}

extension UInt8 {
    /// Whether it is an ASCII digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it is a control character, CR and LF among them.
    var isControl: Bool { self < 0x20 || self == 0x7F }
}
