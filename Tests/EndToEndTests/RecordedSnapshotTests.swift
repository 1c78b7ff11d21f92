import Findings
import Foundation
import Support
import Testing

/// `mailproof dns record` beside a real server, and where there is none.
struct RecordedSnapshotTests {
    private static let zone = """
        $ORIGIN vendor.example.
        $TTL 300
        @ SOA ns hostmaster 1 2h 15m 2w 10m
        @ NS ns
        ns A 198.51.100.53
        _spf TXT "v=spf1 include:_eu.vendor.example include:alias.vendor.example ~all"
        _eu TXT "v=spf1 ip4:203.0.113.0/26 ~all"
        alias CNAME _pool
        _pool TXT "v=spf1 ip4:198.51.100.0/26 ~all"
        """

    private static func scenario(server: String = "none", timeout: String = "30s") -> String {
        """
        mailproof: 1
        name: ours
        dns: { zones: [ours.zone], snapshot: dns/vendors.snapshot, server: "\(server)" }
        defaults: { timeout: \(timeout) }
        checks:
          - spf: { domain: ours.example, senders: [{ ip: 203.0.113.7 }] }
          - dns_record: { name: gone.vendor.example, type: A, expect: [] }
          - dns_record: { name: ns.vendor.example, type: TXT, expect: [] }
        """
    }

    /// Everything that the checks of the scenario ask for beyond `ours.zone`.
    private static let snapshot = """
        ; mailproof dns snapshot 1
        ; What others published when it was recorded; mailproof dns record writes it anew and shows what drifted.
        _eu.vendor.example. TXT "v=spf1 ip4:203.0.113.0/26 ~all"
        _pool.vendor.example. TXT "v=spf1 ip4:198.51.100.0/26 ~all"
        _spf.vendor.example. TXT "v=spf1 include:_eu.vendor.example include:alias.vendor.example ~all"
        alias.vendor.example. CNAME _pool.vendor.example.
        gone.vendor.example. NXDOMAIN
        ns.vendor.example. TXT NODATA

        """

    private func folder(_ scenario: String = Self.scenario()) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(scenario, to: "s.yaml")
        try folder.write(
            "$ORIGIN ours.example.\n$TTL 300\n@ TXT \"v=spf1 include:_spf.vendor.example -all\"\n", to: "ours.zone")
        return folder
    }

    private func content(_ folder: TemporaryFolder) -> String? {
        (try? Data(contentsOf: folder.url.appendingPathComponent("dns/vendors.snapshot")))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "what a server says is written once, compared, and shown where it drifts",
        .enabled(if: NSD.isExpected, "nsd is not installed: apt-get install nsd"), .timeLimit(.minutes(10)))
    func recording() async throws {
        let path = try #require(NSD.path, "CI=true and nsd is missing: ci/install nsd")
        let nsd = try NSD(path, zones: ["vendor.example": Self.zone])
        let folder = try folder()
        defer { folder.remove() }
        do {
            try await nsd.waitUntilReady("vendor.example")
            try await record(in: folder, asking: nsd.addressText)
        } catch {
            Issue.record(error)
        }
        await nsd.stop()
    }

    private func record(in folder: TemporaryFolder, asking server: String) async throws {
        let command = ["dns", "record", "s.yaml", "--server", server]
        let early = try await MailproofProcess.run(["validate", "s.yaml"], in: folder.url)
        #expect(early.exitCode == 65)
        #expect(early.errors.contains("run mailproof dns record s.yaml"), "\(early.errors)")

        let first = try await MailproofProcess.run(command, in: folder.url)
        #expect(first.exitCode == 0, "\(first.output)\(first.errors)")
        #expect(first.output.hasPrefix("dns/vendors.snapshot: new\n  + _eu.vendor.example. TXT"))
        #expect(content(folder) == Self.snapshot)

        let again = try await MailproofProcess.run(command + ["--check"], in: folder.url)
        #expect(again.exitCode == 0)
        #expect(again.output == "dns/vendors.snapshot: unchanged\n")

        let run = try await MailproofProcess.run(["run", "s.yaml"], in: folder.url)
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")

        let drifted = Self.snapshot.replacingOccurrences(of: "203.0.113.0/26", with: "203.0.113.0/24")
            .replacingOccurrences(of: "gone.vendor.example. NXDOMAIN\n", with: "old.vendor.example. A 192.0.2.1\n")
        try folder.write(drifted, to: "dns/vendors.snapshot")
        let check = try await MailproofProcess.run(command + ["--check"], in: folder.url)
        #expect(check.exitCode == 1)
        #expect(
            check.output == """
                dns/vendors.snapshot: 3 changes
                  ~ _eu.vendor.example. TXT "v=spf1 ip4:203.0.113.0/24 ~all" → "v=spf1 ip4:203.0.113.0/26 ~all"
                  + gone.vendor.example. NXDOMAIN
                  - old.vendor.example. A 192.0.2.1

                """)
        #expect(content(folder) == drifted)
        #expect(try await MailproofProcess.run(command, in: folder.url).exitCode == 0)
        #expect(content(folder) == Self.snapshot)
    }

    @Test("a question that nobody answers keeps the answer that it had, exit code 2", .timeLimit(.minutes(10)))
    func unanswered() async throws {
        let closed = try RunningProgram.freePort()
        let folder = try folder(Self.scenario(server: "127.0.0.1:\(closed)"))
        defer { folder.remove() }
        try folder.write(Self.snapshot, to: "dns/vendors.snapshot")
        let run = try await MailproofProcess.run(["dns", "record", "s.yaml"], in: folder.url)
        #expect(run.exitCode == 2)
        #expect(run.output == "dns/vendors.snapshot: unchanged\n")
        #expect(run.errors.contains("could not find out _spf.vendor.example TXT"), "\(run.errors)")
        #expect(content(folder) == Self.snapshot)
    }

    @Test("a server beyond this machine must be allowed, exit code 64")
    func permission() async throws {
        let folder = try folder()
        defer { folder.remove() }
        let run = try await MailproofProcess.run(
            ["dns", "record", "s.yaml", "--server", "192.0.2.53:53"], in: folder.url)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("--allow network=192.0.2.53:53"), "\(run.errors)")
        #expect(!run.errors.contains("--skip-unallowed"))
        #expect(content(folder) == nil)
    }

    @Test("a scenario that names no snapshot is told what to add, exit code 65")
    func namesNone() async throws {
        let folder = try folder(
            Self.scenario().replacingOccurrences(of: " snapshot: dns/vendors.snapshot,", with: ""))
        defer { folder.remove() }
        let run = try await MailproofProcess.run(["dns", "record", "s.yaml"], in: folder.url)
        #expect(run.exitCode == 65)
        #expect(run.errors.contains("add dns: { snapshot:"), "\(run.errors)")
    }

    @Test("a server that is no address is wrong usage, exit code 64")
    func badServer() async throws {
        let folder = try folder()
        defer { folder.remove() }
        let run = try await MailproofProcess.run(["dns", "record", "s.yaml", "--server", "resolver"], in: folder.url)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("--server: expected an address"), "\(run.errors)")
    }
}
