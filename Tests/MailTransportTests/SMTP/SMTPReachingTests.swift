import Glibc
import MailTransport
import Support
import Testing

@Suite("Ways to an SMTP server", .timeLimit(.minutes(10)))
struct SMTPReachingTests {
    private func mail() throws -> OutgoingMail {
        OutgoingMail(
            try SMTPEnvelope(sender: "s@example.org", recipients: ["a@x.example"]), message: Array("\r\nhi\r\n".utf8))
    }

    private func isTaken(by endpoint: SMTPEndpoint, _ options: SMTPOptions) async throws -> Bool {
        let sender = SMTPSender(to: endpoint, options: options)
        let delivery = try await sender.send(mail())
        await sender.close()
        return delivery.recipients[0].isAccepted
    }

    private func error(from endpoint: SMTPEndpoint, _ options: SMTPOptions) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await isTaken(by: endpoint, options) }
    }

    @Test("a name of this machine leads to it, whichever of its addresses listens", arguments: SMTPWay.allCases)
    func localName(way: SMTPWay) async throws {
        let server = try MailServer()
        defer { server.server.stop() }
        #expect(try await isTaken(by: SMTPEndpoint(host: "localhost", port: server.server.port), way.options))
    }

    private static let hasIPv6: Bool = {
        let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        defer { if descriptor >= 0 { close(descriptor) } }
        return descriptor >= 0
    }()

    @Test(
        "an IPv6 address is connected to",
        .enabled(if: SMTPReachingTests.hasIPv6, "the system has no IPv6"), arguments: SMTPWay.allCases)
    func addressOfIPv6(way: SMTPWay) async throws {
        let server = try MailServer()
        defer { server.server.stop() }
        #expect(try await isTaken(by: SMTPEndpoint(host: "::ffff:127.0.0.1", port: server.server.port), way.options))
    }

    @Test("behind an address that refuses, the next is tried", arguments: SMTPWay.allCases)
    func nextAddress(way: SMTPWay) async throws {
        let server = try MailServer()
        defer { server.server.stop() }
        var endpoint = SMTPEndpoint(host: "mx.example", port: server.server.port)
        endpoint.addresses = ["127.0.0.2", "127.0.0.3", "127.0.0.1"]
        #expect(try await isTaken(by: endpoint, way.options))
    }

    @Test("where every address refuses, it is refused", arguments: SMTPWay.allCases)
    func allRefuse(way: SMTPWay) async throws {
        var endpoint = SMTPEndpoint(host: "mx.example", port: Int(try RunningProgram.freePort()))
        endpoint.addresses = ["127.0.0.2", "127.0.0.1"]
        let error = await error(from: endpoint, way.options)
        #expect(error?.code == .connectionRefused)
        #expect(error?.endpoint == endpoint.authority)
    }

    @Test("an address that cannot be reached is told in the system's words", arguments: SMTPWay.allCases)
    func unreachable(way: SMTPWay) async throws {
        // The system itself refuses to connect to everybody; no packet leaves.
        let error = await error(from: SMTPEndpoint(host: "255.255.255.255", port: 25), way.options)
        #expect(error?.code == .connectFailed)
        #expect(error?.detail?.isEmpty == false)
        #expect(error?.isTransient == true)
    }

    @Test("a name without an address is told", arguments: SMTPWay.allCases)
    func noAddress(way: SMTPWay) async throws {
        // RFC 1035 §2.3.4: a label of 64 octets is none, and so nobody is asked.
        let host = "\(String(repeating: "x", count: 64)).example"
        let error = await error(from: SMTPEndpoint(host: host, port: 25), way.options)
        #expect(error?.code == .nameNotFound)
        #expect(error?.detail == host)
    }

    @Test(
        "an address that does not answer is a timeout, and says that there was no connection",
        arguments: SMTPWay.allCases)
    func silentAddress(way: SMTPWay) async throws {
        let silent = try FullBacklog("127.0.0.2")
        defer { silent.stop() }
        var options = way.options
        options.connectTimeout = .milliseconds(500)
        let error = await error(from: SMTPEndpoint(host: "127.0.0.2", port: silent.port), options)
        #expect(error?.code == .timeout)
        #expect(error?.detail == "no connection within 0.500 s")
    }

    @Test("cancelled while an address does not answer, opening ends at once", arguments: SMTPWay.allCases)
    func cancelledConnecting(way: SMTPWay) async throws {
        let silent = try FullBacklog("127.0.0.2")
        defer { silent.stop() }
        let endpoint = SMTPEndpoint(host: "127.0.0.2", port: silent.port)
        let task = Task { try await isTaken(by: endpoint, way.options) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test("an address that does not answer holds the next one up for a moment only")
    func silentNeighbour() async throws {
        let server = try MailServer()
        let silent = try FullBacklog("127.0.0.2", port: server.server.port)
        defer {
            server.server.stop()
            silent.stop()
        }
        var endpoint = SMTPEndpoint(host: "mx.example", port: server.server.port)
        endpoint.addresses = ["127.0.0.2", "127.0.0.1"]
        var options = SMTPOptions()
        options.connectTimeout = .seconds(60)
        let sender = SMTPSender(to: endpoint, options: options)
        let delivery = try await sender.send(mail())
        await sender.close()
        // Half of the time to connect would be 30 s.
        #expect(try #require(delivery.times.connect) < .seconds(25))
    }

    @Test(
        "a name for EHLO that would be more than a name is no input", arguments: ["", "a b", "a\r\nMAIL FROM:<x@y>"],
        SMTPWay.allCases)
    func badHelloName(name: String, way: SMTPWay) async throws {
        let server = try MailServer()
        defer { server.server.stop() }
        var options = way.options
        options.helloName = name
        let error = await error(from: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options)
        #expect(error?.code == .invalidInput)
        #expect(server.commands.isEmpty)
    }
}

/// An address whose system answers no more connections: what listens there accepts none, and its queue is full.
private final class FullBacklog {
    let port: Int
    private let listener: CInt
    private var callers: [CInt] = []

    init(_ address: String, port wanted: Int = 0) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(wanted).bigEndian
        inet_pton(AF_INET, address, &name.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                bind(listener, name, length) == 0 && listen(listener, 0) == 0
                    && getsockname(listener, name, &length) == 0
            }
        }
        guard isBound else { throw ScriptedServer.ScriptFailure(errno: errno) }
        port = Int(UInt16(bigEndian: name.sin_port))
        for _ in 0..<8 {
            let caller = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            callers.append(caller)
            _ = withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(caller, $0, length) }
            }
        }
    }

    func stop() {
        for descriptor in callers + [listener] { close(descriptor) }
    }
}
