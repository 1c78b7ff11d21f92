import Findings
import Foundation
import Glibc
import Support
import Testing

@Suite("a drill in a lab that runs elsewhere")
struct RemoteDrillTests {
    private static let lab = """
        mailproof: 1
        name: staging
        lab: { smtp: { mx: { domains: [slow.example, healthy.example] } } }
        """

    /// The scenario of a drill there.
    private static func scenario(alert: String, within: String) -> String {
        """
        mailproof: 1
        name: staging is drilled
        env: [LAB_URL, LAB_SMTP]
        secrets: { LAB: { env: LAB_TOKEN } }
        lab:
          remote: $(env.LAB_URL)
          token: $(secrets.LAB)
          monitor: { rules: alerts.yaml, notify: { pager: {} } }
        alerts: lab
        checks:
          - name: deferrals page
            drill:
              faults:
                - smtp: { server: mx, at: rcpt, when: { recipient_domain: slow.example }, reply: "451 4.7.1 Later" }
              traffic:
                - { via: $(env.LAB_SMTP), from: drill@example.com, to: "user$(n)@slow.example", rate: 20/s }
              expect:
                - { alert: \(alert), within: \(within), delivered: { to: pager, times: 1 } }
              recover: { alerts_resolved_within: 60s }
        """
    }

    private static let alerts = """
        rules:
          - alert: Deferrals
            count: { of: smtp_replies, where: { class: 4xx }, window: 2s }
            above: 5
          - alert: Never
            count: { of: smtp_replies, where: { class: 5xx }, window: 2s }
            above: 1000000
        """

    private func drill(
        _ lab: RunningLab, alert: String, within: String,
        started: @escaping @Sendable (Int32) async -> Void = { _ in }
    ) async throws -> MailproofProcess {
        try lab.folder.write(Self.scenario(alert: alert, within: within), to: "drill.yaml")
        try lab.folder.write(Self.alerts, to: "alerts.yaml")
        return try await MailproofProcess.run(
            ["run", "drill.yaml"], in: lab.folder.url,
            environment: ["LAB_URL": lab.url, "LAB_SMTP": lab.smtp, "LAB_TOKEN": RunningLab.token]
        ) { process, _ in await started(process) }
    }

    @Test("arms over the control API, hears the alert, and leaves nothing armed")
    func passes() async throws {
        let lab = try await RunningLab(Self.lab)
        let run = try await drill(lab, alert: "Deferrals", within: "60s")
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        let hits = run.cases.first?.report.outcome.properties.first { $0.name == "drill.hits" }
        #expect(hits.flatMap { Int($0.value) } ?? 0 > 5)
        #expect(!"\(run.output)\(run.errors)".contains(RunningLab.token))
        #expect(try await lab.armed() == 0)
        #expect(await lab.stop() == 130)
    }

    @Test("killed in the middle leaves a fault that mailproof undo disarms")
    func killedAndUndone() async throws {
        let lab = try await RunningLab(Self.lab)
        let run = try await drill(lab, alert: "Never", within: "10m") { process in
            try? await lab.waitUntilArmed(1)
            kill(process, SIGKILL)
        }
        #expect(run.exitCode == 137)
        #expect(try await lab.armed() == 1)
        let undo = try await MailproofProcess.run(
            ["undo", "--lab", lab.url], in: lab.folder.url, environment: ["MAILPROOF_LAB_TOKEN": RunningLab.token])
        #expect(undo.exitCode == 0, "\(undo.errors)")
        #expect(undo.output.contains("disarmed fault-1: smtp mx rcpt slow.example: 451 4.7.1 Later"))
        #expect(undo.output.contains("took the lab from deferrals page (run "))
        #expect(try await lab.armed() == 0)
        let again = try await MailproofProcess.run(
            ["undo", "--lab", lab.url], in: lab.folder.url, environment: ["MAILPROOF_LAB_TOKEN": RunningLab.token])
        #expect(again.output == "nothing was armed\n")
        let refused = try await MailproofProcess.run(["undo", "--lab", lab.url], in: lab.folder.url)
        #expect(refused.exitCode == 4)
        #expect(refused.errors.contains("this lab wants its token"))
        #expect(await lab.stop() == 130)
    }

    @Test("killed in the middle leaves a fault that ends by itself, and the lab is free for the next drill")
    func killedAndForgotten() async throws {
        let lab = try await RunningLab(Self.lab)
        let killed = try await drill(lab, alert: "Never", within: "10m") { process in
            try? await lab.waitUntilArmed(1)
            kill(process, SIGKILL)
        }
        #expect(killed.exitCode == 137)
        let meanwhile = try await drill(lab, alert: "Deferrals", within: "60s")
        #expect(meanwhile.exitCode == 2, "one drill at a time: \(meanwhile.output)")
        #expect(meanwhile.output.contains("the lab is held by deferrals page"))
        try await lab.waitUntilArmed(0)
        let next = try await drill(lab, alert: "Deferrals", within: "60s")
        #expect(next.exitCode == 0, "\(next.output)\(next.errors)")
        #expect(await lab.stop() == 130)
    }

    @Test("is undetermined where somebody takes the lab away from it")
    func lost() async throws {
        let lab = try await RunningLab(Self.lab)
        let run = try await drill(lab, alert: "Never", within: "10m") { process in
            try? await lab.waitUntilArmed(1)
            _ = await undo(lab)
        }
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect(run.cases.first?.report.outcome.findings.first?.rule == "drill/lab-lost")
        #expect(await lab.stop() == 130)
    }

    private func undo(_ lab: RunningLab) async -> Int32? {
        try? await MailproofProcess.run(
            ["undo", "--lab", lab.url], in: lab.folder.url, environment: ["MAILPROOF_LAB_TOKEN": RunningLab.token]
        ).exitCode
    }
}
