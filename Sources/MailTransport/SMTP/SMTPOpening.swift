#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The way to a connection that is ready for MAIL or AUTH.
///
/// Where no TLS is wanted, a socket of our own leads there: making a libcurl handle for each connection costs as much as
/// all that is said on it. Where TLS may be used, libcurl opens the connection.
struct SMTPOpening {
    let endpoint: SMTPEndpoint
    let options: SMTPOptions
    let line: Line
    let startedAt: ContinuousClock.Instant

    /// A connection that is ready.
    struct Opened {
        var wire: SMTPWire
        var capabilities: SMTPCapabilities
        var transcript: Transcript
    }

    /// Connects; blocks.
    func perform() throws(TransportError) -> Opened {
        let name = options.helloName ?? Self.hostName
        // A line break would end the command and begin another.
        guard !name.isEmpty, !name.utf8.contains(where: { $0.isControl || $0 == UInt8(ascii: " ") }) else {
            throw TransportError(
                .invalidInput, endpoint: endpoint.authority, while: SMTPStage.connect.action,
                detail: "the name for EHLO is empty, or holds a space or a control character")
        }
        guard endpoint.usesImplicitTLS || options.tls != .none else {
            return try SMTPPlainOpening(
                endpoint: endpoint, options: options, helloName: name, line: line, startedAt: startedAt
            ).perform()
        }
        return try SMTPCurlOpening(
            endpoint: endpoint, options: options, helloName: name, line: line, startedAt: startedAt
        ).perform()
    }

    /// RFC 5321 §4.1.1.1: the name of this machine where it has a domain, or an address literal.
    private static let hostName: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "[127.0.0.1]" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.contains(".") ? name : "[127.0.0.1]"
    }()
}
