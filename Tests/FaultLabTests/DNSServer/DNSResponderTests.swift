import DNS
import FaultLab
import Findings
import Support
import Testing

@Suite("The DNS responder")
struct DNSResponderTests {
    @Test("answers with authority, and gives back what the query says")
    func answer() throws {
        let response = try ask("example.com", .MX)
        #expect(response.id == 4711)
        #expect(response.flags == [.response, .authoritative, .recursionDesired])
        #expect(response.questions == [Question(name("example.com"), .MX)])
        #expect(response.answers.map(\.data) == [.mx(preference: 10, exchange: name("mx.example.com"))])
    }

    @Test("says that there is none with the start of authority")
    func negative() throws {
        let noData = try ask("mx.example.com", .TXT)
        #expect(noData.code == .noError)
        #expect(noData.answers.isEmpty)
        // RFC 2308 §3: no longer than MINIMUM.
        #expect(noData.authorities.map(\.timeToLive) == [600])
        let nameError = try ask("nobody.example.com", .A)
        #expect(nameError.code == .nameError)
        #expect(nameError.authorities.map(\.type) == [.SOA])
        #expect(nameError.flags.contains(.authoritative))
    }

    @Test("refuses what is not its own, and hands out no zones")
    func outside() throws {
        let response = try ask("example.org", .A)
        #expect(response.code == .refused)
        #expect(!response.flags.contains(.authoritative))
        #expect(try ask("example.com", RecordType(rawValue: 252)).code == .refused)
    }

    @Test("follows aliases as far as its zones reach")
    func aliases() throws {
        #expect(try ask("www.example.com", .A).answers.map(\.type) == [.CNAME, .A])
        #expect(try ask("away.example.com", .A).answers.map(\.type) == [.CNAME])
        #expect(try ask("away.example.com", .A).code == .noError)
        let dangling = try ask("dangling.example.com", .A)
        #expect(dangling.code == .nameError)
        #expect(dangling.answers.count == 1)
        #expect(try ask("loop.example.com", .A).code == .serverFailure)
    }

    @Test("refers to the servers of a delegation")
    func delegation() throws {
        let response = try ask("host.sub.example.com", .A)
        #expect(response.answers.isEmpty)
        #expect(response.authorities.map(\.type) == [.NS])
        #expect(!response.flags.contains(.authoritative))
    }

    @Test("cuts what does not fit a datagram, and not over TCP")
    func truncation() throws {
        let plain = try ask("big.example.com", .TXT)
        #expect(plain.flags.contains(.truncated))
        #expect(plain.answers.isEmpty)
        #expect(try !ask("big.example.com", .TXT, over: .stream).flags.contains(.truncated))
        // RFC 6891 §6.2.5: with EDNS as much as the client takes.
        let roomy = try ask("big.example.com", .TXT, edns: EDNS(payloadSize: 1232))
        #expect(!roomy.flags.contains(.truncated))
        #expect(roomy.edns != nil)
    }

    @Test("says BADVERS to an EDNS version that it does not know")
    func version() throws {
        #expect(try ask("example.com", .MX, edns: EDNS(version: 1)).code == .badVersion)
    }

    @Test("says FORMERR to what it cannot read, NOTIMP to other kinds, and nothing to responses")
    func formErrors() throws {
        let responder = responder()
        let query = try query("example.com", .MX).encoded()
        let broken = try #require(responder.respond(to: Array(query.dropLast(3)), over: .datagram)).octets
        #expect(MessageHeader(bytes: broken)?.code == .formatError)
        #expect(MessageHeader(bytes: broken)?.id == 4711)
        var notify = query
        notify[2] = 4 << 3
        func code(_ octets: [UInt8]) -> ResponseCode? {
            responder.respond(to: octets, over: .datagram).flatMap { MessageHeader(bytes: $0.octets)?.code }
        }
        #expect(code(notify) == .notImplemented)
        var response = query
        response[2] |= 0x80
        #expect(responder.respond(to: response, over: .datagram) == nil)
        #expect(responder.respond(to: [1, 2, 3], over: .datagram) == nil)
        var two = try self.query("example.com", .MX)
        two.questions.append(Question(name("example.com"), .A))
        #expect(code(try two.encoded()) == .formatError)
    }

