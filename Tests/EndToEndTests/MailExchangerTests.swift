import Findings
import Foundation
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A seed list without a relay: each message goes where DNS leads, as that of a mail server would.
@Suite("mail exchangers", .enabled(if: geteuid() == 0, "port 25 of a loopback address needs root"))
struct MailExchangerTests {
    private static let scenario = """
        mailproof: 1
        name: exchangers
        dns: { zones: [seed.example.zone, none.example.zone], server: none }
        lab:
          smtp:
            mx: { domains: [seed.example], listen: "127.0.0.77:25" }
        checks:
          - name: by MX
            seed_send:
              from: news@example.com
              message: { text: mail.txt, subject: hi }
              seeds: seeds.yaml
              accepted: { min: 1 }
              placement: { within: 5s, inbox: 1 }

        """

    private static let files = [
        "seed.example.zone": """
        $ORIGIN seed.example.
        @ 300 SOA ns hostmaster 1 2 3 4 5
        @ 300 NS ns
        @ 300 MX 10 first
        @ 300 MX 20 second
        first 300 A 127.0.0.78
        second 300 A 127.0.0.77

        """,
        "none.example.zone": """
        $ORIGIN none.example.
        @ 300 SOA ns hostmaster 1 2 3 4 5
        @ 300 NS ns
        @ 300 MX 0 .

        """,
        "seeds.yaml": """
        seeds:
          - { address: ana@seed.example, mailbox: { lab: mx } }
          - { address: ben@none.example, mailbox: { lab: mx } }

        """,
        "mail.txt": "Hello\n", "mail.yaml": scenario,
    ]

    private func run(_ arguments: [String]) async throws -> MailproofProcess {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (name, text) in Self.files { try folder.write(text, to: name) }
        return try await MailproofProcess.run(["run", "mail.yaml"] + arguments, in: folder.url)
    }

    @Test("the next exchanger is tried where one is not there, and a domain that takes no mail gets none")
    func fallback() async throws {
        let run = try await run(["--allow", "smtp"])
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        let output = try #require(run.cases.first).report.outcome.output
        #expect(output.first?.hasPrefix("ana@seed.example: inbox") == true, "\(output)")
        #expect(output.dropFirst().first == "ben@none.example: rejected: none.example takes no mail (RFC 7505)")
    }

    @Test("it needs leave, for DNS may name any host")
    func leave() async throws {
        let run = try await run([])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("smtp"), "\(run.errors)")
    }

    @Test("a dry run says to whom it would send")
    func dry() async throws {
        let run = try await run(["--dry-run"])
        #expect(run.output.contains("sends a message to ana@seed.example through its mail exchangers"), "\(run.output)")
    }
}
