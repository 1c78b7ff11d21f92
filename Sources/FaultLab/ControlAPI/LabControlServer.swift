import DNS
import Findings
import Hummingbird
import Logging
import MailTransport
import NIOCore

/// The control API of a lab, served over HTTP.
///
/// All its connections live on one event loop, which is enough for a few callers, and lets a stop know when every
/// connection that was accepted has been handed on.
package final class LabControlServer: Sendable {
    /// How long a connection may be silent.
    ///
    /// Our choice: as long as common HTTP servers keep one.
    private static let idleTimeout: TimeAmount = .seconds(30)
    /// How many connections are open at once; further ones are closed.
    ///
    /// Our choice: a drill has two.
    private static let connectionLimit = 1000

    /// What it controls.
    package let control: LabControl
    /// Where it listens.
    package let address: ListenAddress
    private let connections: OpenConnections<any Channel>
    private let server: RunningServer<ControlListener>

    /// `http://127.0.0.1:40123`.
    package var url: String { "http://\(address.reachable)" }

    /// Serves the control API of a lab.
    ///
    /// - Parameter token: what a caller must show; nil on loopback lets in every program of this machine.
    /// - Throws: why that address could not be listened on.
    package static func start(
        _ lab: Lab, words: FaultWords, on listen: ListenAddress = .loopback, token: ControlToken?
    ) async throws(LabError) -> LabControlServer {
        guard token != nil || listen.host.isLoopback else {
            throw LabError(
                code: .noToken, message: "the control API listens beyond this machine and has no token",
                remedy: "set MAILPROOF_LAB_TOKEN or control: { token: $(secrets.LAB) }", address: listen)
        }
        let control = LabControl(lab, words: words)
        let service = ControlService(control: control, token: token)
        let connections = OpenConnections<any Channel>(limit: connectionLimit)
        do {
            let server = try await RunningServer<ControlListener>.start { announce in
                let application = Application(
                    responder: CallbackResponder<BasicRequestContext> { request, _ in
                        await respond(to: request, service)
                    },
                    server: .http1(
                        configuration: .init(
                            additionalChannelHandlers: [ControlConnectionHandler(connections)],
                            idleTimeout: idleTimeout)),
                    configuration: ApplicationConfiguration(
                        address: .hostname(listen.host.description, port: listen.port), serverName: "mailproof"),
                    onServerRunning: { channel in
                        guard let port = channel.localAddress?.port else { return }
                        announce(ControlListener(channel: channel, port: port))
                    },
                    eventLoopGroupProvider: .shared(EventLoopGroupProvider.singleton.eventLoopGroup.next()),
                    logger: Logger(label: "mailproof.control") { _ in SwiftLogNoOpLogHandler() })
                // `run` and not `runService`: signals are the runner's.
                try await application.run()
            }
            return LabControlServer(control: control, host: listen.host, connections: connections, server: server)
        } catch {
            throw LabError.cannotListen(on: listen, for: "the control API", error)
        }
    }

    private init(
        control: LabControl, host: IPAddress, connections: OpenConnections<any Channel>,
        server: RunningServer<ControlListener>
    ) {
        self.control = control
        address = ListenAddress(host: host, port: server.listener.port)
        self.connections = connections
        self.server = server
    }

    private static func respond(to request: Request, _ service: ControlService) async -> Response {
        var fields: [String: String] = [:]
        for field in request.headers where fields[field.name.canonicalName] == nil {
            fields[field.name.canonicalName] = field.value
        }
        // HTTP/1.1's Host is the authority of the request.
        if fields["host"] == nil { fields["host"] = request.head.authority }
        let asked = ControlService.Request(
            method: request.method.rawValue, target: request.uri.string, fields: fields)
        let answer = await service.answer(asked) { () async throws(ControlProblem) -> [UInt8] in
            do {
                return Array(try await request.body.collect(upTo: ControlService.bodyLimit).readableBytesView)
            } catch is NIOTooManyBytesError {
                throw ControlProblem(
                    .tooLarge, "the body has more than \(ControlService.bodyLimit) octets", remedy: "shorten it")
            } catch {
                throw ControlProblem(.invalid, "the body could not be read", remedy: "send it again")
            }
        }
        var response = Response(
            status: .init(code: answer.status), headers: [.contentType: answer.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        if !answer.allowed.isEmpty { response.headers[.allow] = answer.allowed.joined(separator: ", ") }
        // RFC 9110 §11.6.1: a 401 says which scheme is wanted.
        if answer.status == 401 { response.headers[.wwwAuthenticate] = "Bearer realm=\"mailproof lab\"" }
        // Mail that was captured is nothing for a cache.
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Disarms everything, closes the port and all connections.
    ///
    /// Doing it again does nothing.
    ///
    /// - Returns: what could not be stopped, in words.
    package func stop(within limit: Duration = .seconds(3)) async -> [String] {
        control.stop()
        let hasEnded = await server.stop(within: limit) {
            for connection in connections.stop() { connection.close(promise: nil) }
        }
        return hasEnded ? [] : ["the control API at \(address) did not end in time"]
    }
}
