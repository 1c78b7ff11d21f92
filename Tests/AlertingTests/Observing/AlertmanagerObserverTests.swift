import Alerting
import Findings
import Support
import Testing

@Suite("an Alertmanager that is watched", .timeLimit(.minutes(10)))
struct AlertmanagerObserverTests {
    private func observer(_ server: ScriptedHTTPServer) -> AlertmanagerObserver {
        AlertmanagerObserver(url: server.url, interval: .milliseconds(10), patience: .milliseconds(200))
    }

    @Test("what is listed fires, what is listed no longer is resolved, and says so")
    func firingAndGone() async throws {
        let answers = ScriptedAnswers("[]")
        let server = try answers.server()
        defer { server.stop() }
        let observer = observer(server)
        #expect(try await observer.activeAlerts().isEmpty)
        let observations = observer.observations()
        answers.become(.reply(200, "[\(ListedItem.alertmanager("X"))]"))
        let firing = await observations.next(1)
        #expect(firing.map(\.transition.state) == [.firing])
        #expect(firing.map(\.transition.alert.annotations) == [["runbook_url": "https://r/x"]])
        #expect(try await observer.activeAlerts().map(\.alert.name) == ["X"])
        answers.become(.reply(200, "[]"))
        let gone = await observations.next(1)
        #expect(gone.map(\.transition.state) == [.resolved])
        #expect(gone.map(\.remark) == ["listed no longer"])
        #expect(server.seen.allSatisfy { $0.hasPrefix("GET /api/v2/alerts HTTP/1.1") })
    }

    @Test("what was listed before is no change, and begun anew is resolved and fires again")
    func anew() async throws {
        let answers = ScriptedAnswers("[\(ListedItem.alertmanager("X")),\(ListedItem.alertmanager("Y"))]")
        let server = try answers.server()
        defer { server.stop() }
        let observer = observer(server)
        #expect(try await observer.activeAlerts().count == 2)
        let observations = observer.observations()
        let later = ListedItem.alertmanager("X", startsAt: "2026-01-01T00:01:00+00:00")
        answers.become(.reply(200, "[\(later),\(ListedItem.alertmanager("Y"))]"))
        #expect(await observations.next(2).map(\.transition.state) == [.resolved, .firing])
    }

    @Test(
        "a silence, an inhibition and a mute are shown and are not silence",
        arguments: [
            (#""state":"suppressed","silencedBy":["s1"]"#, "silenced by s1"),
            (#""state":"suppressed","inhibitedBy":["i1","i2"]"#, "inhibited by i1, i2"),
            (#""state":"suppressed","mutedBy":["nights"]"#, "muted by nights"),
            (#""state":"suppressed""#, "suppressed"),
        ])
    func suppressed(_ status: String, _ words: String) async throws {
        let answers = ScriptedAnswers("[]")
        let server = try answers.server()
        defer { server.stop() }
        let observer = observer(server)
        _ = try await observer.activeAlerts()
        let observations = observer.observations()
        // The members of `status` that are written twice count as written last, as in Go.
        let item = ListedItem.alertmanager("X", status: status)
            .replacing(#""inhibitedBy":[],"silencedBy":[],"#, with: "")
        answers.become(.reply(200, "[\(item)]"))
        let seen = await observations.next(1)
        #expect(seen.map(\.transition.state) == [.firing])
        #expect(seen.map(\.suppression) == [words])

        var progress = AlertExpectationProgress(
            AlertExpectation(AlertPattern(name: "X"), within: .seconds(60)),
            began: Moment.now().advanced(by: .seconds(-61)))
        seen.forEach { progress.see($0) }
        #expect(progress.standing(at: .now()) == .unmet(.suppressed(words)))

        // Once the silence is over the alert counts.
        answers.become(.reply(200, "[\(ListedItem.alertmanager("X"))]"))
        let open = await observations.next(1)
        #expect(open.map(\.isRepeat) == [false])
        #expect(open.map(\.suppression) == [nil])
    }
}
