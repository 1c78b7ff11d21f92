import DNS
import FaultLab
import MailMessage
import Support
import Synchronization
import Testing

/// A clock that stands still until it is told to go on.
final class StoppedClock: Sendable {
    private let state = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { state.withLock { $0 } }

    func advance(by duration: Duration) {
        state.withLock { $0 = $0.advanced(by: duration) }
    }
}

@Suite("Which attempts a fault strikes")
struct FaultCadenceTests {
    private let clock = StoppedClock()

    /// A board with one fault at RCPT.
    private func board(_ cadence: FaultCadence, seed: UInt64 = 1) throws -> (FaultBoard, ArmedFault) {
        let board = FaultBoard(seed: seed) { [clock] in clock.now }
        let fault = try SMTPFault(at: .rcpt, effect: .init(stalls: true), cadence: cadence)
        return (board, board.arm(fault, lease: .seconds(86_400)))
    }

    private func hit(
        _ board: FaultBoard, to recipient: String = "a@b.example", from sender: String? = "x@y.example",
        client: String = "192.0.2.10"
    ) throws -> FaultHit? {
        board.hit(
            at: SMTPMoment(
                server: "mx", stage: .rcpt, client: address(client), sender: .some(try sender.map { try Address($0) }),
                recipients: [try Address(recipient)]))
    }

    @Test("is those beyond what a sliding window allows, and those that it struck do not count")
    func per() throws {
        let (board, armed) = try board(.init(per: .init(window: .seconds(60), allow: 3)))
        func struck(_ count: Int) throws -> [Bool] { try (0..<count).map { _ in try hit(board) != nil } }
        #expect(try struck(2) == [false, false])
        clock.advance(by: .seconds(30))
        #expect(try struck(4) == [false, true, true, true])
        // The first two leave the window, the third is in it still.
        clock.advance(by: .seconds(30))
        #expect(try struck(3) == [false, false, true])
        clock.advance(by: .seconds(30))
        #expect(try struck(2) == [false, true])
        #expect(armed.hits.total == 5)
        #expect(armed.hits.matches == 11)
    }

    @Test("is all where a window allows none")
    func perNone() throws {
        let (board, _) = try board(.init(per: .init(window: .seconds(60), allow: 0)))
        #expect(try hit(board) != nil)
    }

    @Test("is those until a time after the first hit, and what it began ends then")
    func lasting() throws {
        let (board, armed) = try board(.init(every: 2, lasting: .seconds(30)))
        clock.advance(by: .seconds(1000))
        #expect(try hit(board) == nil)
        let second = try hit(board)
        let first = try #require(second)
        #expect(first.expires == clock.now.advanced(by: .seconds(30)))
        clock.advance(by: .seconds(29))
        #expect(try hit(board) == nil)
        #expect(try hit(board)?.expires == first.expires)
        clock.advance(by: .seconds(1))
        #expect(try (0..<4).allSatisfy { _ in try hit(board) == nil })
        #expect(armed.isArmed)
        #expect(armed.hits.total == 2)
    }

    @Test("is the first of each client, sender and recipient, until the delay has passed")
    func greylist() throws {
        let (board, _) = try board(.init(greylist: .init(delay: .seconds(60))))
        #expect(try hit(board) != nil)
        clock.advance(by: .seconds(59))
        // Trying too early does not begin anew.
        #expect(try hit(board) != nil)
        #expect(try hit(board, to: "c@b.example") != nil)
        #expect(try hit(board, from: nil) != nil)
        #expect(try hit(board, client: "192.0.2.11") != nil)
        clock.advance(by: .seconds(1))
        #expect(try hit(board) == nil)
        #expect(try hit(board, to: "A@B.example", from: "X@y.example") == nil)
        #expect(try hit(board, to: "c@b.example") != nil)
        clock.advance(by: .seconds(59))
        #expect(try hit(board, to: "c@b.example") == nil)
        #expect(try hit(board, from: nil) == nil)
    }

