import DNS
import Support
import Testing

struct RecordDataTests {
    @Test(
        "data as people write it",
        arguments: [
            (RecordType.TXT, "v=DKIM1; p=", #""v=DKIM1; p=""#),
            (.TXT, #""v=DKIM1; " "p=""#, #""v=DKIM1; " "p=""#),
            (.TXT, "", #""""#),
            (.A, "192.0.2.1", "192.0.2.1"),
            (.MX, "10 mx.example.com.", "10 mx.example.com"),
            (.MX, "10 MX.example.com", "10 MX.example.com"),
            (.CNAME, "a.example", "a.example"),
            (.CAA, #"0 issue "ca.example.net""#, #"0 issue "ca.example.net""#),
            (.SRV, "0 1 993 imap.example.com.", "0 1 993 imap.example.com."),
        ] as [(RecordType, String, String)])
    func texts(_ type: RecordType, _ text: String, _ presentation: String) {
        #expect(RecordData(type, text: text)?.presentation(type) == presentation)
    }

    @Test(
        "a text that is no data of its type is nil",
        arguments: [
            (RecordType.A, "example.com"), (.A, ""), (.A, "192.0.2.1\n192.0.2.2"), (.MX, "mx.example.com"),
            (.TXT, #""open"#), (.CAA, "x"), (.AAAA, "192.0.2.1"), (.ANY, "192.0.2.1"),
        ] as [(RecordType, String)])
    func invalid(_ type: RecordType, _ text: String) {
        #expect(RecordData(type, text: text) == nil)
    }

    @Test("a long text is cut into strings of 255 octets")
    func longText() {
        let data = RecordData.text(String(repeating: "x", count: 300))
        if case .txt(let strings) = data { #expect(strings.map(\.count) == [255, 45]) }
        #expect(data.joinedText?.count == 300)
    }

    @Test("RDATA reads back as the same data")
    func wireReadsBack() {
        for (type, text) in [
            (RecordType.A, "192.0.2.1"), (.AAAA, "2001:db8::1"), (.MX, "10 mx.example.com"), (.NS, "ns.example.com"),
            (.TXT, #""one" "two""#), (.SOA, "a.example b.example 1 2 3 4 5"), (.CAA, #"0 issue "x""#),
        ] {
            let data = RecordData(type, text: text)
            #expect(data != nil)
            #expect(data.flatMap { RecordData(type: type, rdata: $0.rdata) } == data)
        }
    }

    @Test("RDATA of any octets is read without a crash")
    func anyOctets() {
        var generator = SeededGenerator()
        let types: [RecordType] = [.A, .AAAA, .CNAME, .MX, .TXT, .SOA, .CAA, .SRV, .TLSA, .RRSIG, .NSEC]
        for round in 0..<5000 {
            let octets = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let type = types[round % types.count]
            if let data = RecordData(type: type, rdata: octets) {
                #expect(data.rdata == octets)
                _ = data.presentation(type)
            }
        }
    }

    @Test("types have their mnemonics, and those without one their number")
    func types() {
        #expect(RecordType(mnemonic: "txt") == .TXT)
        #expect(RecordType(mnemonic: "TYPE16")?.description == "TXT")
        #expect(RecordType(rawValue: 65_280).description == "TYPE65280")
        #expect(RecordType(mnemonic: "type65280")?.rawValue == 65_280)
        for text in ["", "TXTT", "TYPE", "TYPE65536", "TYPE+1", "TYPE-1"] { #expect(RecordType(mnemonic: text) == nil) }
    }
}
