/// Posts a body to an address and says what the answer was: the part of HTTP that notifications need.
package protocol AlertTransport: Sendable {
    /// Posts `body` as JSON and returns the status of the answer.
    ///
    /// - Throws: why there was no answer.
    func post(_ body: [UInt8], to url: String) async throws(AlertTransportFailure) -> Int
}

/// No answer came: the connection was refused, broke, or took too long.
package struct AlertTransportFailure: Error, Sendable, Hashable {
    /// What was tried and what happened.
    package var reason: String

    /// A failure.
    package init(_ reason: String) {
        self.reason = reason
    }
}
