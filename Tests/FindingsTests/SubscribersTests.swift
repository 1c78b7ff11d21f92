import Findings
import Testing

@Suite("Subscribers", .timeLimit(.minutes(10)))
struct SubscribersTests {
    @Test("each hears all that happens after it has come, in order, until the end")
    func everything() async {
        let subscribers = Subscribers<Int>()
        let first = subscribers.stream()
        subscribers.tell(1)
        let second = subscribers.stream()
        subscribers.tell(2)
        subscribers.tell(3)
        subscribers.finish()
        #expect(await all(first) == [1, 2, 3])
        #expect(await all(second) == [2, 3])
    }

    @Test("who comes after the end hears that it is over")
    func late() async {
        let subscribers = Subscribers<Int>()
        subscribers.finish()
        let late = subscribers.stream()
        subscribers.tell(1)
        #expect(await all(late).isEmpty)
    }

    @Test("who lags behind keeps the first events, and the others are counted")
    func lagging() async {
        let subscribers = Subscribers<Int>(limit: 2)
        let slow = subscribers.stream()
        #expect((1...4).map { subscribers.tell($0) } == [0, 0, 1, 1])
        subscribers.finish()
        #expect(await all(slow) == [1, 2])
    }

    @Test("who has gone is not counted any more")
    func gone() async {
        let subscribers = Subscribers<Int>(limit: 1)
        let listening = Task { [stream = subscribers.stream()] in await all(stream) }
        listening.cancel()
        _ = await listening.value
        #expect(subscribers.tell(1) + subscribers.tell(2) == 0)
    }

    private func all(_ stream: AsyncStream<Int>) async -> [Int] {
        var events: [Int] = []
        for await event in stream { events.append(event) }
        return events
    }
}
