import MailTransport

/// Posts notifications over HTTP and HTTPS.
package struct HTTPAlertTransport: AlertTransport {
    /// How long one attempt may take.
    ///
    /// Our choice: a webhook that takes longer is tried again.
    package static let timeout: Duration = .seconds(5)
    /// How much of an answer is read, in bytes: its status is all that counts.
    private static let responseLimit = 1 << 16

    private let client = HTTPClient()

    /// A transport over connections of its own.
    package init() {}

    /// Posts JSON; returns the status of the answer.
    package func post(_ body: [UInt8], to url: String) async throws(AlertTransportFailure) -> Int {
        let request = HTTPRequest(
            "POST", url, fields: [.init("Content-Type", "application/json"), .init("User-Agent", "mailproof")],
            body: body, timeout: Self.timeout, responseLimit: Self.responseLimit)
        do {
            return try await client.send(request).status
        } catch {
            throw AlertTransportFailure(error.description)
        }
    }
}
