import DNS
import Support
import Testing

/// Our reader of messages beside libldns.
struct MessageReaderTests {
    private static func record(_ owner: String, _ type: RecordType, _ text: String) -> ResourceRecord {
        ResourceRecord(
            name: name(owner), type: type, timeToLive: 300, data: RecordData(type, text: text) ?? .other([]))
    }

    /// Answers of every kind that mail asks for, and rarer types whose data holds names.
    private static let seeds: [DNSMessage] = {
        let sections: [(String, RecordType, [ResourceRecord])] = [
            ("example.com", .TXT, [record("example.com", .TXT, #""v=spf1 include:_spf.example.net" " -all""#)]),
            (
                "example.com", .MX,
                [record("example.com", .MX, "10 mx1.example.com"), record("example.com", .MX, "20 mx.example.net")]
            ),
            (
                "www.example.com", .A,
                [
                    record("www.example.com", .CNAME, "web.example.com"), record("web.example.com", .A, "192.0.2.1"),
                    record("web.example.com", .AAAA, "2001:db8::1"),
                ]
            ),
            ("1.2.0.192.in-addr.arpa", .PTR, [record("1.2.0.192.in-addr.arpa", .PTR, "mx1.example.com")]),
            ("_25._tcp.mx.example.com", .TLSA, [record("_25._tcp.mx.example.com", .TLSA, "3 1 1 \(tls)")]),
            ("_smtp._tcp.example.com", .SRV, [record("_smtp._tcp.example.com", .SRV, "0 5 25 mx1.example.com")]),
            ("example.com", .CAA, [record("example.com", .CAA, #"0 issue "ca.example""#)]),
            ("old.example.com", .DNAME, [record("old.example.com", .DNAME, "example.net")]),
        ]
        return sections.map { asked, type, answers in
            var message = DNSMessage(
                id: 0x1234, flags: [.response, .recursionAvailable], questions: [Question(name(asked), type)],
                edns: EDNS())
            message.answers = answers
            message.authorities = [record("example.com", .SOA, "ns.example.com h.example.com 1 2 3 4 5")]
            message.additionals = [record("mx1.example.com", .A, "192.0.2.25")]
            return message
        }
    }()

    private static let tls = String(repeating: "ab", count: 32)

    @Test("messages read as libldns reads them", arguments: seeds)
    func agrees(_ message: DNSMessage) throws {
        let octets = try message.encoded()
        #expect(try DNSMessage(bytes: octets) == message)
        #expect(LDNSReading.message(octets) == message)
    }

    @Test("of mutated messages none reads otherwise than libldns reads it, where both read it")
    func agreesOnMutations() throws {
        var generator = SeededGenerator(seed: 1035)
        let seeds = try Self.seeds.map { try $0.encoded() }
        var tally = (both: 0, neither: 0, ours: 0, theirs: 0)
        for _ in 0..<20_000 {
            let bytes = Self.mutated(seeds.randomElement(using: &generator) ?? [], using: &generator)
            let (ours, theirs) = (try? DNSMessage(bytes: bytes), LDNSReading.message(bytes))
            switch (ours, theirs) {
            case (let ours?, let theirs?):
                tally.both += 1
                #expect(ours == theirs, "\(bytes)")
            case (nil, nil): tally.neither += 1
            // Theirs alone: a compression pointer that does not lead back.
            case (nil, _): tally.theirs += 1
            // Ours alone: the data of a record of another class than IN, or of an OPT record, which means nothing to us.
            case (_, nil): tally.ours += 1
            }
        }
        #expect(tally.both > 4000 && tally.neither > 4000, "\(tally)")
        // The differences are rare, and all of the kinds above.
        #expect(tally.ours < 200 && tally.theirs < 200, "\(tally)")
    }

    @Test(
        "a pointer may lead back only, so that names end",
        arguments: [[0xC0, 12], [0xC0, 14, 0xC0, 12], [1, 97, 0xC0, 12]])
    func pointers(_ octets: [UInt8]) {
        let header: [UInt8] = [0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        #expect(throws: MalformedMessage.self) { try DNSMessage(bytes: header + octets + [0, 1, 0, 1]) }
    }

    @Test("a name that pointers make longer than 255 octets is refused")
    func longNames() {
        let label = [63] + [UInt8](repeating: 97, count: 63)
        let question = label + label + label + [61] + [UInt8](repeating: 98, count: 61) + [0, 0, 1, 0, 1]
        let header: [UInt8] = [0, 1, 0x80, 0, 0, 1, 0, 1, 0, 0, 0, 0]
        let answer: [UInt8] = [0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 192, 0, 2, 1]
        #expect(throws: Never.self) { try DNSMessage(bytes: header + question + [0xC0, 12] + answer) }
        #expect(throws: MalformedMessage.self) {
            try DNSMessage(bytes: header + question + [1, 99, 0xC0, 12] + answer)
        }
    }

    @Test("counts that no message of that length can hold are refused at once")
    func counts() {
        let header: [UInt8] = [0, 1, 0x80, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(throws: MalformedMessage.self) { try DNSMessage(bytes: header) }
        #expect(throws: MalformedMessage.self) { try DNSMessage(bytes: header + [UInt8](repeating: 0, count: 60_000)) }
    }

    private static func mutated(_ seed: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[index] = .random(in: 0...255, using: &generator)
            case 1, 2: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3: bytes.removeSubrange(index...)
            case 4: bytes[index] = 0xC0
            default: bytes.insert(.random(in: 0...255, using: &generator), at: index)
            }
        }
        return bytes
    }
}
