import Alerting
import Synchronization
import Testing

/// A webhook that answers as a test says, and remembers what it was sent.
final class ScriptedTransport: AlertTransport {
    private let answers: Mutex<[Result<Int, AlertTransportFailure>]>
    private let log = Mutex<[[UInt8]]>([])
    private let arrivals: AsyncStream<[UInt8]>.Continuation
    /// Each body as it arrives.
    let bodies: AsyncStream<[UInt8]>

    /// Gives these answers in turn, then 200 for ever.
    init(_ answers: [Result<Int, AlertTransportFailure>] = []) {
        self.answers = Mutex(answers)
        (bodies, arrivals) = AsyncStream.makeStream()
    }

    var posted: [[UInt8]] { log.withLock { $0 } }

    func post(_ body: [UInt8], to url: String) async throws(AlertTransportFailure) -> Int {
        log.withLock { $0.append(body) }
        arrivals.yield(body)
        return try answers.withLock { $0.isEmpty ? .success(200) : $0.removeFirst() }.get()
    }
}

@Suite("a webhook notifier")
struct WebhookNotifierTests {
    let time = Timeline()
    let quick = RetrySchedule(attempts: 4, firstDelay: .milliseconds(1), longestDelay: .milliseconds(2))

    private func notifier(_ transport: ScriptedTransport) -> WebhookNotifier {
        WebhookNotifier(receiver: "pager", url: "http://pager.test/", transport: transport, retry: quick)
    }

    @Test("it tries again after 5xx and broken connections, with the same bytes")
    func retry() async {
        let transport = ScriptedTransport([.success(500), .failure(AlertTransportFailure("refused")), .success(503)])
        let notifier = notifier(transport)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        await notifier.stop(within: .seconds(10))
        #expect(transport.posted.count == 4)
        #expect(Set(transport.posted).count == 1)
        #expect(notifier.failures.isEmpty)
    }

    @Test("it does not repeat what was refused for good")
    func refused() async {
        let transport = ScriptedTransport([.success(404)])
        let notifier = notifier(transport)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        await notifier.stop(within: .seconds(10))
        #expect(transport.posted.count == 1)
        #expect(notifier.failures.map(\.reason) == ["http://pager.test/ answered 404"])
    }

    @Test("it gives up in the end, and goes on with the next")
    func givesUp() async {
        let transport = ScriptedTransport(Array(repeating: .success(500), count: 4))
        let notifier = notifier(transport)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        notifier.notify(.of(["alertname": "X"], .resolved, at: time.at(10)))
        await notifier.stop(within: .seconds(10))
        #expect(transport.posted.count == 5)
        #expect(notifier.failures.map(\.attempts) == [4])
        #expect(notifier.failures.map(\.state) == [.firing])
    }

    @Test("nobody is told of what is pending or inactive")
    func silent() async {
        let transport = ScriptedTransport()
        let notifier = notifier(transport)
        notifier.notify(.of(["alertname": "X"], .pending, at: time.origin))
        notifier.notify(.of(["alertname": "X"], .inactive, at: time.origin))
        await notifier.stop(within: .seconds(10))
        #expect(transport.posted.isEmpty)
    }

    @Test("stopping waits no longer than it was told, whatever the other side does")
    func bounded() async {
        let patient = RetrySchedule(attempts: 1000, firstDelay: .seconds(3600), longestDelay: .seconds(3600))
        let transport = ScriptedTransport([.success(500)])
        let notifier = WebhookNotifier(receiver: "p", url: "http://p.test/", transport: transport, retry: patient)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        for await _ in transport.bodies { break }
        await notifier.stop(within: .milliseconds(1))
        #expect(transport.posted.count == 1)
        #expect(notifier.failures.count == 1)
    }

    @Test("waits double up to the longest")
    func schedule() {
        let schedule = RetrySchedule(attempts: 5, firstDelay: .milliseconds(100), longestDelay: .milliseconds(300))
        #expect(
            (1...5).map(schedule.delay(after:)) == [
                .milliseconds(100), .milliseconds(200), .milliseconds(300), .milliseconds(300), nil,
            ])
        #expect(
            RetrySchedule(attempts: 1000, firstDelay: .seconds(1), longestDelay: .seconds(9)).delay(after: 999)
                == .seconds(9))
    }
}
