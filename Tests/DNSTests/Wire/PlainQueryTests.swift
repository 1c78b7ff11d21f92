import DNS
import Support
import Testing

@Suite("A query of the plainest form")
struct PlainQueryTests {
    private static let queries = [
        DNSMessage(id: 1, questions: [Question(name("example.com"), .MX)]),
        DNSMessage(id: 2, flags: .recursionDesired, questions: [Question(name("a.b.example.com"), .TXT)], edns: EDNS()),
        DNSMessage(
            id: 3, flags: [.recursionDesired, .checkingDisabled], questions: [Question(.root, .NS)],
            edns: EDNS(payloadSize: 4096, dnssecOK: true)),
    ]

    @Test("is read as the message that it is", arguments: queries)
    func same(_ message: DNSMessage) throws {
        let plain = try #require(PlainQuery(message.encoded()))
        #expect([plain.question] == message.questions)
        #expect(plain.edns == message.edns)
        #expect(plain.flags == message.flags)
        #expect(plain.datagramLimit == message.datagramLimit)
    }

    @Test("is whatever it takes for one, with any octets changed")
    func mutations() throws {
        var random = SeededGenerator(seed: 11)
        var plain = 0
        for query in try Self.queries.map({ try $0.encoded() }) {
            for _ in 0..<Mutations.usual {
                var octets = query
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if Bool.random(using: &random) { octets.removeLast(Int.random(in: 0...octets.count, using: &random)) }
                guard let read = PlainQuery(octets) else { continue }
                plain += 1
                let message = try DNSMessage(bytes: octets)
                #expect([read.question] == message.questions)
                #expect(read.edns == message.edns)
            }
        }
        #expect(plain > 100)
    }

    @Test("leaves what is anything else", arguments: ["response", "notify", "two questions", "an answer"])
    func other(_ kind: String) throws {
        var message = Self.queries[0]
        switch kind {
        case "response": message.flags.insert(.response)
        case "notify": message.opcode = 4
        case "two questions": message.questions += message.questions
        default:
            message.answers = [
                ResourceRecord(name: name("a.example"), type: .TXT, timeToLive: 0, data: .text("x"))
            ]
        }
        #expect(PlainQuery(try message.encoded()) == nil)
    }

    @Test("is answered by a response that was written for another one of the same question")
    func encoded() throws {
        let first = DNSMessage(id: 1, questions: [Question(name("www.example.com"), .MX)], edns: EDNS())
        var response = first.response()
        response.answers = [
            ResourceRecord(
                name: name("www.example.com"), type: .MX, timeToLive: 60,
                data: .mx(preference: 10, exchange: name("mx.example.com")))
        ]
        let asked = try #require(PlainQuery(first.encoded()))
        let encoded = try #require(EncodedResponse(response.encoded(), to: asked))
        let second = DNSMessage(
            id: 4711, flags: [.recursionDesired, .checkingDisabled],
            questions: [Question(name("WWW.example.COM"), .MX)], edns: EDNS())
        let octets = try second.encoded()
        let query = try #require(PlainQuery(octets))
        let given = encoded.response(to: query, octets)
        #expect(given.count == encoded.length(for: query))
        var expected = second.response()
        expected.answers = response.answers
        #expect(try DNSMessage(bytes: given) == expected)
        // RFC 1035 §2.3.3: the letters are given back as they came.
        #expect(try DNSMessage(bytes: given).questions.first?.name.description == "WWW.example.COM")
    }
}
