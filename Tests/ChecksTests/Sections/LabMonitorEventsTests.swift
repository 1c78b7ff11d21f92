import Alerting
import Checks
import DNS
import FaultLab
import Findings
import Testing

@Suite("what the lab saw, as the monitor counts it")
struct LabMonitorEventsTests {
    private func attempt(_ reply: ServerReply?, recipient: String?) throws -> LabEvent {
        .attempt(
            AttemptRecord(
                time: WallTime(microseconds: 7), server: "mx", client: try #require(IPAddress("127.0.0.1")),
                sender: "a@example.com", recipient: recipient,
                recipientDomain: recipient.map { String($0.drop { $0 != "@" }.dropFirst()) }, stage: .rcpt, reply: reply
            ))
    }

    @Test("a reply has its class, codes, reason and domain")
    func reply() throws {
        let event = try #require(
            DeliveryEvent(
                try attempt(ServerReply(451, "4.7.1", "Greylisted, try again later"), recipient: "u@slow.example")))
        #expect(event.value(of: .class) == "4xx")
        #expect(event.value(of: .code) == "451")
        #expect(event.value(of: .enhanced) == "4.7.1")
        #expect(event.value(of: .reason) == "greylist")
        #expect(event.value(of: .recipientDomain) == "slow.example")
        #expect(event.value(of: .observedBy) == "lab")
        #expect(event.moment.wallTime == WallTime(microseconds: 7))
    }

    @Test("a refusal before any recipient was named has no domain")
    func early() throws {
        let event = try #require(DeliveryEvent(try attempt(ServerReply(421, "4.3.2", "Busy"), recipient: nil)))
        #expect(event.value(of: .class) == "4xx")
        #expect(event.value(of: .recipientDomain) == "")
    }

    @Test("silence is no reply, and no event")
    func silence() throws {
        #expect(DeliveryEvent(try attempt(nil, recipient: "u@slow.example")) == nil)
    }

    @Test("a verification has its method, result, domain and selector")
    func verification() throws {
        let record = AuthenticationRecord(
            time: WallTime(microseconds: 7), server: "mx", method: "dkim", result: "permerror", domain: "example.com",
            selector: "s1", transaction: "t")
        let event = try #require(DeliveryEvent(.authentication(record)))
        #expect(event.eventKind == .authenticationResults)
        #expect(event.value(of: .method) == "dkim")
        #expect(event.value(of: .result) == "permerror")
        #expect(event.value(of: .signingDomain) == "example.com")
        #expect(event.value(of: .selector) == "s1")
    }
}
