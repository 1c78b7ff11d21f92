import MailTransport
import Synchronization
import Testing

@Suite("RunningServer", .timeLimit(.minutes(10)))
struct RunningServerTests {
    /// A framework that writes down what it is told to do, and ends when it is closed.
    private final class Framework: ServerListener {
        let steps = Mutex<[String]>([])
        let closed = AsyncStream<Void>.makeStream()

        func pause() async { steps.withLock { $0.append("pause") } }
        func awaitTurn() async { steps.withLock { if $0.last != "turn" { $0.append("turn") } } }
        func close() async {
            steps.withLock { $0.append("close") }
            closed.continuation.finish()
        }
    }

    @Test("what was accepted is handed on before the port is closed, and connections are closed after it")
    func order() async throws {
        let framework = Framework()
        let server = try await RunningServer<Framework>.start { announce in
            announce(framework)
            for await _ in framework.closed.stream {}
        }
        let hasEnded = await server.stop(within: .seconds(60)) { framework.steps.withLock { $0.append("connections") } }
        #expect(hasEnded)
        #expect(framework.steps.withLock { $0 } == ["pause", "turn", "close", "connections"])
        #expect(await server.stop(within: .seconds(60)) {})
    }

    @Test("a server that does not end is given up, and told so")
    func endless() async throws {
        let framework = Framework()
        let given = AsyncStream<Void>.makeStream()
        let server = try await RunningServer<Framework>.start { announce in
            announce(framework)
            // Ends when it is cancelled, which is how it is given up.
            try? await Task.sleep(for: .seconds(3600))
            given.continuation.finish()
        }
        #expect(await !server.stop(within: .milliseconds(10)) {})
        for await _ in given.stream {}
    }

    @Test("why a server did not begin to listen is told")
    func unstarted() async {
        struct Taken: Error {}
        await #expect(throws: Taken.self) { _ = try await RunningServer<Framework>.start { _ in throw Taken() } }
        let silent = await #expect(throws: (any Error).self) { _ = try await RunningServer<Framework>.start { _ in } }
        #expect(silent.map { "\($0)" } == "it ended at once")
    }

    @Test("connections are taken up to the limit, and none any more once it stops")
    func connections() {
        let connections = OpenConnections<String>(limit: 2)
        #expect(["a", "b", "c"].map { connections.add($0) } == [1, 2, nil])
        connections.remove(1)
        #expect(connections.add("d") == 3)
        #expect(connections.stop().sorted() == ["b", "d"])
        connections.remove(2)
        #expect(connections.add("e") == nil)
    }
}
