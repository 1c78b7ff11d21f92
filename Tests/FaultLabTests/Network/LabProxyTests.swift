import FaultLab
import Glibc
import Support
import Testing

@Suite("A proxy of the lab", .timeLimit(.minutes(10)))
struct LabProxyTests {
    @Test("hands everything on, both ways, and its end too")
    func passesOn() async throws {
        try await withProxy { lab, client in
            #expect(try await client.replies().hasPrefix("220 mx.lab.invalid"))
            let message = String(repeating: "0123456789abcdef", count: 60) + "\r\n"
            _ = try await client.exchange("EHLO c.example")
            _ = try await client.exchange("MAIL FROM:<a@c.example>", "RCPT TO:<b@d.example>", "DATA")
            // More than all buffers on the way hold.
            for _ in 0..<2000 { try await client.send(Array(message.utf8)) }
            #expect(try await client.exchange(".").hasPrefix("250 "))
            #expect(lab.smtp["mx"]?.mailboxes.messages().first?.bytes.count ?? 0 > 1_900_000)
            try await client.say("QUIT")
            client.finishSending()
            #expect(try await client.replies().hasPrefix("221 "))
            #expect(try await client.read().isEmpty)
        }
    }

    @Test("lets everything come late")
    func latency() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            let armed = try lab.arm(
                NetworkFault(proxy: "line", effect: .init(latency: .milliseconds(300))), lease: .seconds(600))
            try await hit(armed)
            let began = ContinuousClock.now
            #expect(try await client.exchange("NOOP").hasPrefix("250 "))
            #expect(ContinuousClock.now - began >= .milliseconds(600))
            #expect(armed.hits.total == 1)
            #expect(armed.hits.bySubject == ["line": 1])
        }
    }

    @Test("lets what is late come at once when the fault is disarmed")
    func latencyEnds() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            let armed = try lab.arm(
                NetworkFault(proxy: "line", effect: .init(latency: .seconds(3000))), lease: .seconds(6000))
            try await hit(armed)
            try await client.say("NOOP")
            armed.disarm()
            #expect(try await client.replies().hasPrefix("250 "))
        }
    }

    @Test("lets no more through than its bandwidth")
    func bandwidth() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            _ = try await client.exchange("EHLO c.example")
            _ = try await client.exchange("MAIL FROM:<a@c.example>", "RCPT TO:<b@d.example>", "DATA")
            let armed = try lab.arm(
                NetworkFault(proxy: "line", effect: .init(bandwidth: 20_480)), lease: .seconds(600))
            try await hit(armed)
            let began = ContinuousClock.now
            let line = String(repeating: "x", count: 510) + "\r\n"
            try await client.send(Array(String(repeating: line, count: 40).utf8) + Array(".\r\n".utf8))
            #expect(try await client.replies().hasPrefix("250 "))
            // 20 KiB at 20 KiB/s, but for the first slice, which is there at once.
            #expect(ContinuousClock.now - began >= .milliseconds(900))
        }
    }

    @Test("resets at once, also who is connected already")
    func reset() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            let armed = try lab.arm(NetworkFault(proxy: "line", effect: .init(resetAfter: 0)), lease: .seconds(600))
            await #expect(throws: RawConnection.Failure.self) { _ = try await client.read() }
            let other = try connect(lab)
            await #expect(throws: RawConnection.Failure.self) { _ = try await other.read() }
            #expect(armed.hits.total == 2)
        }
    }

    @Test("resets after so many octets")
    func resetAfter() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            _ = try lab.arm(NetworkFault(proxy: "line", effect: .init(resetAfter: 4096)), lease: .seconds(600))
            _ = try await client.exchange("EHLO c.example")
            _ = try await client.exchange("MAIL FROM:<a@c.example>", "RCPT TO:<b@d.example>", "DATA")
            await #expect(throws: RawConnection.Failure.self) {
                try await client.send(Array(String(repeating: "x", count: 8192).utf8))
                _ = try await client.read()
            }
            #expect(lab.smtp["mx"]?.mailboxes.messages().isEmpty == true)
        }
    }

    @Test("swallows everything until the fault is disarmed; nothing is lost")
    func blackhole() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            let armed = try lab.arm(NetworkFault(proxy: "line", effect: .init(isBlackhole: true)), lease: .seconds(600))
            try await hit(armed)
            try await client.say("NOOP")
            let other = try connect(lab)
            try await hit(armed, 2)
            armed.disarm()
            #expect(try await client.replies().hasPrefix("250 "))
            #expect(try await other.replies().hasPrefix("220 "))
        }
    }

    @Test("opens again when the lease is over")
    func lease() async throws {
        try await withProxy { lab, client in
            _ = try await client.replies()
            let armed = try lab.arm(NetworkFault(proxy: "line", effect: .init(isBlackhole: true)), lease: .seconds(1))
            let began = ContinuousClock.now
            try await hit(armed)
            try await client.say("NOOP")
            #expect(try await client.replies().hasPrefix("250 "))
            #expect(ContinuousClock.now - began >= .milliseconds(900))
        }
    }

    @Test("strikes connections by their number, each once")
    func cadence() async throws {
        try await withProxy { lab, first in
            _ = try await first.replies()
            let armed = try lab.arm(
                NetworkFault(proxy: "line", effect: .init(resetAfter: 0), cadence: .init(every: 2)),
                lease: .seconds(600))
            // The connection that is open already is the first match.
            while armed.hits.matches < 1 { try await Task.sleep(for: .milliseconds(5)) }
            var outcomes: [Bool] = []
            for _ in 0..<4 {
                let client = try connect(lab)
                outcomes.append((try? await client.replies())?.hasPrefix("220 ") == true)
            }
            #expect(outcomes == [false, true, false, true])
            #expect(armed.hits.matches == 5)
            #expect(armed.hits.total == 2)
        }
    }

    @Test("resets where its target does not answer, and is closed with the lab")
    func noTarget() async throws {
        let port = try RunningProgram.freePort()
        let lab = try await Lab.start(
            LabConfiguration(
                servers: [],
                proxies: [.init(name: "line", to: .target(ProxyTarget(host: "127.0.0.1", port: Int(port))))],
                seed: 1))
        let client = try connect(lab)
        await #expect(throws: RawConnection.Failure.self) { _ = try await client.read() }
        _ = try lab.arm(NetworkFault(proxy: "line", effect: .init(isBlackhole: true)), lease: .seconds(600))
        let waiting = try connect(lab)
        #expect(await lab.stop() == [])
        // Reset, or merely closed where the proxy had no turn yet to see it come.
        #expect((try? await waiting.read()) ?? [] == [])
    }

    @Test(
        "what a fault can not do is said",
        arguments: [
            (NetworkFault.Effect(), "the fault does nothing"),
            (.init(latency: .zero), "latency is not more than 0"),
            (.init(resetAfter: 0, isBlackhole: true), "where nothing arrives, nothing is late or reset"),
        ])
    func impossible(_ effect: NetworkFault.Effect, _ said: String) {
        let error = #expect(throws: InvalidFault.self) { try NetworkFault(proxy: "line", effect: effect) }
        #expect(error?.message == said)
    }

    @Test("a proxy that the lab has not is told")
    func unknown() async throws {
        try await withProxy { lab, _ in
            let fault = try NetworkFault(proxy: "lane", effect: .init(isBlackhole: true))
            let error = #expect(throws: LabError.self) { try lab.arm(fault, lease: .seconds(1)) }
            #expect(error?.remedy == "name one of line")
        }
    }

    private func connect(_ lab: Lab) throws -> RawConnection {
        let address = try #require(lab.proxies["line"]?.address)
        return try RawConnection(port: try #require(Int(address.drop { $0 != ":" }.dropFirst())))
    }

    /// Waits until a fault has struck so many times.
    private func hit(_ armed: ArmedFault, _ count: Int = 1) async throws {
        while armed.hits.total < count { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// A lab with a server, a proxy in front of it, and a client that is connected to the proxy.
    private func withProxy(_ body: (Lab, RawConnection) async throws -> Void) async throws {
        let lab = try await Lab.start(
            LabConfiguration(
                servers: [.init(name: "mx", domains: nil)], proxies: [.init(name: "line", to: .server("mx"))], seed: 1))
        do {
            try await body(lab, try connect(lab))
        } catch {
            _ = await lab.stop()
            throw error
        }
        #expect(await lab.stop() == [])
    }
}
