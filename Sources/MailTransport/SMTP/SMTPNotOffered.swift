/// What a message needs and a server does not offer.
package enum SMTPNotOffered: Error, Sendable, Hashable, CustomStringConvertible {
    /// An address holds text beyond ASCII.
    case smtpUTF8
    /// The message holds bytes beyond ASCII.
    case eightBitMIME
    /// The message is larger than the server takes; both in octets.
    case size(Int, limit: Int)
    /// The envelope asks for delivery status notifications.
    case deliveryStatus

    /// What is missing and what to do, in words.
    package var description: String {
        switch self {
        case .smtpUTF8: "the server does not offer SMTPUTF8, which an address beyond ASCII needs (RFC 6531)"
        case .eightBitMIME:
            "the server does not offer 8BITMIME, which a message beyond ASCII needs (RFC 6152); "
                + "encode its parts in quoted-printable or Base64"
        case .size(let size, let limit):
            "the message has \(size) octets and the server takes \(limit) (SIZE, RFC 1870); make it smaller, "
                + "or raise the server's limit"
        case .deliveryStatus:
            "the server does not offer DSN, which the request for reports needs (RFC 3461); remove the request, "
                + "or let it be ignored"
        }
    }
}
