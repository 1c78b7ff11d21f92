import Findings
import Foundation
import Support
import Testing

/// A scenario that cannot be loaded, and what the user is told.
struct InvalidScenario: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The files, by path.
    var files: [String: String]
    /// Every place that must be named.
    var places: [String]
    /// Every word that must be said.
    var says: [String]
}

@Suite("bad input")
struct BadInputTests {
    @Test("an invalid scenario exits with 65, names every place, and starts nothing", arguments: invalidScenarios)
    func invalid(_ scenario: InvalidScenario) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (path, text) in scenario.files {
            try folder.write(text, to: path)
        }
        let run = try await MailproofProcess.run(["run", "a.yaml"], in: folder.url)
        #expect(run.exitCode == 65, "\(run.output)\(run.errors)")
        for words in scenario.places + scenario.says {
            #expect(run.errors.contains(words), "\(words) is not in:\n\(run.errors)")
        }
        #expect(run.cases.isEmpty)
    }

    @Test("a path that does not exist exits with 66 and is named")
    func missingPath() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let run = try await MailproofProcess.run(["run", "nowhere/mail.yaml"], in: folder.url)
        #expect(run.exitCode == 66)
        #expect(run.errors.contains("nowhere/mail.yaml"))
    }

    @Test("a folder without scenarios exits with 3 and is named")
    func emptyFolder() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("seeds: []\n", to: "empty/seeds.yaml")
        let run = try await MailproofProcess.run(["run", "empty"], in: folder.url)
        #expect(run.exitCode == 3)
        #expect(run.errors.contains("empty"))
    }

    @Test("a report that cannot be written exits with 73 before anything runs")
    func unwritableReport() async throws {
        let scenario = try ShippedScenario("authentication")
        defer { scenario.folder.remove() }
        // A file stands where the folder of the report should be: not even root can write below it.
        try scenario.folder.write("", to: "occupied")
        let run = try await scenario.run(["--report", "junit=occupied/report.xml"])
        #expect(run.exitCode == 73, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("occupied/report.xml"))
        #expect(run.cases.isEmpty)
    }

    @Test("a DNS server that never answers makes the case undetermined and is named with its port")
    func silentDNS() async throws {
        let server = try LoopbackSocket(.silentUDP)
        defer { server.close() }
        let run = try await run(
            """
            mailproof: 1
            name: silent
            dns: { server: "127.0.0.1:\(server.port)" }
            checks:
              - timeout: 3s
                dns_record: { name: example.com, type: TXT, expect: hello }
            """)
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect(run.cases.map(\.report.outcome.verdict) == [.undetermined])
        #expect(run.output.contains("127.0.0.1:\(server.port)"), "\(run.output)\(run.errors)")
    }

    @Test("an SMTP server that refuses connections makes the case undetermined and is named with its port")
    func refusedSMTP() async throws {
        let server = try LoopbackSocket(.silentTCP)
        server.close()
        let run = try await run(
            """
            mailproof: 1
            name: refused
            lab: { smtp: { mx: { domains: [seed.example] } } }
            checks:
              - name: send
                seed_send:
                  via: smtp://127.0.0.1:\(server.port)
                  from: news@example.com
                  message: { eml: mail.eml }
                  seeds: seeds.yaml
                  accepted: 100%
            """,
            files: [
                "mail.eml": "From: news@example.com\r\nTo: a@seed.example\r\nSubject: x\r\n\r\nHello\r\n",
                "seeds.yaml": "seeds:\n  - { address: a@seed.example, provider: own, mailbox: { lab: mx } }\n",
            ])
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect(run.cases.map(\.report.outcome.verdict) == [.undetermined])
        #expect(run.output.contains("127.0.0.1:\(server.port)"), "\(run.output)\(run.errors)")
    }

    @Test("a lab whose port is taken makes every case undetermined and names the port")
    func occupiedPort() async throws {
        let taken = try LoopbackSocket(.silentTCP)
        defer { taken.close() }
        let run = try await run(
            """
            mailproof: 1
            name: occupied
            dns: { server: none }
            lab: { smtp: { mx: { domains: [seed.example], listen: "127.0.0.1:\(taken.port)" } } }
            checks:
              - dns_record: { name: example.com, type: TXT, expect: hello }
            """)
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect(run.cases.map(\.report.outcome.verdict) == [.undetermined])
        #expect(run.output.contains("127.0.0.1:\(taken.port)"), "\(run.output)\(run.errors)")
    }

    private func run(_ scenario: String, files: [String: String] = [:]) async throws -> MailproofProcess {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(scenario + "\n", to: "a.yaml")
        for (path, text) in files {
            try folder.write(text, to: path)
        }
        return try await MailproofProcess.run(["run", "a.yaml"], in: folder.url)
    }

    static let invalidScenarios: [InvalidScenario] = [
        InvalidScenario(
            testDescription: "malformed YAML",
            files: ["a.yaml": "mailproof: 1\nname: [unclosed\nchecks: []\n"],
            places: ["a.yaml:3:"], says: ["checks: []"]),
        InvalidScenario(
            testDescription: "unknown keys of a scenario, a check and a kind, all at once",
            files: [
                "a.yaml": """
                mailproof: 1
                name: unknown
                tag: [x]
                dns: { zones: [], server: none }
                checks:
                  - timout: 3s
                    dns_record: { name: example.com, typ: TXT, expect: hello }
                  - dmrac: { domain: example.com }

                """
            ],
            places: ["a.yaml:3:1", "a.yaml:6:5", "a.yaml:7:38", "a.yaml:8:5"],
            says: ["did you mean 'tags'", "did you mean 'timeout'", "did you mean 'type'", "did you mean 'dmarc'"]),
        InvalidScenario(
            testDescription: "a wrong type and a duration without a unit",
            files: [
                "a.yaml": """
                mailproof: 1
                name: types
                dns: { zones: [], server: none }
                checks:
                  - warn: yes
                    timeout: 10
                    dns_record: { name: example.com, type: TXT, expect: hello }

                """
            ],
            places: ["a.yaml:5:11", "a.yaml:6:14"], says: ["true", "10s"]),
        InvalidScenario(
            testDescription: "an unknown variable",
            files: [
                "a.yaml": """
                mailproof: 1
                name: variables
                vars: { domain: example.com }
                dns: { zones: [], server: none }
                checks:
                  - dns_record: { name: $(vars.domian), type: TXT, expect: hello }

                """
            ],
            places: ["a.yaml:6:25"], says: ["vars.domian", "vars.domain"]),
        InvalidScenario(
            testDescription: "a missing fixture",
            files: [
                "a.yaml": """
                mailproof: 1
                name: missing
                dns: { zones: [zones/none.zone], server: none }
                checks:
                  - dns_record: { name: example.com, type: TXT, expect: hello }

                """
            ],
            places: ["a.yaml:3:16"], says: ["zones/none.zone"]),
        InvalidScenario(
            testDescription: "two syntax errors of a zone file",
            files: [
                "a.yaml": """
                mailproof: 1
                name: zone
                dns: { zones: [a.zone], server: none }
                checks:
                  - dns_record: { name: example.com, type: TXT, expect: hello }

                """,
                "a.zone": """
                $ORIGIN example.com.
                $TTL 1h
                @    SOA ns1 hostmaster 1 2h 15m 2w 10m
                www  A   192.0.2.300
                mail TXT "never closed

                """,
            ],
            places: ["a.zone:4:10", "a.zone:5:10"], says: ["192.0.2.300"]),
        InvalidScenario(
            testDescription: "a template that does not parse",
            files: [
                "a.yaml": """
                mailproof: 1
                name: template
                checks:
                  - lint:
                      templates: [a.mustache]
                      render: { engine: mustache, data: a.json }
                      class: transactional

                """,
                "a.json": "{ \"items\": [] }\n",
                "a.mustache": "<p>one</p>\n<p>{{#items}} two</p>\n",
            ],
            places: ["a.mustache:2:4"], says: ["items"]),
    ]
}
