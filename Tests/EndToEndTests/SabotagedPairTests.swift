import Support
import Testing

@Suite(
    "sabotaged drills on a real Prometheus and Alertmanager",
    .enabled(
        if: Program.isExpected("prometheus") && Alertmanager.isExpected,
        "they are not installed: apt-get install prometheus prometheus-alertmanager"), .serialized,
    .timeLimit(.minutes(10)))
struct SabotagedPairTests {
    @Test(
        "the user's own rules and routes fail at the right line, with the right timeline",
        arguments: DrillSabotage.onPair)
    func fails(_ sabotage: DrillSabotage) async throws {
        try await sabotage.expectFailure(
            of: AlertingDrill(folder: "recipient-4xx", alert: "RecipientDomainDeferrals"),
            watching: "{ run_prometheus: { rules: [prometheus-rules.yaml], alertmanager_config: alertmanager.yaml } }",
            rules: "prometheus-rules.yaml")
    }
}
