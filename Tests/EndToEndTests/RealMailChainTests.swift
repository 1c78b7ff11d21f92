import Findings
import Foundation
import Support
import Testing

/// The scenario of `ci/chain` over real servers: all in the inbox, then each fault changes the figure that it should.
@Suite(
    "a seed list over Postfix, OpenDKIM and Dovecot", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: MailChain.isExpected, "needs root and \(MailChain.packages)"))
struct RealMailChainTests {
    private static let scenario = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../ci/chain/seed-list.yaml").standardizedFileURL.path

    /// What the case said, and how the program ended.
    private struct Outcome {
        var exitCode: Int32
        var report: RunEvent.CaseReport
        var output: String

        var figures: [String: String] {
            Dictionary(
                report.outcome.properties.filter { $0.name.hasPrefix("seed.") }
                    .map { (String($0.name.dropFirst("seed.".count)), $0.value) }
            ) { $1 }
        }
    }

    private func run(_ faults: MailChain.Faults = .init()) async throws -> Outcome {
        let chain = try await MailChain.start(faults)
        let folder = try TemporaryFolder()
        // Mail that the relay has put off is tried again in time, also where the relay would leave it alone.
        let flushing = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(10))
                await chain.relay.flush()
            }
        }
        defer {
            flushing.cancel()
            folder.remove()
        }
        do {
            let run = try await MailproofProcess.run(
                ["run", Self.scenario], in: folder.url, environment: chain.environment)
            let log = chain.log
            await chain.stop()
            // A secret is in none of what it says.
            #expect(!run.output.contains(Dovecot.password) && !run.errors.contains(Dovecot.password))
            let report = try #require(run.cases.first?.report, "\(run.errors)\n\(log)")
            return Outcome(exitCode: run.exitCode, report: report, output: run.output + run.errors + log)
        } catch {
            await chain.stop()
            throw error
        }
    }

    @Test("without a fault everything is in the inbox, and the signature is valid")
    func allInbox() async throws {
        let outcome = try await run()
        #expect(outcome.exitCode == 0, "\(outcome.output)")
        #expect(outcome.figures == ["count": "4", "accepted": "4", "inbox": "4", "junk": "0", "missing": "0"])
        #expect(outcome.report.outcome.output.contains { $0.hasPrefix("ana@receiver.example: inbox") })
        #expect(outcome.report.outcome.output.contains { $0.contains("dkim=pass") }, "\(outcome.report.outcome.output)")
    }

    @Test("greylisting delays the mail and changes nothing else")
    func greylisting() async throws {
        var faults = MailChain.Faults()
        faults.greylists = true
        let outcome = try await run(faults)
        #expect(outcome.exitCode == 0, "\(outcome.output)")
        #expect(outcome.figures["inbox"] == "4")
        #expect(outcome.output.contains("Greylisted, try again later"), "the exchanger put nothing off")
    }

    @Test("a full mailbox is one that misses the mail")
    func fullMailbox() async throws {
        var faults = MailChain.Faults()
        faults.full = "dan"
        try await expectOneMissing(faults, seed: "dan")
    }

    @Test("an unknown user is one that misses the mail: the relay has taken it")
    func unknownUser() async throws {
        var faults = MailChain.Faults()
        faults.unknown = "ben"
        try await expectOneMissing(faults, seed: "ben")
    }

    private func expectOneMissing(_ faults: MailChain.Faults, seed: String) async throws {
        let outcome = try await run(faults)
        #expect(outcome.exitCode == 1, "\(outcome.output)")
        #expect(outcome.figures == ["count": "4", "accepted": "4", "inbox": "3", "junk": "0", "missing": "1"])
        let missing = outcome.report.outcome.findings.filter { $0.message.contains("missing") }
        #expect(missing.flatMap(\.notes).contains { $0.text.hasPrefix("\(seed)@receiver.example: missing") })
    }

    @Test("a rule that files into Junk is seen as such")
    func junk() async throws {
        var faults = MailChain.Faults()
        faults.junk = "cleo"
        let outcome = try await run(faults)
        #expect(outcome.exitCode == 1, "\(outcome.output)")
        #expect(outcome.figures == ["count": "4", "accepted": "4", "inbox": "3", "junk": "1", "missing": "0"])
    }

    @Test("a key that is not published breaks the signature, and only that is told")
    func oldKey() async throws {
        var faults = MailChain.Faults()
        faults.signsWithOldKey = true
        let outcome = try await run(faults)
        #expect(outcome.exitCode == 1, "\(outcome.output)")
        #expect(outcome.figures["inbox"] == "4")
        #expect(
            outcome.report.outcome.findings.map(\.message).contains { $0.hasPrefix("expected dkim pass, got fail") })
        #expect(outcome.report.outcome.findings.count == 1, "\(outcome.report.outcome.findings.map(\.message))")
    }

    @Test("an expired certificate of the relay lets nothing out, and is no verdict on the mail")
    func expiredCertificate() async throws {
        var faults = MailChain.Faults()
        faults.hasExpired = true
        let outcome = try await run(faults)
        #expect(outcome.exitCode == 2, "\(outcome.output)")
        #expect(outcome.figures["accepted"] == "0")
        #expect(outcome.report.outcome.output.contains { $0.contains("expired") }, "\(outcome.report.outcome.output)")
    }
}
