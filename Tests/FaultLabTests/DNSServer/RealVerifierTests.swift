import DNS
import FaultLab
import Foundation
import MailTransport
import Support
import Testing

@Suite("Real verifiers see a selector that is broken in the lab", .timeLimit(.minutes(10)))
struct RealVerifierTests {
    /// What a fault of the selector is to OpenDKIM and to Rspamd.
    private static let faults: [(answer: DNSFault.Reply, openDKIM: String, rspamd: String)] = [
        (.serverFailure, "key DNS query failed", "R_DKIM_TEMPFAIL"),
        (.nameError, "key not found in DNS", "R_DKIM_PERMFAIL"),
        (.records([.text("v=DKIM1; p=")]), "key revoked", "R_DKIM_PERMFAIL"),
        (.flipped, "dkim=fail", "R_DKIM_REJECT"),
    ]

    @Test(
        "OpenDKIM, through its own resolver",
        .enabled(if: OpenDKIMMilter.isExpected, "opendkim is not installed: apt-get install opendkim"))
    func openDKIM() async throws {
        let opendkim = try #require(Program("opendkim"), "CI=true and opendkim is missing: ci/install opendkim")
        try await withLab { lab, server in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            try Self.message.write(to: folder.url.appendingPathComponent("message.eml"))
            let resolver = try folder.write(
                """
                server:
                  do-not-query-localhost: no
                  module-config: "iterator"
                stub-zone:
                  name: "example.com"
                  stub-addr: \(server.address)@\(server.port)
                  stub-prime: no

                """, to: "unbound.conf")
            let file = try folder.write(
                "Mode v\nResolverConfiguration \(resolver.path)\nSocket inet:0@localhost\nSyslog no\n",
                to: "opendkim.conf")
            func verdict() async throws -> String {
                try await opendkim.run(["-x", file.path, "-vv", "-t", "message.eml"], in: folder).output
            }
            for fault in Self.faults {
                let armed = try lab.arm(Self.broken(fault.answer), lease: .seconds(600))
                let found = try await verdict()
                #expect(found.contains(fault.openDKIM), "\(fault.answer.word): \(found)")
                #expect(armed.hits.total >= 1)
                armed.disarm()
            }
            let mended = try await verdict()
            #expect(mended.contains("dkim=pass"), "\(mended)")
        }
    }

    @Test("Rspamd", .enabled(if: Rspamd.isExpected, "rspamd is not installed: apt-get install rspamd"))
    func rspamd() async throws {
        let program = try #require(Program("rspamd"), "CI=true and rspamd is missing: ci/install rspamd")
        try await withLab { lab, server in
            let rspamd = try Rspamd(program, dns: server)
            do {
                try await rspamd.waitUntilReady()
                let client = RspamdClient(url: rspamd.url)
                // It keeps a key that it has read, so that one with a flipped bit would stay.
                for fault in Self.faults where fault.answer != .flipped {
                    let armed = try lab.arm(Self.broken(fault.answer), lease: .seconds(600))
                    let broken = try await client.judge(Array(Self.message)).symbols.map(\.name)
                    #expect(broken.contains(fault.rspamd), "\(fault.answer.word): \(broken)")
                    #expect(armed.hits.total >= 1)
                    armed.disarm()
                }
                let mended = try await client.judge(Array(Self.message)).symbols.map(\.name)
                #expect(mended.contains("R_DKIM_ALLOW"), "\(mended)")
            } catch {
                Issue.record(error)
            }
            await rspamd.stop()
        }
    }

    private static func broken(_ answer: DNSFault.Reply) -> DNSFault {
        DNSFault(name("s2026a._domainkey.example.com"), .TXT, answer: answer)
    }

    /// A signed message, and the zone that has its key, as they ship.
    private static let folder = ShippedScenario.root.appendingPathComponent("authentication")
    private static let message = (try? Data(contentsOf: folder.appendingPathComponent("mail/signed.eml"))) ?? Data()

    private func withLab(_ body: (Lab, ServerAddress) async throws -> Void) async throws {
        #expect(!Self.message.isEmpty)
        let file = ZoneFile(path: Self.folder.appendingPathComponent("dns/example.com.zone").path)
        let zone = try #require(file?.zone)
        let lab = try await Lab.start(LabConfiguration(servers: [], dns: .init(zones: [zone]), seed: 1))
        do {
            try await body(lab, try #require(lab.dns.flatMap { ServerAddress($0.address) }))
        } catch {
            Issue.record(error)
        }
        #expect(await lab.stop() == [])
    }
}
