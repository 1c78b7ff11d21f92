import DNS
import Findings
import Hummingbird
import Logging
import NIOCore

/// The control API of a lab, served over HTTP.
///
/// All its connections live on one event loop, which is enough for a few callers, and lets a stop know when every
/// connection that was accepted has been handed on: NIO ends the process where one is dropped on the way.
package final class LabControlServer: Sendable {
    /// How long a connection may be silent.
    ///
    /// Our choice: as long as common HTTP servers keep one.
    private static let idleTimeout: TimeAmount = .seconds(30)

    /// What it controls.
    package let control: LabControl
    /// Where it listens.
    package let address: ListenAddress
    private let channel: any Channel
    private let connections: ControlConnections
    private let server: Task<Void, any Error>

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
        let connections = ControlConnections()
        let (channels, announce) = AsyncStream.makeStream(of: (any Channel).self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(to: request, service) },
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ControlConnectionHandler(connections)], idleTimeout: idleTimeout)),
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host.description, port: listen.port), serverName: "mailproof"),
            onServerRunning: { channel in
                announce.yield(channel)
                announce.finish()
            },
            eventLoopGroupProvider: .shared(EventLoopGroupProvider.singleton.eventLoopGroup.next()),
            logger: Logger(label: "mailproof.control") { _ in SwiftLogNoOpLogHandler() })
        let server = Task.detached {
            defer { announce.finish() }
            // `run` and not `runService`: signals are the runner's.
            try await application.run()
        }
        for await channel in channels {
            guard let port = channel.localAddress?.port else { continue }
            return LabControlServer(
                control: control, address: ListenAddress(host: listen.host, port: port), channel: channel,
                connections: connections, server: server)
        }
        server.cancel()
        let failure = await server.result
        switch failure {
        case .failure(let error): throw LabError.cannotListen(on: listen, for: "the control API", error)
        case .success: throw LabError.cannotListen(on: listen, for: "the control API", CancellationError())
        }
    }

    private init(
        control: LabControl, address: ListenAddress, channel: any Channel, connections: ControlConnections,
        server: Task<Void, any Error>
    ) {
        self.control = control
        self.address = address
        self.channel = channel
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
        // Accept nothing more, let what was accepted come through the loop, and only then close the listener.
        try? await channel.setOption(.autoRead, value: false).get()
        for _ in 0..<4 { try? await channel.eventLoop.submit {}.get() }
        try? await channel.close()
        connections.closeAll()
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let waiter = Task.detached { [server] in
            _ = await server.result
            end.yield(true)
        }
        let timer = Task.detached {
            try await Task.sleep(for: limit)
            end.yield(false)
        }
        defer {
            waiter.cancel()
            timer.cancel()
        }
        for await isStopped in ends {
            if isStopped { return [] }
            server.cancel()
            break
        }
        return ["the control API at \(address) did not end in time"]
    }
}
