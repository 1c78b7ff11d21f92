import MailTransport
import Testing

/// The ways on which a client without TLS reaches a server; it has to behave the same on each.
enum SMTPWay: String, CaseIterable, CustomTestStringConvertible {
    /// A socket of the client's own.
    case socket
    /// libcurl, as where TLS would be used if it were offered.
    case libcurl

    /// Options that have the client take this way.
    var options: SMTPOptions {
        var options = SMTPOptions()
        options.tls = self == .socket ? .none : .opportunistic
        return options
    }

    var testDescription: String { rawValue }
}
