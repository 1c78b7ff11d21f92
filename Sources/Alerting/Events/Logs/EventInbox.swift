import Hummingbird
import NIOCore
import Synchronization

/// Events that are posted: each body holds JSON lines, see `EventLineReader`.
///
/// A body whose lines were all understood is answered with 204, any other with 400 and the numbers of those that were not,
/// the rest of them being counted all the same; one that is too long is answered with 413 and counts for nothing.
package final class EventInbox: EventSource {
    /// The longest body that is taken, in bytes.
    ///
    /// Our choice: some ten thousand events.
    package static let bodyLimit = 4 << 20

    /// What it is, for reports: `json_lines on 127.0.0.1:8125`.
    package let name: String
    private let server: LoopbackHTTPServer
    private let desk: Desk

    /// Reads bodies one after the other.
    private final class Desk: Sendable {
        private let state = Mutex((log: JSONLinesLog(), report: LogReport()))
        private let receive: @Sendable (DeliveryEvent) -> Void

        init(_ receive: @escaping @Sendable (DeliveryEvent) -> Void) {
            self.receive = receive
        }

        var report: LogReport { state.withLock { $0.report } }

        /// Counts the lines of a body, and says what became of them.
        func take(_ body: [UInt8]) -> LogReport {
            var lines: [LogLines.Line] = []
            var splitting = LogLines()
            splitting.take(body[...], &lines)
            splitting.end(&lines)
            let moment = Moment.now()
            var report = LogReport()
            var events: [DeliveryEvent] = []
            state.withLock { state in
                for line in lines {
                    let reading: LogReading =
                        switch line {
                        case .tooLong: .problem(EventLineReader.Problem.tooLong.description)
                        case .whole(let bytes): state.log.read(bytes, at: moment)
                        }
                    report.count(reading)
                    state.report.count(reading)
                    if case .events(let found) = reading { events += found }
                }
            }
            events.forEach(receive)
            return report
        }
    }

    /// Listens for bodies.
    ///
    /// - Throws: why it could not be listened on.
    package static func start(
        host: String, port: Int, handingTo receive: @escaping @Sendable (DeliveryEvent) -> Void
    ) async throws(LogFailure) -> EventInbox {
        let desk = Desk(receive)
        do throws(ObserverFailure) {
            let server = try await LoopbackHTTPServer.start(host: host, port: port) { request in
                await answer(request, desk)
            }
            return EventInbox(name: "json_lines on \(host):\(server.port)", server: server, desk: desk)
        } catch {
            throw LogFailure(reason: error.reason)
        }
    }

    private init(name: String, server: LoopbackHTTPServer, desk: Desk) {
        self.name = name
        self.server = server
        self.desk = desk
    }

    /// The port.
    package var port: Int { server.port }

    /// What became of the lines so far.
    package var report: LogReport { desk.report }

    /// Closes the port.
    package func stop() async -> Bool { await server.stop(within: .seconds(3)) }

    private static func answer(_ request: Request, _ desk: Desk) async -> Response {
        guard request.method == .post else { return Response(status: .methodNotAllowed) }
        guard let body = try? await request.body.collect(upTo: bodyLimit) else {
            return Response(status: .contentTooLarge)
        }
        let report = desk.take(Array(body.readableBytesView))
        guard report.problems > 0 else { return Response(status: .noContent) }
        return Response(
            status: .badRequest, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: report.summary + "\n")))
    }
}
