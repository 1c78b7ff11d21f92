import Checks
import DNS
import FaultLab
import Findings
import Foundation
import Scenarios
import Support
import Testing

@Suite("the section lab")
struct LabSectionTests {
    @Test("publishes where its servers listen, and the lab itself")
    func start() async throws {
        let scenario = try load(
            """
            lab:
              smtp:
                mx: { domains: [inbox.example], client_address: 192.0.2.10 }
                spare: { domains: [spare.example], receiver: strict }
              dns: { zones: [example.zone] }
            """)
        #expect(scenario.findings.map(\.message) == [])
        let section = try #require(scenario.value?.sections.first { $0.key == "lab" })
        #expect(section.needs.isEmpty)
        let running = try await section.start(context())
        let lab = try #require(running.resources[LabKey.self])
        #expect(running.references["lab.smtp.mx.url"] == lab.smtp["mx"]?.url)
        #expect(running.references["lab.smtp.mx.address"]?.hasPrefix("127.0.0.1:") == true)
        #expect(running.references["lab.dns.address"] == lab.dns?.address)
        #expect(Set(lab.smtp.keys) == ["mx", "spare"])
        let answer = try await lab.resolver?.resolve(Question(name("a.example"), .TXT))
        #expect(answer?.records.map(\.data) == [.text("here")])
        #expect(await running.stop() == [])
    }

    @Test("publishes the file of the authority that its servers' certificates are trusted by, and removes it")
    func certificates() async throws {
        let scenario = try load(
            """
            lab:
              smtp:
                mx: { domains: [a.example], tls: { offer: implicit, certificate: wrong-name, max_version: 1.2 } }
                app: { domains: [b.example], tls: {}, login: { user: app, password: pass }, proxy: true }
                spare: { domains: [c.example], tls: { offer: none } }
                old: { domains: [d.example], tls: { max_version: 1.0 } }
            """)
        #expect(scenario.findings.map(\.message) == [])
        let section = try #require(scenario.value?.sections.first { $0.key == "lab" })
        let running = try await section.start(context())
        let lab = try #require(running.resources[LabKey.self])
        #expect(running.references["lab.smtp.mx.url"]?.hasPrefix("smtps://127.0.0.1:") == true)
        #expect(
            lab.smtp["mx"]?.identity.tls
                == TLSOffer(isImplicit: true, certificate: .wrongName, versions: .v1_2 ... .v1_2))
        #expect(lab.smtp["app"]?.identity.login?.accounts.map(\.user) == ["app"])
        #expect(lab.smtp["spare"]?.identity.tls == nil)
        #expect(lab.smtp["old"]?.identity.tls?.versions == TLSProtocolVersion.v1_0 ... .v1_0)
        let path = try #require(running.references["lab.smtp.mx.ca"])
        #expect(running.references["lab.smtp.app.ca"] == path)
        #expect(running.references["lab.smtp.spare.ca"] == nil)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("-----BEGIN CERTIFICATE-----"))
        #expect(await running.stop() == [])
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("says which address is in use, at the place that names it")
    func addressInUse() async throws {
        let taken = try LoopbackSocket(.silentTCP)
        defer { taken.close() }
        let scenario = try load(
            "lab: { smtp: { mx: { domains: [a.example], listen: \"127.0.0.1:\(taken.port)\" } } }")
        let section = try #require(scenario.value?.sections.first { $0.key == "lab" })
        do {
            _ = try await section.start(context())
            Issue.record("it started")
        } catch {
            #expect(error.finding.message.contains("127.0.0.1:\(taken.port) is in use"))
            #expect(error.finding.excerpt?.span.line == 3)
            #expect(error.finding.excerpt?.span.column == 52)
        }
    }

    @Test("needs leave to listen beyond loopback")
    func needs() throws {
        let scenario = try load(
            "lab: { smtp: { mx: { domains: [a.example], listen: \"0.0.0.0:2525\" } }, monitor: { rules: rules.yaml } }")
        let needs = scenario.value?.sections.first { $0.key == "lab" }?.needs ?? []
        #expect(needs.map { "\($0.permission.rawValue) \($0.host ?? "-")" } == ["network 0.0.0.0:2525"])
    }

    @Test("needs leave to break a lab beyond this machine")
    func remoteNeeds() throws {
        for (url, needed) in [
            ("https://lab.staging.example:8443", ["inject lab.staging.example"]), ("http://127.0.0.1:8025", []),
            ("http://[::1]:8025", []),
        ] {
            let scenario = try load("lab: { remote: \"\(url)\" }")
            let needs = scenario.value?.sections.first { $0.key == "lab" }?.needs ?? []
            #expect(needs.map { "\($0.permission.rawValue) \($0.host ?? "-")" } == needed)
        }
    }

