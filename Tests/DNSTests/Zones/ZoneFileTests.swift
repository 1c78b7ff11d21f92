import DNS
import Findings
import Foundation
import Support
import Testing

struct ZoneFileTests {
    @Test("everything that RFC 1035 §5.1 allows is read")
    func wholeGrammar() {
        let lines = recordLines(
            #"""
            $TTL 1h30m
            $ORIGIN example.com. ; the zone
            @  IN SOA ns1 hostmaster\.dns (
                  2026112101 ; serial
                  2h 15m     ; refresh, retry
                  2w 10m )   ; expire, minimum
               NS  ns1
               MX  10 mx1
            ns1 60 IN A 192.0.2.53
            mx1 IN 60 A 192.0.2.10
                AAAA 2001:DB8::10
            www cname WEB.example.NET.
            $ORIGIN deep
            text TXT ( "one; (not a comment)"
                       "two" )
            $ORIGIN example.com.
            q TXT "a\"b\\c\059\255"
            """#)
        #expect(
            Set(lines) == [
                #"example.com 5400 SOA ns1.example.com hostmaster\.dns.example.com 2026112101 7200 900 1209600 600"#,
                "example.com 5400 NS ns1.example.com", "example.com 5400 MX 10 mx1.example.com",
                "ns1.example.com 60 A 192.0.2.53", "mx1.example.com 60 A 192.0.2.10",
                "mx1.example.com 5400 AAAA 2001:db8::10", "www.example.com 5400 CNAME WEB.example.NET",
                #"text.deep.example.com 5400 TXT "one; (not a comment)" "two""#,
                #"q.example.com 5400 TXT "a\"b\\c;\255""#,
            ])
    }

    @Test("types that mail does not need are read by libldns, unknown ones as octets")
    func otherTypes() {
        let lines = recordLines(
            ##"""
            $ORIGIN example.com.
            $TTL 300
            @ CAA 0 issue "ca.example.net"
            _25._tcp.mx TLSA 3 1 1 ( 0123456789abcdef0123456789abcdef
                                     0123456789abcdef0123456789abcdef )
            _imaps._tcp SRV 0 1 993 imap
            old SPF "v=spf1 -all"
            new TYPE65280 \# 4 0A 00 00 01
            a A \# 4 c0000201
            https HTTPS 1 . alpn="h2,h3"
            """##)
        #expect(
            lines == [
                #"_25._tcp.mx.example.com 300 TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"#,
                "_imaps._tcp.example.com 300 SRV 0 1 993 imap.example.com.", "a.example.com 300 A 192.0.2.1",
                #"example.com 300 CAA 0 issue "ca.example.net""#, "https.example.com 300 HTTPS 1 . alpn=h2,h3",
                ##"new.example.com 300 TYPE65280 \# 4 0a000001"##, #"old.example.com 300 SPF "v=spf1 -all""#,
            ])
    }

    @Test("an included file has its own origin, and the includer's is as it was")
    func includes() {
        let lines = recordLines(
            """
            $ORIGIN example.com.
            $TTL 1h
            @ TXT "main"
            $INCLUDE parts/mail.inc mail
              A 192.0.2.1
            $INCLUDE "parts/last.inc"
            """,
            including: [
                "parts/mail.inc": "@ TXT \"mail\"\n$INCLUDE more.inc other\n",
                "parts/more.inc": "m MX 10 m\n$ORIGIN elsewhere.example.com.\n@ A 192.0.2.2",
                "parts/last.inc": "m MX 10 m",
            ])
        #expect(
            Set(lines) == [
                "example.com 3600 TXT \"main\"", "mail.example.com 3600 TXT \"mail\"",
                "m.other.mail.example.com 3600 MX 10 m.other.mail.example.com",
                "elsewhere.example.com 3600 A 192.0.2.2", "example.com 3600 A 192.0.2.1",
                "m.example.com 3600 MX 10 m.example.com",
            ])
    }

    @Test("without $TTL a record has the last TTL that was stated, at first the SOA record's minimum")
    func timesToLive() {
        let file = zoneFile(
            """
            $ORIGIN example.com.
            @ SOA ns hostmaster 1 2h 15m 2w 10m
            a A 192.0.2.1
            b 30 A 192.0.2.2
            c A 192.0.2.3
            """)
        #expect(file.findings.map(\.rule) == ["zone/implied-ttl"])
        #expect(!file.hasErrors)
        let times = (file.zone?.records ?? []).map { "\($0.name.lowercased) \($0.timeToLive)" }.sorted()
        #expect(
            times == ["a.example.com 600", "b.example.com 30", "c.example.com 30", "example.com 600"])
    }

    @Test("the zone is that of the SOA record, else of the first origin, else of the first owner")
    func apex() {
        #expect(zoneFile("a.example.com. 1h A 192.0.2.1").zone?.apex == name("a.example.com"))
        #expect(zoneFile("$ORIGIN example.com.\na 1h A 192.0.2.1").zone?.apex == name("example.com"))
        #expect(
            zoneFile("$ORIGIN com.\nexample 1h SOA a b 1 2 3 4 5\na.example 1h A 192.0.2.1").zone?.apex
                == name("example.com"))
        #expect(zoneFile("; nothing\n").zone == nil)
        #expect(zoneFile("; nothing\n").hasErrors)
    }

    @Test("the octets of a text know their places, over strings, lines and escapes")
    func textPlaces() throws {
        let text = #"""
            $ORIGIN example.com.
            $TTL 1h
            @ TXT ( "v=spf1 ip4:192.0.2.0/24 "
                    "include:\095spf.example.net ~all" )
            """#
        let file = zoneFile(text)
        let record = try #require(file.zone?.records.first)
        let joined = try #require(record.data.joinedText)
        let origin = try #require(record.origin)
        #expect(joined == Array("v=spf1 ip4:192.0.2.0/24 include:_spf.example.net ~all".utf8))
        #expect(origin.place.span.place == "3:10")
        func place(of part: String) -> String {
            let start = String(decoding: joined, as: UTF8.self).utf8.firstRange(of: part.utf8)?.lowerBound
            let string = String(decoding: joined, as: UTF8.self)
            let offset = start.map { string.utf8.distance(from: string.utf8.startIndex, to: $0) } ?? 0
            let span = origin.place(ofText: offset..<(offset + part.utf8.count)).span
            return "\(span.place)+\(span.length)"
        }
        #expect(place(of: "v=spf1") == "3:10+6")
        #expect(place(of: "ip4:192.0.2.0/24") == "3:17+16")
        #expect(place(of: "include:") == "4:10+8")
        #expect(place(of: "_") == "4:18+1")
        #expect(place(of: "~all") == "4:38+4")
    }

    @Test("a file is read from disk with what it includes, and nothing from outside its folder")
    func fromDisk() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let outside = try folder.write("o TXT \"outside\"\n", to: "outside.inc")
        try folder.write("p TXT \"part\"\n", to: "zones/part.inc")
        let zones = folder.url.appendingPathComponent("zones")
        try FileManager.default.createSymbolicLink(
            at: zones.appendingPathComponent("sneaky.inc"), withDestinationURL: outside)
        try folder.write(
            "$ORIGIN example.com.\n$TTL 1h\n$INCLUDE part.inc\n$INCLUDE sneaky.inc\n$INCLUDE ../outside.inc\n",
            to: "zones/example.zone")
        let file = try #require(ZoneFile(path: zones.path + "/example.zone"))
        #expect(file.zone?.records.map(\.name) == [name("p.example.com")])
        #expect(file.findings.map(\.rule) == ["zone/include", "zone/include"])
        #expect(ZoneFile(path: zones.path) == nil)
        #expect(ZoneFile(path: zones.path + "/missing.zone") == nil)
    }
}
