import Alerting
import Testing

@Suite("KumoMTA's log")
struct KumoMTALogTests {
    private let time = Timeline()

    private func record(_ type: String, code: Int = 250, _ fields: String = "") -> String {
        """
        {"type":"\(type)","id":"1d98","sender":"x@example.com","recipient":"ana@Slow.example",\
        "queue":"news:acme@slow.example","size":1047,"response":{"code":\(code),\
        "enhanced_code":{"class":\(code / 100),"subject":7,"detail":1},"content":"Greylisted, try again later"},\
        "timestamp":1678069751,"created":1678069691,"egress_pool":"pool0","meta":{}\(fields)}
        """
    }

    private func read(_ log: inout KumoMTALog, _ line: String) -> [DeliveryEvent] {
        guard case .events(let events) = log.read(Array(line.utf8), at: time.at(0)) else {
            Issue.record("not understood: \(line)")
            return []
        }
        return events
    }

    @Test("each try is a reply with its stream and pool")
    func replies() {
        var log = KumoMTALog()
        #expect(
            read(&log, record("TransientFailure", code: 451)).map(\.kind) == [
                .smtpReply(
                    .init(
                        code: 451, enhanced: "4.7.1", reason: "greylist", recipientDomain: "slow.example",
                        stream: "news",
                        pool: "pool0"))
            ])
        for (type, code) in [("Delivery", 250), ("Bounce", 550), ("Expiration", 551)] {
            let events = read(&log, record(type, code: code))
            #expect(events.first?.value(of: .code) == "\(code)")
            #expect(events.last?.eventKind == .deliveryTime)
            #expect(events.last?.number == 60)
        }
    }

    @Test(
        "records of other kinds are nobody's reply", arguments: ["Reception", "AdminBounce", "Rejection", "New"])
    func others(_ type: String) {
        var log = KumoMTALog()
        #expect(read(&log, record(type)).isEmpty)
    }

    @Test("reports that come back by mail are bounces and complaints")
    func reports() {
        var log = KumoMTALog()
        let bounce = read(&log, record("OOB", code: 550))
        #expect(bounce.map(\.eventKind) == [.bounces])
        #expect(bounce.first?.value(of: .class) == "5xx")
        #expect(bounce.first?.value(of: .recipientDomain) == "slow.example")
        let report = #","feedback_report":{"feedback_type":"abuse","original_rcpt_to":["<ana@Big.example>"]}"#
        #expect(
            read(&log, record("Feedback", report)).map(\.kind) == [
                .complaint(.init(type: "abuse", recipientDomain: "big.example"))
            ])
        #expect(read(&log, record("Feedback")).map(\.kind) == [.complaint(.init())])
    }

    @Test("a mail waits from its reception to its last word, or until an administrator removes it")
    func queue() {
        for last in ["Delivery", "Bounce", "Expiration", "AdminBounce"] {
            var log = KumoMTALog()
            for type in ["Reception", "TransientFailure"] {
                _ = read(&log, record(type, code: 451))
                let sample = log.sample(at: time.at(0))
                #expect(sample.filter { $0.eventKind == .queueAge }.compactMap(\.number) == [60])
                #expect(sample.filter { $0.eventKind == .queueLength }.compactMap(\.number) == [1, 1])
            }
            _ = read(&log, record(last, code: 550))
            #expect(log.sample(at: time.at(0)).compactMap(\.number) == [0, 0], "\(last)")
        }
    }

    @Test("a batch has a reply for each of its recipients")
    func batch() {
        var log = KumoMTALog()
        let line = record("Delivery").replacing(#""ana@Slow.example""#, with: #"["a@b.example","c@d.example"]"#)
        let domains = read(&log, line).filter { $0.eventKind == .smtpReplies }.map { $0.value(of: .recipientDomain) }
        #expect(domains == ["b.example", "d.example"])
    }

    @Test("what is no record is not understood, and compressed segments are named")
    func problems() {
        var log = KumoMTALog()
        for line in ["x", "{}", "[]", #"{"type":"Delivery"}"#] {
            guard case .problem = log.read(Array(line.utf8), at: time.at(0)) else {
                Issue.record("understood: \(line)")
                continue
            }
        }
        #expect(
            log.read([0x28, 0xB5, 0x2F, 0xFD, 0x04], at: time.at(0))
                == .problem("compressed data: follow what KumoMTA's tailer prints"))
    }
}