    @Test("makes drills of one lab elsewhere wait for each other")
    func oneAtATime() throws {
        let scenario = try load(
            """
            lab: { remote: "http://127.0.0.1:8025", monitor: { rules: rules.yaml } }
            alerts: lab
            """,
            checks: """
                  - drill:
                      faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
                      expect: [{ metric: { count: { of: smtp_replies, window: 1s }, min: 1, within: 1s } }]
                """)
        #expect(scenario.findings.map(\.message) == [])
        #expect(scenario.value?.checks.map(\.outsideSystems) == [["http://127.0.0.1:8025"]])
    }

    @Test("says that a lab elsewhere does not answer, at the place that names it")
    func unreachable() async throws {
        let closed = try RunningProgram.freePort()
        let scenario = try load("lab: { remote: \"http://127.0.0.1:\(closed)\" }")
        let section = try #require(scenario.value?.sections.first { $0.key == "lab" })
        do {
            _ = try await section.start(context())
            Issue.record("it started")
        } catch {
            #expect(error.finding.rule == "lab/not-reached")
            #expect(error.finding.excerpt?.span.column == 16)
        }
    }

    @Test("publishes the URL of its control API")
    func control() async throws {
        let scenario = try load("lab: { smtp: { mx: { domains: [a.example] } }, control: {} }")
        let section = try #require(scenario.value?.sections.first { $0.key == "lab" })
        let running = try await section.start(context())
        let url = try #require(running.references["lab.control.url"])
        #expect(url == running.resources[LabControlKey.self]?.server.url)
        #expect(try await LabClient(url: url, token: nil).lab()["smtp"]?.items?.count == 1)
        #expect(await running.stop() == [])
    }

    @Test(
        "says what is wrong with it",
        arguments: [
            ("lab: {}", "the lab has no server"),
            ("lab: { smtp: { mx: { receiver: strict } } }", "domains is missing"),
            ("lab: { smtp: { mx: { domains: [] } } }", "a server without domains takes no mail"),
            (
                "lab: { smtp: { my_mx: { domains: [a.example] } } }",
                "a server's name has letters, digits and hyphens, found my_mx"
            ),
            (
                "lab: { smtp: { mx: { domains: [a.example], receiver: strict } } }",
                "a strict receiver has no DNS to ask"
            ),
            ("lab: { dns: { zones: [example.zone, again.zone] } }", "the zone example is in"),
            ("lab: { dns: { zones: [missing.zone] } }", "cannot be read"),
            ("lab: { smtp: { mx: { domains: [a.example], listen: \"mx:25\" } } }", "an address and a port"),
            ("lab: { remote: \"lab.example\" }", "a lab elsewhere is an http or https URL, found lab.example"),
            ("lab: { token: x, dns: { zones: [example.zone] } }", "a token is shown to a lab elsewhere"),
            (
                "lab: { remote: \"https://lab.example\", dns: { zones: [example.zone] } }",
                "a lab elsewhere has its own servers"
            ),
            (
                "lab: { smtp: { mx: { domains: [a.example], login: { user: u, password: p } } } }",
                "nobody can log in, for the password comes over TLS alone"
            ),
            (
                "lab: { smtp: { mx: { domains: [a.example], tls: { min_version: 1.3, max_version: 1.2 } } } }",
                "no version is from 1.3 to 1.2"
            ),
        ])
    func mistakes(text: String, message: String) throws {
        let messages = try load(text).findings.map(\.message)
        #expect(messages.contains { $0.contains(message) }, "\(messages)")
    }

    private func context() -> SectionContext {
        SectionContext(resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "test", seed: 1))
    }

    private func load(
        _ text: String, checks: String = "  - dns_record: { name: a.example, type: TXT, expect: here }"
    ) throws -> (value: Scenario?, findings: [Finding]) {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let zone = """
            $ORIGIN example.
            $TTL 1h
            @ SOA ns hostmaster 1 2h 15m 2w 10m
              NS  ns
            a TXT "here"
            """
        try folder.write(zone, to: "example.zone")
        try folder.write(zone, to: "again.zone")
        try folder.write("rules: []\n", to: "rules.yaml")
        let file = try folder.write(
            "mailproof: 1\nname: test\n\(text)\nchecks:\n\(checks)\n", to: "a.yaml")
        let catalog = Catalog(
            checks: [DNSRecordCheck.self, DrillCheck.self],
            sections: [DNSSection.self, LabSection.self, AlertsSection.self])
        let loaded = ScenarioLoader(catalog: catalog).load(file: file.path)
        return (loaded.scenario, loaded.findings)
    }
}