    @Test(
        "answers as a fault says, to the name or to where its aliases lead",
        arguments: [
            (DNSFault.Reply.nameError, ResponseCode.nameError), (.noData, .noError), (.serverFailure, .serverFailure),
            (.refused, .refused),
        ])
    func faults(reply: DNSFault.Reply, code: ResponseCode) throws {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(DNSFault(name("mx.example.com"), .A, answer: reply), lease: .seconds(60))
        for text in ["mx.example.com", "www.example.com"] {
            let response = try ask(text, .A, board: board)
            #expect(response.code == code)
            #expect(!response.answers.contains { $0.type == .A })
        }
        #expect(armed.hits.total == 2)
        armed.disarm()
        #expect(try ask("mx.example.com", .A, board: board).answers.count == 1)
    }

    @Test("gives a replacement record, not to be kept, or no answer at all")
    func replacement() throws {
        let board = FaultBoard(seed: 1)
        let bad = try DNSFault.Reply(text: "v=DKIM1; p=", type: .TXT)
        _ = board.arm(DNSFault(name("s1._domainkey.example.com"), .TXT, answer: bad), lease: .seconds(60))
        let response = try ask("s1._domainkey.example.com", .TXT, board: board)
        #expect(response.answers.map(\.data) == [.text("v=DKIM1; p=")])
        #expect(response.answers.map(\.timeToLive) == [0])
        _ = board.arm(DNSFault(name("example.com"), nil, answer: .timeout), lease: .seconds(60))
        let query = try query("example.com", .MX).encoded()
        #expect(responder(board).respond(to: query, over: .datagram) == nil)
    }

    @Test("of any octets crashes by none")
    func mutations() throws {
        var random = SeededGenerator(seed: 3)
        let responder = responder()
        let query = try query("www.example.com", .A, edns: EDNS()).encoded()
        for _ in 0..<5000 {
            var octets = query
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let response = responder.respond(to: octets, over: .datagram) {
                #expect(MessageHeader(bytes: response.octets)?.isResponse == true)
                #expect(response.octets.count <= Int(EDNS.usualPayload))
            }
        }
    }

    private func query(_ text: String, _ type: RecordType, edns: EDNS? = nil) throws -> DNSMessage {
        DNSMessage(id: 4711, flags: .recursionDesired, questions: [Question(name(text), type)], edns: edns)
    }

    private func ask(
        _ text: String, _ type: RecordType, edns: EDNS? = nil, over transport: DNSTransport = .datagram,
        board: FaultBoard = FaultBoard(seed: 1)
    ) throws -> DNSMessage {
        let octets = try query(text, type, edns: edns).encoded()
        let response = responder(board).respond(to: octets, over: transport)
        return try DNSMessage(bytes: #require(response).octets)
    }

    private func responder(_ board: FaultBoard = FaultBoard(seed: 1)) -> DNSResponder {
        DNSResponder(LabNames(zones: [ExampleZone.zone], faults: board))
    }
}

/// The zone of these tests.
enum ExampleZone {
    static var zone: Zone {
        let big = (0..<6).map { _ in "\"\(String(repeating: "x", count: 120))\"" }.joined(separator: " ")
        let file = ZoneFile(
            SourceText(
                file: "example.com.zone",
                text: """
                    $ORIGIN example.com.
                    $TTL 1h
                    @         SOA   ns1 hostmaster 1 2h 15m 2w 10m
                              NS    ns1
                              MX    10 mx
                    ns1       A     192.0.2.53
                    mx        A     192.0.2.10
                    www       CNAME mx
                    away      CNAME www.example.org.
                    dangling  CNAME nobody
                    loop      CNAME loop2
                    loop2     CNAME loop
                    sub       NS    ns.sub
                    ns.sub    A     192.0.2.54
                    big       TXT   \(big)
                    s1._domainkey TXT "v=DKIM1; k=ed25519; p=bFlTq68mEDA1knD4gOLYUPaPTKbi9ZNu23Qqlsz1i7Y="
                    """))
        guard let zone = file.zone, !file.hasErrors else {
            fatalError("the zone of the tests is broken: \(file.findings)")
        }
        return zone
    }
}
