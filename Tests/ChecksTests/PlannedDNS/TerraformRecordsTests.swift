import Foundation
import Support
import Testing

/// The record resources of each provider, judged as they will be once the plan is applied.
struct TerraformRecordsTests {
    private typealias Plan = PlannedScenario

    @Test("Route 53: a text, one that is split into strings, and what its octal escapes stand for")
    func route53Text() async throws {
        for (value, expected) in [
            ("v=spf1 -all", "v=spf1 -all"), (#"v=DKIM1; p=AAA\"\"BBB"#, "v=DKIM1; p=AAABBB"),
            (#"\"one\" \"two\""#, "onetwo"), (#"a\\052b"#, "a*b"),
        ] {
            let plan = try Plan(
                [
                    Plan.change(
                        "aws_route53_record",
                        after: #"{"name": "www.example.com", "type": "TXT", "ttl": 300, "records": ["\#(value)"]}"#)
                ], expect: "'\(expected)'")
            #expect(await plan.outcome() == "passed", "\(value)")
        }
    }

    @Test("Route 53: a name is relative to the zone that its identifier names, or whole")
    func route53Names() async throws {
        let state = """
            "prior_state": {"values": {"root_module": {"child_modules": [{"resources": [
              {"type": "aws_route53_zone", "mode": "data", "values": {"zone_id": "Z1", "name": "example.com"}},
              {"type": "aws_route53_zone", "mode": "data",
               "values": {"zone_id": "Z2", "name": "example.com", "private_zone": true}}]}]}}},
            """
        func plan(_ name: String, _ zone: String, expect: String) throws -> Plan {
            try Plan(
                [
                    Plan.change(
                        "aws_route53_record",
                        after: #"{"name": "\#(name)", "type": "TXT", "zone_id": "\#(zone)", "records": ["x"]}"#)
                ], expect: expect, state: state)
        }
        for name in ["www", "www.example.com", "WWW.example.com."] {
            #expect(try await plan(name, "Z1", expect: "x").outcome() == "passed", "\(name)")
        }
        // What only a network of ours sees is none of mail's business.
        #expect(try await plan("www", "Z2", expect: "[]").outcome() == "passed")
        #expect(try await plan("www.example.com", "unknown", expect: "x").outcome() == "passed")
        for name in ["www", "s1._domainkey"] {
            let lost = try plan(name, "unknown", expect: "[]")
            #expect(lost.said.count == 1 && lost.said[0].contains("r.x in plan.json is not taken into account"))
        }
    }

    @Test("Route 53: a zone that the plan makes has no identifier yet, and its records are placed all the same")
    func route53NewZone() async throws {
        let plan = try Plan(
            [
                Plan.change("aws_route53_zone", after: #"{"name": "example.com"}"#, unknown: #"{"zone_id": true}"#),
                Plan.change(
                    "aws_route53_record", after: #"{"name": "www", "type": "TXT", "records": ["x"]}"#,
                    unknown: #"{"zone_id": true}"#),
            ], expect: "x")
        #expect(plan.said.isEmpty)
        #expect(await plan.outcome() == "passed")
    }

    @Test("Route 53: an alias has what its target has; a string that is too long is refused")
    func route53Alias() async throws {
        let alias = Plan.change(
            "aws_route53_record",
            after: #"{"name": "www.example.com", "type": "A", "alias": [{"name": "mx.example.com", "zone_id": "Z"}]}"#)
        #expect(
            try await Plan([alias], type: "A", expect: "192.0.2.1", zone: "mx A 192.0.2.1").outcome() == "passed")
        let elsewhere = try Plan(
            [alias.replacingOccurrences(of: "mx.example.com", with: "lb.example.net")], type: "A", expect: "192.0.2.1")
        #expect(await elsewhere.outcome().hasPrefix("undetermined"))
        let long = Plan.change(
            "aws_route53_record",
            after: #"{"name": "www.example.com", "type": "TXT", "records": ["\#(String(repeating: "a", count: 256))"]}"#
        )
        #expect(try await Plan([long]).outcome().contains("more than 255 octets"))
    }

    @Test("Route 53: variants of a routing policy that say the same are that, others are undetermined")
    func route53Routing() async throws {
        func variant(_ address: String, _ text: String) -> String {
            Plan.change(
                "aws_route53_record", address,
                after: """
                    {"name": "www.example.com", "type": "TXT", "set_identifier": "\(address)", "records": ["\(text)"]}
                    """)
        }
        #expect(try await Plan([variant("r.a", "x"), variant("r.b", "x")], expect: "x").outcome() == "passed")
        let outcome = try await Plan([variant("r.a", "x"), variant("r.b", "y")], expect: "x").outcome()
        #expect(outcome.hasPrefix("undetermined") && outcome.contains("r.a") && outcome.contains("r.b"))
    }

    @Test("Cloudflare: each record is a part of its set, and only it comes and goes")
    func cloudflareParts() async throws {
        let kept = #"{"zone_id": "C1", "name": "www", "type": "TXT", "content": "kept"}"#
        let gone = #"{"zone_id": "C1", "name": "www.example.com", "type": "TXT", "content": "\"gone\""}"#
        let state = """
            "planned_values": {"root_module": {"resources": [
              {"type": "cloudflare_zone", "values": {"id": "C1", "name": "example.com"}}]}},
            """
        let plan = try Plan(
            [
                Plan.change("cloudflare_dns_record", "r.kept", actions: #""no-op""#, before: kept, after: kept),
                Plan.change("cloudflare_record", "r.gone", actions: #""delete""#, before: gone),
            ], expect: "[kept, other]", zone: "www TXT gone\nwww TXT other", state: state)
        #expect(await plan.outcome() == "passed")
    }

    @Test("Cloudflare: the data of types whose parts stand apart, and the mail exchanger's preference")
    func cloudflareData() async throws {
        for (type, attributes, expected) in [
            ("MX", #""content": "mx.example.com", "priority": 10"#, "10 mx.example.com"),
            ("MX", #""value": "mx.example.com", "priority": 5"#, "5 mx.example.com"),
            (
                "SRV", #""data": [{"priority": 1, "weight": 2, "port": 25, "target": "mx.example.com"}]"#,
                "1 2 25 mx.example.com"
            ),
            ("CAA", #""data": {"flags": 0, "tag": "issue", "value": "ca.example"}"#, "'0 issue \"ca.example\"'"),
        ] {
            let plan = try Plan(
                [
                    Plan.change(
                        "cloudflare_record", after: #"{"name": "www.example.com", "type": "\#(type)", \#(attributes)}"#)
                ], type: type, expect: expected)
            #expect(await plan.outcome() == "passed", "\(attributes)")
        }
    }

    @Test("Cloudflare: what is proxied has addresses that nobody knows here")
    func cloudflareProxied() async throws {
        let plan = try Plan(
            [
                Plan.change(
                    "cloudflare_dns_record",
                    after: #"{"name": "www.example.com", "type": "A", "content": "192.0.2.1", "proxied": true}"#)
            ], type: "A")
        #expect(await plan.outcome().contains("it is proxied"))
    }

    @Test("Cloudflare: an alias at the top of a zone answers for addresses only")
    func cloudflareApex() async throws {
        let state = """
            "planned_values": {"root_module": {"resources": [
              {"type": "cloudflare_zone", "values": {"id": "C1", "zone": "example.com"}}]}},
            """
        let change = Plan.change(
            "cloudflare_record", after: #"{"zone_id": "C1", "name": "@", "type": "CNAME", "value": "mx.example.com"}"#)
        for (type, expected) in [("A", "192.0.2.1"), ("TXT", "own")] {
            let plan = try Plan(
                [change], name: "example.com", type: type, expect: expected, zone: "@ TXT own\nmx A 192.0.2.1",
                state: state)
            #expect(await plan.outcome() == "passed")
        }
    }

    @Test("Google: whole sets; a text without quotes is cut at its blanks, as Cloud DNS does")
    func google() async throws {
        for (value, expected) in [(#"\"v=spf1 -all\""#, "v=spf1 -all"), ("v=spf1 -all", "v=spf1-all")] {
            let plan = try Plan(
                [
                    Plan.change(
                        "google_dns_record_set",
                        after: #"{"name": "www.example.com.", "type": "TXT", "ttl": 300, "rrdatas": ["\#(value)"]}"#)
                ], expect: expected)
            #expect(await plan.outcome() == "passed")
        }
    }

    @Test("Azure: each type has a resource and a form of its own")
    func azure() async throws {
        for (kind, type, attributes, expected) in [
            ("a", "A", #""records": ["192.0.2.1", "192.0.2.2"]"#, "[192.0.2.2, 192.0.2.1]"),
            ("aaaa", "AAAA", #""records": ["2001:db8::1"]"#, "'2001:db8::1'"),
            ("txt", "TXT", #""record": [{"value": "v=spf1 -all"}]"#, "v=spf1 -all"),
            ("mx", "MX", #""record": [{"preference": "10", "exchange": "mx.example.com"}]"#, "10 mx.example.com"),
            ("cname", "CNAME", #""record": "mx.example.com""#, "mx.example.com"),
            ("ptr", "PTR", #""records": ["mx.example.com"]"#, "mx.example.com"),
            ("ns", "NS", #""records": ["ns.example.com."]"#, "ns.example.com"),
            (
                "srv", "SRV", #""record": [{"priority": 1, "weight": 2, "port": 25, "target": "mx.example.com"}]"#,
                "1 2 25 mx.example.com"
            ),
            (
                "caa", "CAA", #""record": [{"flags": 0, "tag": "issue", "value": "ca.example"}]"#,
                "'0 issue \"ca.example\"'"
            ),
        ] {
            let plan = try Plan(
                [
                    Plan.change(
                        "azurerm_dns_\(kind)_record",
                        after: #"{"name": "www", "zone_name": "example.com", "ttl": 300, \#(attributes)}"#)
                ], type: type, expect: expected)
            #expect(await plan.outcome() == "passed", "\(kind) \(plan.said)")
        }
    }
}
