import Checks
import DNS
import Findings
import Foundation
import Scenarios
import Support
import Testing

/// The section `dns`, through the checks that ask it.
struct DNSSectionTests {
    private let checks = "checks: [{ dns_record: { name: www.example.com, type: A, expect: 192.0.2.1 } }]"
    private let zone = "$ORIGIN example.com.\n$TTL 1h\n@ TXT \"v=spf1 -all\"\nwww A 192.0.2.1\n"

    @Test("zone files answer as if they were published")
    func zones() async throws {
        let scenario = try DNSScenario("dns: { zones: [example.com.zone] }\n" + checks, ["example.com.zone": zone])
        #expect(scenario.said.isEmpty)
        #expect(scenario.needs.isEmpty)
        #expect(await scenario.run().map(\.verdict) == [.passed])
    }

    @Test("every error of a zone file makes the scenario invalid, at its place in the zone file")
    func brokenZone() throws {
        let scenario = try DNSScenario(
            "dns: { zones: [dns/broken.zone] }\n" + checks,
            ["dns/broken.zone": "$ORIGIN example.com.\n$TTL 1h\nwww A 192.0.2\n@ TXT \"open\nb FOO x\n"])
        #expect(scenario.loaded.scenario == nil)
        #expect(
            scenario.said == [
                "dns/broken.zone:3:7 '192.0.2' is no IPv4 address",
                "dns/broken.zone:4:7 a quoted string that does not end on its line",
                "dns/broken.zone:5:3 an unknown record type 'FOO'",
            ])
    }

    @Test("what is only doubtful in a zone file is a warning")
    func doubtfulZone() async throws {
        let scenario = try DNSScenario(
            "dns: { zones: [a.zone] }\n" + checks, ["a.zone": zone + "mail.example.com A 192.0.2.2\n"])
        #expect(scenario.said == ["a.zone:5:1 a name without the dot at its end"])
        #expect(await scenario.run().map(\.verdict) == [.passed])
    }

    @Test("a zone that is in two files is told")
    func zoneTwice() throws {
        let scenario = try DNSScenario(
            "dns: { zones: [a.zone, b.zone] }\n" + checks, ["a.zone": zone, "b.zone": zone])
        #expect(scenario.said == ["s.yaml:3:24 the zone example.com is in a.zone already"])
    }

    @Test("with zones no other server is asked: what they do not hold is undetermined")
    func closedByDefault() async throws {
        let scenario = try DNSScenario(
            "dns: { zones: [a.zone] }\nchecks: [{ dns_record: { name: example.org, type: A, expect: [] } }]",
            ["a.zone": zone])
        #expect(scenario.needs.isEmpty)
        let outcome = try #require(await scenario.run().first)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.type == "mailproof.dns")
        #expect(outcome.findings.first?.remedy?.contains("dns.zones") == true)
    }

    private let pinned = "; mailproof dns snapshot 1\nwww.example.com. A 192.0.2.1\n"

    @Test("a snapshot answers what it pins, and nobody is asked for the rest")
    func snapshot() async throws {
        let scenario = try DNSScenario("dns: { snapshot: a.snapshot }\n" + checks, ["a.snapshot": pinned])
        #expect(scenario.said.isEmpty)
        #expect(scenario.needs.isEmpty)
        #expect(await scenario.run().map(\.verdict) == [.passed])
        let other = try DNSScenario(
            "dns: { snapshot: a.snapshot }\nchecks: [{ dns_record: { name: example.org, type: A, expect: [] } }]",
            ["a.snapshot": pinned])
        let outcome = try #require(await other.run().first)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.first?.message.contains("a.snapshot pins no answer to it") == true)
        #expect(outcome.findings.first?.remedy?.contains("mailproof dns record") == true)
    }

    @Test("zone files go before a snapshot, and planned changes before both")
    func layers() async throws {
        let files = [
            "a.zone": "$ORIGIN example.com.\n$TTL 1h\nwww A 192.0.2.2\n", "a.snapshot": pinned,
            "c.yaml": "changes: [{ name: www.example.com, type: A, set: 192.0.2.3 }]",
        ]
        for (dns, address) in [
            ("snapshot: a.snapshot", "192.0.2.1"), ("zones: [a.zone], snapshot: a.snapshot", "192.0.2.2"),
            ("zones: [a.zone], snapshot: a.snapshot, planned: { changes: c.yaml }", "192.0.2.3"),
        ] {
            let scenario = try DNSScenario(
                "dns: { \(dns) }\nchecks: [{ dns_record: { name: www.example.com, type: A, expect: \(address) } }]",
                files)
            #expect(await scenario.run().map(\.verdict) == [.passed], "\(dns)")
        }
    }

    @Test("a snapshot that does not exist yet is told, with the command that records it")
    func noSnapshot() throws {
        let scenario = try DNSScenario("dns: { snapshot: dns/new.snapshot }\n" + checks)
        #expect(scenario.said == ["s.yaml:3:18 the snapshot dns/new.snapshot does not exist yet"])
        #expect(scenario.loaded.findings.first?.remedy?.hasPrefix("run mailproof dns record ") == true)
    }

    @Test("every mistake of a snapshot makes the scenario invalid, at its place")
    func brokenSnapshot() throws {
        let scenario = try DNSScenario(
            "dns: { snapshot: a.snapshot }\n" + checks, ["a.snapshot": pinned + "x. A 1\ny. NXDOMAIN z\n"])
        #expect(scenario.loaded.scenario == nil)
        #expect(
            scenario.said == [
                "a.snapshot:3:6 '1' is no IPv4 address", "a.snapshot:4:13 nothing follows NXDOMAIN",
            ])
    }

    @Test("a server beyond loopback needs the network, one on loopback does not")
    func needs() throws {
        #expect(
            try DNSScenario("dns: { server: 192.0.2.53:53 }\n" + checks).needs == ["network 192.0.2.53:53 s.yaml:3:16"])
        #expect(try DNSScenario("dns: { server: 127.0.0.1:5300 }\n" + checks).needs == [])
        #expect(try DNSScenario("dns: { server: none }\n" + checks).needs == [])
    }

    @Test("the servers of the machine are needed where they are asked for, or by the checks where nothing is said")
    func systemNeeds() throws {
        let remote = SystemServers.current().filter { !$0.address.isLoopback }
        for (dns, place) in [
            ("dns: { server: system }\n", "3:16"), ("dns: {}\n", "3:6"), ("dns: { dnssec: none }\n", "3:6"),
        ] {
            #expect(try DNSScenario(dns + checks).needs == remote.map { "network \($0) s.yaml:\(place)" })
        }
        #expect(try DNSScenario(checks).needs == remote.map { "network \($0) s.yaml:3:32" })
    }

    @Test("a server that cannot be reached is undetermined, and named")
    func unreachable() async throws {
        let closed = try RunningProgram.freePort()
        let scenario = try DNSScenario("dns: { server: 127.0.0.1:\(closed) }\n" + checks)
        let outcome = try #require(await scenario.run().first)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.transient == "connection")
        #expect(outcome.findings.first?.message.contains("127.0.0.1:\(closed)") == true)
    }

    @Test("a silent server is a timeout, which a retry may mend")
    func silent() async throws {
        let silent = try LoopbackSocket(.silentUDP)
        defer { silent.close() }
        let scenario = try DNSScenario("dns: { server: 127.0.0.1:\(silent.port) }\n" + checks)
        let outcome = try #require(await scenario.run().first)
        #expect(outcome.type == "mailproof.timeout")
        #expect(outcome.transient == "timeout")
    }

    @Test("server: lab asks the lab's DNS server over the wire")
    func labServer() async throws {
        let scenario = try DNSScenario(
            "dns: { server: lab }\nlab: { dns: { zones: [a.zone] } }\n" + checks, ["a.zone": zone])
        #expect(scenario.said.isEmpty)
        #expect(scenario.needs.isEmpty)
        #expect(await scenario.run().map(\.verdict) == [.passed])
    }

    @Test("server: lab without a DNS server in the lab is an error of the scenario")
    func noLab() throws {
        let message = "s.yaml:3:16 server: lab asks the DNS server of the lab, and there is none"
        #expect(try DNSScenario("dns: { server: lab }\n" + checks).said == [message])
        #expect(
            try DNSScenario("dns: { server: lab }\nlab: { smtp: { mx: { domains: [a.example] } } }\n" + checks).said
                == [message])
    }

    @Test("keys that this version does not have, and values that are none")
    func wrongKeys() throws {
        #expect(
            try DNSScenario("dns: { dnssec: validate }\n" + checks).said == [
                "s.yaml:3:16 dnssec: validate is known, but not in this version"
            ])
        #expect(try DNSScenario("dns: { server: localhost }\n" + checks).said.count == 1)
        #expect(try DNSScenario("dns: { zones: [missing.zone] }\n" + checks).said.count == 1)
    }
}
