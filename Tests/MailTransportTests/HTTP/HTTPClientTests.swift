import MailTransport
import Support
import Testing

@Suite("HTTPClient", .timeLimit(.minutes(10)))
struct HTTPClientTests {
    /// A server that reads one request and answers it.
    private func server(answer: String, request: Told<[String]> = Told()) throws -> ScriptedServer {
        try ScriptedServer { peer in
            var lines: [String] = []
            var length = 0
            while let line = peer.line(), !line.isEmpty {
                lines.append(line)
                if line.lowercased().hasPrefix("content-length: ") { length = Int(line.dropFirst(16)) ?? 0 }
            }
            if length > 0 { lines.append(String(decoding: peer.read(length), as: UTF8.self)) }
            request.tell(lines)
            peer.say(answer)
        }
    }

    @Test("a POST carries its fields and body, and the answer comes back")
    func post() async throws {
        let request = Told<[String]>()
        let answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nX-Id: 7\r\nConnection: close\r\n\r\nok"
        let server = try server(answer: answer, request: request)
        defer { server.stop() }
        let response = try await HTTPClient().send(
            HTTPRequest(
                "POST", "http://127.0.0.1:\(server.port)/hook?x=1",
                fields: [.init("Content-Type", "application/json"), .init("X-Empty", "")], body: Array("{}".utf8)))
        #expect(response.status == 202)
        #expect(response.isSuccess)
        #expect(response.text == "ok")
        #expect(response.field("x-id") == "7")
        let lines = try #require(await request.next())
        #expect(lines.first == "POST /hook?x=1 HTTP/1.1")
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains { $0.hasPrefix("X-Empty:") })
        #expect(lines.last == "{}")
        #expect(!lines.contains { $0.hasPrefix("Expect:") })
    }

    @Test("a redirect is an answer and not followed")
    func redirect() async throws {
        let server = try server(
            answer: "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let response = try await HTTPClient().send(HTTPRequest("GET", "http://127.0.0.1:\(server.port)/"))
        #expect(response.status == 302)
        #expect(!response.isSuccess)
    }

    @Test("a body over the limit is given up")
    func tooLarge() async throws {
        let body = String(repeating: "x", count: 100_000)
        let server = try server(answer: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n\(body)")
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(
                HTTPRequest("GET", "http://127.0.0.1:\(server.port)/", responseLimit: 1000))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("a port where nothing listens is refused, and the URL is told without its secrets")
    func refused() async throws {
        let port = Int(try RunningProgram.freePort())
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest("GET", "http://user:password@127.0.0.1:\(port)/a?token=secret"))
        }
        #expect(error?.code == .connectionRefused)
        #expect(error?.endpoint == "http://127.0.0.1:\(port)/a")
    }

    @Test("a server that does not answer is a timeout")
    func silent() async throws {
        let server = try ScriptedServer { peer in _ = peer.readToEnd() }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(
                HTTPRequest("GET", "http://127.0.0.1:\(server.port)/", timeout: .milliseconds(100)))
        }
        #expect(error?.code == .timeout)
    }

    @Test("cancelled, a request ends at once")
    func cancelled() async throws {
        let reached = Told<Void>()
        let server = try ScriptedServer { peer in
            _ = peer.line()
            reached.tell(())
            _ = peer.readToEnd()
        }
        defer { server.stop() }
        let task = Task { try await HTTPClient().send(HTTPRequest("GET", "http://127.0.0.1:\(server.port)/")) }
        await reached.next()
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test(
        "other kinds of URLs and line breaks are not sent",
        arguments: ["file:///etc/passwd", "gopher://127.0.0.1:1/x", "http://127.0.0.1:1/\r\nX: y"])
    func invalid(url: String) async {
        let error = await #expect(throws: TransportError.self) { try await HTTPClient().send(HTTPRequest("GET", url)) }
        #expect(error?.code == .invalidInput)
    }
}
