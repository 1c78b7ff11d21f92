import Checks
import DNS
import FaultLab
import Findings
import MailAuth
import Scenarios
import Support
import Testing

@Suite("seed_send", .timeLimit(.minutes(10)))
struct SeedSendTests {
    private static let seeds = """
        seeds:
          - { address: ana@a.example, provider: alpha, mailbox: { lab: mx } }
          - { address: ben@b.example, provider: alpha, mailbox: { lab: mx } }
          - { address: cleo@c.example, mailbox: { lab: mx } }
          - { address: dan@C.example, mailbox: { lab: mx } }
        """

    /// RFC 8032 §7.1, the secret key of test 1, as RFC 8410 §7 wraps it.
    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----
        """

    private static let files = [
        "key.pem": key, "bad.pem": "nothing",
        "seeds.yaml": seeds, "mail.mustache": "<p>Hello {{name}}</p>", "data.json": "{\"name\": \"Ana\"}",
        "mail.eml": "From: news@example.com\r\nSubject: whole\r\n\r\nHello\r\n", "plain.mustache": "Hello {{name}}",
    ]

    private static let message = "{ template: mail.mustache, data: data.json, subject: 'Hi {{name}}' }"

    /// The text of a check that sends to the lab.
    private func check(_ rest: String, message: String = message) -> String {
        """
        via: $(lab.smtp.mx.url)
        from: Example <news@example.com>
        envelope_from: bounce@example.com
        message: \(message)
        seeds: seeds.yaml
        \(rest)
        """
    }

    private func load(
        _ text: String, files: [String: String] = files
    ) throws -> (rows: [Row<SeedSendSpecification>], findings: [Finding]) {
        let folder = try FixtureFolder(files)
        let loading = Loading(
            directory: folder.path, references: KnownReferences(loadValues: [:], runtimeNames: ["lab.smtp.mx.url"]))
        let (section, _) = YAMLDocument.node(
            of: SourceText(file: "lab.yaml", text: "smtp: { mx: { domains: [a.example] } }"))
        if let section, let lab = loading.decode(LabSpecification.self, from: section) {
            loading.provide(lab, of: LabSection.self)
        }
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "a.yaml", text: text))
        #expect(problems.isEmpty)
        guard let specification = loading.decode(SeedSendSpecification.self, from: try #require(node)) else {
            return ([], loading.findings)
        }
        return (SeedSendCheck.rows(specification, loading: loading), loading.findings)
    }

    private func run(
        _ rows: [Row<SeedSendSpecification>], in lab: Lab?, url: String? = nil
    ) async -> [CaseOutcome] {
        var outcomes: [CaseOutcome] = []
        for row in rows {
            var resources = Resources()
            resources[LabKey.self] = lab
            var references = RuntimeReferences()
            references["lab.smtp.mx.url"] = url ?? lab?.smtp["mx"]?.url
            let context = CheckContext(
                resources: resources, references: references, run: RunIdentity(id: "r1", seed: 1),
                caseName: "send \(row.label ?? "")", deadline: .now + .seconds(30), cleanups: Cleanups())
            outcomes.append(await SeedSendCheck.run(row, in: context))
        }
        return outcomes
    }

    private func refusal(of domain: String, _ reply: String) throws -> SMTPFault {
        try SMTPFault(at: .rcpt, when: .init(recipientDomains: [domain]), reply: reply)
    }

    /// Runs a check against a lab of one server, and gives the messages that arrived.
    private func send(
        _ text: String, receiver: LabConfiguration.Receiver = .accepting, resolver: (any Resolving)? = nil,
        faults: [SMTPFault] = []
    ) async throws -> (outcomes: [CaseOutcome], mail: [LabMessage]) {
        let (rows, findings) = try load(text)
        #expect(findings.isEmpty)
        var configuration = LabConfiguration(
            servers: [
                .init(
                    name: "mx", domains: nil, receiver: receiver, clientAddress: IPAddress("192.0.2.10"))
            ], seed: 1)
        configuration.resolver = resolver
        let lab = try await Lab.start(configuration)
        for fault in faults { _ = try lab.arm(fault, lease: .seconds(60)) }
        let outcomes = await run(rows, in: lab)
        let mail = lab.smtp["mx"]?.mailboxes.messages() ?? []
        _ = await lab.stop()
        return (outcomes, mail)
    }

    @Test("every seed gets one message of its own, and all in the inbox is a pass")
    func allInbox() async throws {
        let (outcomes, mail) = try await send(
            check("placement: { within: 5s, inbox: 100%, junk: 0, missing: 0 }\nlatency: { p95: { max: 10s } }"))
        #expect(outcomes.map(\.verdict) == [.passed])
        #expect(
            mail.map { "\($0.recipient)" } == ["ana@a.example", "ben@b.example", "cleo@c.example", "dan@C.example"])
        let texts = mail.map { String(decoding: $0.bytes, as: UTF8.self) }
        let tokens = texts.compactMap { $0.split(separator: "X-Mailproof-Seed: ").last?.split(separator: "\r\n").first }
        #expect(Set(tokens).count == 4)
        let first = try #require(texts.first)
        #expect(first.contains("Return-Path: <bounce@example.com>\r\n"))
        #expect(first.contains("\r\nTo: ana@a.example\r\n"))
        #expect(first.contains("\r\nSubject: Hi Ana\r\n"))
        #expect(first.hasSuffix("\r\n\r\n<p>Hello Ana</p>\r\n"))
        #expect(outcomes[0].properties.contains(.init("seed.inbox", "4")))
        #expect(outcomes[0].output.first?.hasPrefix("ana@a.example: inbox after") == true)
    }

    @Test("with each: provider every provider is a row that sends to its own seeds")
    func eachProvider() async throws {
        let text = check("placement: { within: 5s, each: provider, inbox: 100% }")
        #expect(try load(text).rows.map(\.label) == ["alpha", "c.example"])
        let (outcomes, mail) = try await send(
            text, faults: [try refusal(of: "c.example", "550 5.1.1 no such user")])
        #expect(outcomes.map(\.verdict) == [.passed, .failed])
        #expect(mail.count == 2)
    }

    @Test("refusals and deferrals are told in the server's words, at the bound that does not hold")
    func refusals() async throws {
        let (outcomes, _) = try await send(
            check("accepted: { min: 75% }"),
            faults: [
                try refusal(of: "b.example", "550 5.7.1 blocked"),
                try SMTPFault(at: .message, when: .init(recipientDomains: ["a.example"]), reply: "451 4.7.1 later"),
            ])
        let outcome = try #require(outcomes.first)
        #expect(outcome.verdict == .failed)
        let finding = try #require(outcome.findings.first)
        #expect(finding.message == "expected at least 75% of the messages taken by the server, got 50% (2 of 4)")
        #expect(finding.label == "got 50% (2 of 4)")
        #expect(finding.excerpt?.line == "accepted: { min: 75% }")
        #expect(
            finding.notes.map(\.text) == [
                "ana@a.example: deferred: 451 4.7.1 later (greylist, soft)",
                "ben@b.example: rejected: 550 5.7.1 blocked (policy)",
            ])
        #expect(outcome.output.contains("dialogue for ana@a.example:"))
        #expect(outcome.output.contains { $0.hasSuffix("S: 451 4.7.1 later") })
    }

    @Test("by default every message must be taken")
    func standardAcceptance() async throws {
        let (outcomes, _) = try await send(
            check(""), faults: [try refusal(of: "b.example", "550 5.7.1 blocked")])
        #expect(outcomes.first?.verdict == .failed)
        #expect(outcomes.first?.findings.first?.excerpt?.line == "via: $(lab.smtp.mx.url)")
    }

    @Test("a server that refuses every connection has refused every message")
    func refusedGreeting() async throws {
        let (outcomes, _) = try await send(
            check("accepted: 0"), faults: [try SMTPFault(at: .connect, reply: "554 5.7.1 go away")])
        #expect(outcomes.first?.verdict == .passed)
        #expect(outcomes.first?.output.first?.hasPrefix("ana@a.example: rejected: 554 5.7.1 go away (") == true)
    }

    @Test("a server that cannot be reached is undetermined, whatever was expected")
    func unreachable() async throws {
        let url = "smtp://127.0.0.1:\(try RunningProgram.freePort())"
        for rest in ["accepted: 0", "accepted: 100%", "placement: { within: 1s, missing: 0 }"] {
            let (rows, _) = try load(check(rest))
            let outcomes = await run(rows, in: nil, url: url)
            #expect(outcomes.map(\.verdict) == [.undetermined])
            #expect(outcomes.first?.transient == "connection")
            #expect(outcomes.first?.findings.first?.notes.first?.text.contains("connection refused") == true)
        }
    }

    @Test("a mailbox that cannot be read is undetermined and not missing")
    func unreadable() async throws {
        let text = check("placement: { within: 1s, missing: 0, inbox: 0 }").replacing("$(lab.smtp.mx.url)", with: "URL")
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "other", domains: nil)], seed: 1))
        let url = try #require(lab.smtp["other"]?.url)
        let (rows, _) = try load(text.replacing("URL", with: url))
        let outcomes = await run(rows, in: lab)
        _ = await lab.stop()
        #expect(outcomes.map(\.verdict) == [.undetermined])
        #expect(outcomes.first?.findings.first?.notes.first?.text.contains("the lab has no SMTP server mx") == true)
    }

    @Test("a strict receiver's junk folder and its authentication results fail the expectations")
    func junk() async throws {
        let text = check(
            """
            placement:
              within: 5s
              inbox: 100%
              junk: { max: 1 }
              authentication: { spf: pass, dkim: pass }
            """)
        let (outcomes, mail) = try await send(
            text, receiver: .strict,
            resolver: zone(
                """
                example.com.          TXT  "v=spf1 -all"
                _dmarc.example.com.   TXT  "v=DMARC1; p=quarantine"
                """))
        let outcome = try #require(outcomes.first)
        #expect(mail.allSatisfy { $0.folder == .junk })
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.map(\.label) == ["got 0% (0 of 4)", "got 4 of 4", "got fail", "got none"])
    }

    @Test("signed and authorised, every message passes at a strict receiver")
    func signed() async throws {
        let (outcomes, _) = try await send(
            check(
                """
                sign: { domain: example.com, selector: s1, key: key.pem }
                placement:
                  { within: 5s, inbox: 100%, junk: 0, authentication: { spf: pass, dkim: pass, dmarc: pass } }
                """),
            receiver: .strict,
            resolver: zone(
                """
                example.com.                 TXT  "v=spf1 ip4:192.0.2.10 -all"
                _dmarc.example.com.          TXT  "v=DMARC1; p=reject"
                s1._domainkey.example.com.   TXT  "\(try DKIMPrivateKey(pem: Self.key).recordText)"
                """))
        #expect(outcomes.map(\.verdict) == [.passed], "\(outcomes)")
        #expect(outcomes.first?.output.first?.hasSuffix("spf=pass dkim=pass dmarc=pass") == true)
    }

    @Test("a receiver that says nothing about authentication leaves it undetermined")
    func noAuthentication() async throws {
        let (outcomes, _) = try await send(check("placement: { within: 5s, authentication: { dkim: pass } }"))
        #expect(outcomes.map(\.verdict) == [.undetermined])
        #expect(outcomes.first?.findings.first?.remedy?.contains("receiver: strict") == true)
    }

    @Test("a message from a file is sent as it is, below the token that finds it")
    func wholeMessage() async throws {
        let (outcomes, mail) = try await send(
            check("placement: { within: 5s, inbox: 4 }", message: "{ eml: mail.eml }"))
        #expect(outcomes.map(\.verdict) == [.passed])
        let bytes = try #require(mail.first?.bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self).hasSuffix(
                "From: news@example.com\r\nSubject: whole\r\n\r\nHello\r\n"))
    }

    @Test("a message that is not found when the time is over is missing")
    func missing() async throws {
        // The server files the mail of another seed; the message that is looked for never comes.
        let (rows, _) = try load(
            check("placement: { within: 50ms, missing: 0 }"),
            files: Self.files.merging(["seeds.yaml": "seeds: [{ address: ana@a.example, mailbox: { lab: mx } }]"]) {
                $1
            })
        let lab = try await Lab.start(
            LabConfiguration(servers: [.init(name: "mx", domains: nil), .init(name: "other", domains: nil)], seed: 1))
        let outcomes = await run(rows, in: lab, url: lab.smtp["other"]?.url)
        _ = await lab.stop()
        #expect(outcomes.map(\.verdict) == [.failed])
        #expect(outcomes.first?.findings.first?.message == "expected 0 missing, got 1 of 1")
    }

    @Test(
        "what is wrong is told before anything is sent",
        arguments: [
            ("via: http://x", "scenario/bad-value"), ("via: $(run.id)", "scenario/bad-reference"),
            ("seeds: nowhere.yaml", "scenario/missing-file"), ("from: nobody", "scenario/bad-value"),
            ("envelope_from: 'a@b c'", "scenario/bad-value"), ("message: { subject: x }", "scenario/missing-key"),
            ("message: { template: mail.mustache }", "scenario/missing-key"),
            ("message: { eml: mail.eml, subject: x }", "scenario/conflicting-keys"),
            ("message: { eml: seeds.yaml }", "seed/no-message"),
            ("message: { template: mail.mustache, subject: x, headers: { 'A B': x } }", "seed/bad-header"),
            ("message: { template: mail.mustache, subject: x, headers: { From: a@b.example } }", "seed/cannot-compose"),
            ("message: { template: mail.mustache, subject: \"a\\r\\nBcc: x@y.example\" }", "seed/cannot-compose"),
            (
                "message: { template: mail.mustache, subject: x, images: { 'lo go': mail.eml } }", "seed/cannot-compose"
            ),
            ("message: { template: mail.mustache, subject: x, headers: { Subject: \"a\\nb\" } }", "seed/bad-header"),
            ("sign: { domain: example.com, selector: s1, key: bad.pem }", "signature/bad-key"),
            ("accepted: 101%", "scenario/bad-value"), ("tls: sometimes", "scenario/bad-value"),
            ("ca: key.pem", "scenario/conflicting-keys"),
            ("login: { user: a }", "scenario/missing-key"),
        ])
    func invalid(line: String, rule: String) throws {
        let key = line.prefix { $0 != ":" }
        let lines = check("").split(separator: "\n").filter { !$0.hasPrefix("\(key):") }
        let (_, findings) = try load((lines + [line[...]]).joined(separator: "\n"))
        #expect(findings.map(\.rule.rawValue).contains(rule), "\(findings)")
    }

    @Test(
        "a password goes beyond loopback over required TLS alone",
        arguments: [
            ("smtp://mx.example.com", "", true), ("smtp://mx.example.com", "tls: opportunistic", true),
            ("smtp://mx.example.com", "tls: required", false), ("smtps://mx.example.com", "", false),
            ("smtp://127.0.0.1", "", false),
        ])
    func loginInClear(url: String, tls: String, isRefused: Bool) throws {
        let text = check("login: { user: seed, password: secret }\n\(tls)").replacing("$(lab.smtp.mx.url)", with: url)
        #expect(try load(text).findings.map(\.rule) == (isRefused ? ["scenario/login-in-clear"] : []))
    }

    @Test("TLS that is required and not offered, and a login that is not, leave it undetermined")
    func notOffered() async throws {
        for rest in ["tls: required", "login: { user: seed, password: secret }"] {
            let (outcomes, mail) = try await send(check(rest))
            #expect(outcomes.map(\.verdict) == [.undetermined])
            #expect(outcomes.first?.transient == nil)
            #expect(mail.isEmpty)
        }
    }

    @Test(
        "a host beyond loopback is a need",
        arguments: [("smtp://mx.example.com:25", ["mx.example.com"]), ("smtp://127.0.0.1:25", [])])
    func needs(url: String, hosts: [String]) throws {
        let (rows, _) = try load(check("").replacing("$(lab.smtp.mx.url)", with: url))
        let specification = try #require(rows.first?.specification)
        #expect(SeedSendCheck.needs(specification).compactMap(\.host) == hosts)
    }
}

@Suite("CountBound")
struct CountBoundTests {
    private func bound(_ text: String) throws -> CountBound {
        let loading = Loading(directory: "")
        let node = YAMLDocument.node(of: SourceText(file: "a.yaml", text: text)).0
        let written = try #require(node)
        return try #require(loading.decode(CountBound.self, from: written))
    }

    @Test(
        "shares and counts are told apart by the percent sign",
        arguments: [
            ("100%", 4, true), ("100%", 3, false), ("4", 4, true), ("{ min: 75% }", 3, true), ("{ max: 1 }", 2, false),
            ("[0%, 100%]", 2, false), ("{ min: 1, max: 3 }", 2, true),
        ])
    func contains(text: String, count: Int, holds: Bool) throws {
        #expect(try bound(text).contains(count, of: 4) == holds)
    }

    @Test(
        "what is not known decides only where it matters",
        arguments: [
            ("{ min: 50% }", 2, 1, true), ("{ min: 50% }", 1, 1, nil), ("{ min: 50% }", 0, 1, false),
            ("{ max: 1 }", 2, 2, false), ("{ max: 1 }", 0, 2, nil), ("2", 1, 2, nil),
        ] as [(String, Int, Int, Bool?)])
    func unknown(text: String, known: Int, unknown: Int, holds: Bool?) throws {
        #expect(try bound(text).holds(known: known, unknown: unknown, of: 4) == holds)
    }
}
