import DNS
import Findings
import Support
import Testing

@Suite("DNS, fed with mistakes")
struct MutationTests {
    private static let records: [(String, RecordType, String)] = [
        ("example.com", .TXT, #""v=spf1 -all" "more""#), ("example.com", .MX, "10 mx.example.com"),
        ("www.example.com", .CNAME, "example.com"), ("example.com", .CAA, #"0 issue "ca.example""#),
        ("example.com", .SOA, "ns.example.com h.example.com 1 2 3 4 5"), ("mx.example.com", .A, "192.0.2.1"),
        ("mx.example.com", .AAAA, "2001:db8::1"), ("1.2.0.192.in-addr.arpa", .PTR, "mx.example.com"),
        ("_25._tcp.mx.example.com", .TLSA, "3 1 1 \(String(repeating: "ab", count: 32))"),
        ("_sip._tcp.example.com", .SRV, "1 2 3 host.example.com"),
    ]

    private static func messages() throws -> [[UInt8]] {
        let all = records.map { owner, type, text in
            ResourceRecord(
                name: name(owner), type: type, timeToLive: 300, data: RecordData(type, text: text) ?? .other([]))
        }
        return try (1...all.count).map { count in
            var message = DNSMessage(
                id: 7, flags: [.response, .recursionDesired], questions: [Question(name("example.com"), .TXT)],
                edns: EDNS(dnssecOK: count % 2 == 0))
            message.answers = Array(all.prefix(count))
            message.authorities = Array(all.suffix(count / 2))
            message.additionals = Array(all.suffix(count / 3))
            return try message.encoded()
        }
    }

    @Test("octets that are nearly a message are read or refused, and what was read can be written and read again")
    func messages() throws {
        var readable = 0
        for octets in Mutations(of: try Self.messages(), seed: 1) {
            _ = MessageHeader(bytes: octets)
            guard let message = try? DNSMessage(bytes: octets) else { continue }
            readable += 1
            let records = message.answers + message.authorities + message.additionals
            // No record has fewer than 11 octets, so that no count makes more of them.
            guard records.count <= octets.count / 11, message.questions.count <= octets.count / 5 else {
                Issue.record("\(records.count) records of \(octets.count) octets: \(octets)")
                return
            }
            guard let written = try? message.encoded(),
                MessageHeader(bytes: written)?.isTruncated == message.flags.contains(.truncated)
            else { continue }
            guard let again = try? DNSMessage(bytes: written), again.answers == message.answers,
                again.questions == message.questions
            else {
                Issue.record("what was read is not what was written: \(octets)")
                return
            }
        }
        #expect(readable > 100)
    }

    @Test("a text that is nearly a zone file is read or refused, and every finding and record lies within it")
    func zoneFiles() {
        let zone = """
            $ORIGIN example.com.
            $TTL 1h
            @   SOA ns1 hostmaster ( 2026112101 2h 15m
                                     2w 10m ) ; a comment
                NS  ns1
                MX  10 mx1
                TXT "v=spf1 ip4:192.0.2.0/28 " "include:_spf.vendor.example -all"
            ns1 300 IN A 192.0.2.53
            mx1 A   192.0.2.10
                AAAA 2001:db8:25::10
            *.w TXT ( "one"
                      two\\;three "fo\\"ur\\065" )
            s1._domainkey CNAME s1.keys.vendor.example.
            $INCLUDE other.zone sub
            x   TYPE65280 \\# 4 0A000001
            sub NS  ns.sub
            d   DNAME example.net.
            """
        for octets in Mutations(of: [zone, "$ORIGIN a.\n@ SOA b c 1 2 3 4 5\n@ TXT (\"a\"\n)\n"], seed: 2) {
            let text = SourceText(file: "a.zone", bytes: octets)
            let file = ZoneFile(text)
            let places =
                file.findings.compactMap(\.excerpt?.span)
                + (file.zone?.records ?? []).compactMap { $0.origin?.place.span }
            for span in places where span.file == "a.zone" {
                let isInside =
                    span.line <= text.lineCount && span.column <= text.line(span.line).unicodeScalars.count + 1
                guard isInside else {
                    Issue.record("\(span) is not in \(octets)")
                    return
                }
            }
            guard file.zone != nil || file.hasErrors else {
                Issue.record("neither a zone nor an error: \(octets)")
                return
            }
        }
    }

    @Test("a text that is nearly a name or an address is one or is none, and reads back as it is written")
    func texts() {
        let inputs = [
            "example.com", "_dmarc.example.com.", "a\\.b.example", "\\065\\255.example", "xn--bcher-kva.example",
            "*.example",
            "192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "fe80::1:2", "::", "192.0.2.1:53", "[2001:db8::1]:53",
        ]
        for octets in Mutations(of: inputs, seed: 3) {
            let text = String(decoding: octets, as: UTF8.self)
            if let name = DomainName(text) {
                guard DomainName(name.description) == name, name.labels.allSatisfy({ (1...63).contains($0.count) })
                else {
                    Issue.record("\(name) does not read back: \(octets)")
                    return
                }
            }
            if let address = IPAddress(text) {
                guard IPAddress(address.description) == address else {
                    Issue.record("\(address) does not read back: \(octets)")
                    return
                }
            }
            if let server = ServerAddress(text), ServerAddress(server.description) != server {
                Issue.record("\(server) does not read back: \(octets)")
                return
            }
        }
    }

    @Test("a text that is nearly a resolv.conf names some servers, at least one and at most three")
    func resolvConf() {
        let text =
            "# ours\nsearch example.com\nnameserver 192.0.2.1\nnameserver 2001:db8::1 ; two\noptions ndots:1\nnameserver 192.0.2.3\n"
        for octets in Mutations(of: [text], seed: 4) {
            let servers = SystemServers.parse(String(decoding: octets, as: UTF8.self))
            guard (1...SystemServers.most).contains(servers.count) else {
                Issue.record("\(servers) of \(octets)")
                return
            }
        }
    }
}
