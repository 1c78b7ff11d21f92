import DNS
import Support
import Testing

struct DNSMessageTests {
    private var full: DNSMessage {
        var message = DNSMessage(
            id: 0xBEEF, flags: [.response, .authoritative, .recursionDesired, .recursionAvailable],
            questions: [Question(name("example.com"), .TXT)], edns: EDNS(payloadSize: 4096, dnssecOK: true))
        message.answers = [
            record("example.com", .TXT, #""v=spf1 -all" "more""#), record("example.com", .MX, "10 mx.example.com"),
            record("www.example.com", .CNAME, "example.com"), record("example.com", .CAA, #"0 issue "ca.example""#),
        ]
        message.authorities = [record("example.com", .SOA, "ns.example.com h.example.com 1 2 3 4 5")]
        message.additionals = [
            record("mx.example.com", .A, "192.0.2.1"), record("mx.example.com", .AAAA, "2001:db8::1"),
        ]
        return message
    }

    private func record(_ owner: String, _ type: RecordType, _ text: String) -> ResourceRecord {
        ResourceRecord(
            name: name(owner), type: type, timeToLive: 300, data: RecordData(type, text: text) ?? .other([]))
    }

    @Test("a message reads back as it was written")
    func readsBack() throws {
        #expect(try DNSMessage(bytes: full.encoded()) == full)
        let plain = DNSMessage(id: 1, questions: [Question(.root, .NS)])
        #expect(try DNSMessage(bytes: plain.encoded()) == plain)
    }

    @Test("a query is written octet for octet as RFC 1035 §4.1 has it")
    func octets() throws {
        let query = DNSMessage(id: 0x0102, flags: .recursionDesired, questions: [Question(name("a.bc"), .MX)])
        #expect(
            try query.encoded() == [
                1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0x61, 2, 0x62, 0x63, 0, 0, 15, 0, 1,
            ])
        let withEDNS = DNSMessage(id: 0, questions: [Question(.root, .A)], edns: EDNS(payloadSize: 1232))
        #expect(try withEDNS.encoded().suffix(11) == [0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0])
    }

    @Test("names are compressed")
    func compression() throws {
        var message = DNSMessage(id: 1, flags: .response, questions: [Question(name("example.com"), .MX)])
        message.answers = (0..<20).map { record("example.com", .MX, "\($0) mx.example.com") }
        let octets = try message.encoded()
        #expect(octets.count < 12 + 17 + 20 * 20)
        #expect(try DNSMessage(bytes: octets) == message)
    }

    @Test("what does not fit is left out, and the TC bit says so")
    func truncation() throws {
        let cut = try DNSMessage(bytes: full.encoded(limit: 60))
        #expect(cut.flags == full.flags.union(.truncated))
        #expect(cut.questions == full.questions)
        #expect(cut.edns == full.edns)
        #expect(cut.answers.isEmpty && cut.authorities.isEmpty && cut.additionals.isEmpty)
        #expect(try full.encoded(limit: 60).count <= 60)
        var huge = full
        huge.answers = (0..<3000).map { _ in record("example.com", .TXT, String(repeating: "x", count: 200)) }
        #expect(try DNSMessage(bytes: huge.encoded()).flags.contains(.truncated))
        huge.answers = Array(repeating: record("example.com", .A, "192.0.2.1"), count: 70_000)
        #expect(try DNSMessage(bytes: huge.encoded()).flags.contains(.truncated))
    }

    @Test("the upper bits of a code travel in the OPT record")
    func extendedCodes() throws {
        var message = full
        message.code = .badVersion
        #expect(try DNSMessage(bytes: message.encoded()).code == .badVersion)
        #expect(ResponseCode.serverFailure.description == "SERVFAIL")
    }

    @Test("a response repeats what the query asked, with EDNS where the query has it")
    func responses() {
        let query = DNSMessage(
            id: 7, flags: [.recursionDesired, .authenticData], questions: [Question(name("a.example"), .A)],
            edns: EDNS(payloadSize: 100))
        let response = query.response(.nameError)
        #expect(response.id == 7 && response.questions == query.questions && response.code == .nameError)
        #expect(response.flags == [.response, .authoritative, .recursionDesired])
        #expect(response.edns != nil)
        #expect(query.datagramLimit == 512)
        #expect(DNSMessage(id: 1).response().edns == nil)
    }

    @Test("records whose data does not have the form of their type cannot be written")
    func brokenRecords() {
        var message = full
        message.answers = [ResourceRecord(name: .root, type: .A, timeToLive: 0, data: .other([1, 2, 3]))]
        #expect(throws: MalformedMessage.self) { try message.encoded() }
    }

    @Test("compression pointers that loop, or lead out, are refused")
    func loops() {
        let header: [UInt8] = [0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        for name in [[0xC0, 12], [0xC0, 14, 0xC0, 12], [0xC0, 0xFF], [1, 0x61, 0xC0, 12], [64], [63], [0xC0]]
            as [[UInt8]]
        {
            #expect(throws: MalformedMessage.self) { try DNSMessage(bytes: header + name + [0, 1, 0, 1]) }
        }
    }

    @Test("questions of other classes are refused, records of other classes left out")
    func classes() throws {
        #expect(throws: MalformedMessage.self) {
            try DNSMessage(bytes: [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 3])
        }
        let chaos: [UInt8] = [0, 1, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 16, 0, 3, 0, 0, 0, 0, 0, 2, 1, 0x61]
        #expect(try DNSMessage(bytes: chaos).answers.isEmpty)
    }

    @Test("a TTL with the top bit set is zero (RFC 2181 §8)")
    func hugeTimeToLive() throws {
        let bytes: [UInt8] = [0, 1, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0x80, 0, 0, 1, 0, 4, 192, 0, 2, 1]
        #expect(try DNSMessage(bytes: bytes).answers.map(\.timeToLive) == [0])
    }

    @Test("the header is readable where the rest is not, and can be answered")
    func headers() throws {
        var broken = try full.encoded()
        broken.removeLast(20)
        #expect(throws: MalformedMessage.self) { try DNSMessage(bytes: broken) }
        let header = try #require(MessageHeader(bytes: broken))
        #expect(header.id == 0xBEEF && header.isResponse && !header.isTruncated)
        let reply = try DNSMessage(bytes: header.bareResponse(.formatError))
        #expect(reply.id == 0xBEEF && reply.code == .formatError && reply.flags == [.response, .recursionDesired])
        #expect(MessageHeader(bytes: Array(repeating: 0, count: 11)) == nil)
    }

    @Test("any octets are read without a crash, and what was read can be written")
    func mutations() throws {
        var generator = SeededGenerator()
        let seed = try full.encoded()
        var read = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[index] = .random(in: 0...255, using: &generator)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: bytes.removeSubrange(index...)
                default: bytes[index] = 0xC0
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard let message = try? DNSMessage(bytes: bytes) else { continue }
            read += 1
            _ = try? message.encoded()
            for record in message.answers { _ = record.presentation }
        }
        #expect(read > 1000)
    }
}
