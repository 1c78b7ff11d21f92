import Alerting
import Testing

@Suite("the webhook receiver, over HTTP on loopback")
struct WebhookReceiverTests {
    let time = Timeline()
    /// What a machine with other things to do may need for what an idle one does in a millisecond.
    private static let patience: Duration = .seconds(60)

    private func body(_ state: AlertState = .firing) -> [UInt8] {
        WebhookMessage(.of(["alertname": "X"], state, at: time.origin), receiver: "pager", externalURL: "").json
    }

    /// The status of the answer; nil where there was none.
    private func post(_ body: [UInt8], to url: String) async -> Int? {
        try? await LoopbackPost().post(body, to: url)
    }

    private func withReceiver(_ use: (WebhookReceiver) async -> Void) async throws {
        let receiver = try await WebhookReceiver.start(receivers: ["pager"])
        await use(receiver)
        #expect(await receiver.stop(within: Self.patience))
    }

    @Test("takes notifications of its receivers by their paths, and tells them apart")
    func paths() async throws {
        try await withReceiver { receiver in
            let observations = receiver.observations()
            #expect(await post(body(), to: receiver.url(of: "pager")) == 200)
            #expect(await post(body(), to: receiver.observerURL) == 200)
            #expect(await post(body(), to: receiver.url(of: "chat")) == 404)
            #expect(await post(body(), to: receiver.url(of: "pager")) == 200)
            await receiver.stop(within: Self.patience)
            var seen: [AlertObservation] = []
            for await observation in observations { seen.append(observation) }
            #expect(seen.map(\.vantage) == [.receiver("pager"), .observer, .receiver("pager")])
            #expect(seen.map(\.isRepeat) == [false, false, true])
        }
    }

    @Test("refuses what is no notification, and goes on")
    func refusals() async throws {
        try await withReceiver { receiver in
            let url = receiver.url(of: "pager")
            #expect(await post(Array("{".utf8), to: url) == 400)
            #expect(await post([], to: url) == 400)
            let long = [UInt8](repeating: 0x20, count: WebhookReceiver.bodyLimit + 1)
            #expect(await post(long, to: url) == 413)
            let get = "GET /pager HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let answer = await LoopbackPost.exchange(Array(get.utf8), port: UInt16(receiver.port))
            #expect(LoopbackPost.status(of: answer) == 405)
            #expect(await post(body(), to: url) == 200)
        }
    }

    @Test("bears connections that send rubbish, or half a request and nothing more")
    func rubbish() async throws {
        try await withReceiver { receiver in
            let port = UInt16(receiver.port)
            for text in [
                "\r\n\r\n", "POST", "\u{0}\u{1}\u{2}\r\n\r\n", "POST /pager HTTP/1.1\r\nContent-Length: 999\r\n\r\n{",
            ] {
                _ = await LoopbackPost.exchange(Array(text.utf8), port: port, close: true)
            }
            #expect(await post(body(), to: receiver.url(of: "pager")) == 200)
        }
    }

    @Test("stops at once while connections are open and others come, and frees its port")
    func stops() async throws {
        let receiver = try await WebhookReceiver.start()
        let port = UInt16(receiver.port)
        let half = Array("POST /-/observer HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n".utf8)
        #expect(await post(body(), to: receiver.observerURL) == 200)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = await LoopbackPost.exchange(half, port: port) } }
            group.addTask { #expect(await receiver.stop(within: Self.patience)) }
        }
        #expect(await post(body(), to: receiver.observerURL) == nil)
        for await _ in receiver.observations() { Issue.record("a stopped receiver tells nothing") }
        #expect(await receiver.stop(within: Self.patience))
    }

    @Test("can be started and stopped many times over")
    func again() async throws {
        for _ in 0..<20 {
            let receiver = try await WebhookReceiver.start(receivers: ["pager"])
            #expect(await post(body(), to: receiver.url(of: "pager")) == 200)
            #expect(await receiver.stop(within: Self.patience))
        }
    }
}
