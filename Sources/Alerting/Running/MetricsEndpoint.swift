import Hummingbird
import NIOCore

/// `GET /metrics` on a free port of loopback, for a Prometheus that scrapes it.
package final class MetricsEndpoint: Sendable {
    private let server: LoopbackHTTPServer

    /// Starts it; `exposition` is asked on every scrape.
    ///
    /// - Throws: why no port could be listened on.
    package static func start(
        _ exposition: @escaping @Sendable () -> String
    ) async throws(ObserverFailure) -> MetricsEndpoint {
        let server = try await LoopbackHTTPServer.start { request in
            guard request.uri.path == "/metrics" else { return Response(status: .notFound) }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: exposition())))
        }
        return MetricsEndpoint(server)
    }

    private init(_ server: LoopbackHTTPServer) {
        self.server = server
    }

    /// Where it is scraped: `127.0.0.1:40123`.
    package var address: String { "127.0.0.1:\(server.port)" }

    /// Closes the port.
    ///
    /// - Returns: whether that was done in time.
    package func stop(within limit: Duration = .seconds(3)) async -> Bool {
        await server.stop(within: limit)
    }
}
