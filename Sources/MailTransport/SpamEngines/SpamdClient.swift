/// SpamAssassin's daemon, spoken to in its own protocol (spamd/PROTOCOL in SpamAssassin's distribution, SPAMC/1.5).
///
/// Each message takes a connection of its own, as spamc does it.
package struct SpamdClient: SpamEngine {
    /// SpamAssassin.
    package let name = "SpamAssassin"
    private let host: String
    private let port: UInt16
    private let timeout: Duration

    /// The port that Debian's spamd listens on.
    package static let standardPort: UInt16 = 783
    /// How many bytes of answer are read: a report of some hundred symbols has less than a tenth of it.
    static let answerLimit = 1 << 20

    /// A daemon at a host, by name or address.
    package init(host: String, port: UInt16 = SpamdClient.standardPort, timeout: Duration = .seconds(30)) {
        self.host = host
        self.port = port
        self.timeout = timeout
    }

    /// Has one message judged, with a report of what it noticed.
    package func judge(_ message: [UInt8]) async throws(TransportError) -> SpamReport {
        var request = Array("REPORT SPAMC/1.5\r\nContent-length: \(message.count)\r\n\r\n".utf8)
        request += message
        let exchange = StreamExchange(
            host: host, port: Int(port), action: "have SpamAssassin judge the message", timeout: timeout,
            answerLimit: Self.answerLimit)
        let answer = try await exchange.send(request)
        do throws(SpamdAnswer.Unreadable) {
            return try SpamdAnswer(answer).report
        } catch {
            throw TransportError(
                .notUnderstood, endpoint: ServerURL.authority(host, Int(port)),
                while: "have SpamAssassin judge the message", detail: error.description)
        }
    }
}