    @Test("forgets the oldest of very many triplets")
    func manyTriplets() throws {
        let (board, _) = try board(.init(greylist: .init(delay: .seconds(60))))
        for number in 0...FaultCadence.Greylist.tripletLimit { _ = try hit(board, to: "u\(number)@b.example") }
        clock.advance(by: .seconds(60))
        #expect(try hit(board, to: "u1@b.example") == nil)
        #expect(try hit(board, to: "u0@b.example") != nil)
    }

    @Test(
        "is said in one way, at a stage that knows what it wants",
        arguments: [
            (
                SMTPStage.rcpt, FaultCadence(chance: 0.5, per: .init(window: .seconds(1), allow: 1)),
                InvalidFault.Field.chance
            ),
            (.rcpt, FaultCadence(every: 2, greylist: .init(delay: .seconds(1))), .every),
            (
                .rcpt,
                FaultCadence(per: .init(window: .seconds(1), allow: 1), greylist: .init(delay: .seconds(1))), .greylist
            ),
            (.mail, FaultCadence(greylist: .init(delay: .seconds(1))), .greylist),
            (.rcpt, FaultCadence(greylist: .init(delay: .zero)), .greylist),
            (.rcpt, FaultCadence(per: .init(window: .zero, allow: 1)), .per),
            (.rcpt, FaultCadence(per: .init(window: .seconds(1), allow: -1)), .per),
            (.rcpt, FaultCadence(per: .init(window: .seconds(1), allow: 1_000_000)), .per),
            (.rcpt, FaultCadence(lasting: .zero), .lasting),
        ])
    func impossible(stage: SMTPStage, cadence: FaultCadence, field: InvalidFault.Field) {
        do {
            _ = try SMTPFault(at: stage, effect: .init(stalls: true), cadence: cadence)
            Issue.record("it was taken")
        } catch {
            #expect(error.field == field)
            #expect(!error.remedy.isEmpty)
        }
    }

    @Test("of a DNS fault is a window too")
    func dns() {
        let board = FaultBoard(seed: 1) { [clock] in clock.now }
        let cadence = FaultCadence(per: .init(window: .seconds(60), allow: 1))
        _ = board.arm(DNSFault(name("a.example"), nil, answer: .refused, cadence: cadence), lease: .seconds(600))
        #expect(board.hit(for: Question(name("a.example"), .TXT), over: .datagram)?.answer == nil)
        #expect(board.hit(for: Question(name("a.example"), .TXT), over: .datagram)?.answer == .refused)
        clock.advance(by: .seconds(60))
        #expect(board.hit(for: Question(name("a.example"), .TXT), over: .datagram)?.answer == nil)
    }

    @Test("is counted by recipient domain, and told in words, most first")
    func counts() throws {
        let (board, armed) = try board(.init(first: 4))
        for domain in ["a", "b", "b", "c", "c"] { _ = try hit(board, to: "u@\(domain).example") }
        #expect(armed.hits.summary(subjects: 10) == "4 of 5 matches struck: b.example 2, a.example 1, c.example 1")
        #expect(armed.hits.summary(subjects: 1) == "4 of 5 matches struck: b.example 2, others 2")
        #expect(FaultHits().summary(subjects: 1) == "0 of 0 matches struck")
    }

    @Test("is counted without end by domain for as many domains as there is room for")
    func manyDomains() throws {
        let (board, armed) = try board(.init())
        for number in 0..<(FaultHits.subjectLimit + 5) { _ = try hit(board, to: "u@d\(number).example") }
        _ = try hit(board, to: "u@d0.example")
        #expect(armed.hits.bySubject.count == FaultHits.subjectLimit)
        #expect(armed.hits.bySubject["d0.example"] == 2)
        #expect(armed.hits.ofOthers == 5)
        #expect(armed.hits.total == FaultHits.subjectLimit + 6)
    }
}
