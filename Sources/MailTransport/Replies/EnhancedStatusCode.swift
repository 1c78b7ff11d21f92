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
        // Almost every reply carries one: nothing is allocated here.
        var numbers = (0, 0, 0)
        var dots = 0
        var digits = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), digits > 0, dots < 2 {
                dots += 1
                digits = 0
                continue
            }
            // RFC 3463 §2: one digit, then twice one to three digits.
            guard byte.isDigit, digits < (dots == 0 ? 1 : 3) else { return nil }
            digits += 1
            let digit = Int(byte - UInt8(ascii: "0"))
            switch dots {
            case 0: numbers.0 = digit
            case 1: numbers.1 = numbers.1 * 10 + digit
            default: numbers.2 = numbers.2 * 10 + digit
            }
        }
        guard dots == 2, digits > 0, numbers.0 == 2 || numbers.0 == 4 || numbers.0 == 5 else { return nil }
        self.init(numbers.0, numbers.1, numbers.2)
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
