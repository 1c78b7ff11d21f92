import Alerting
import Findings
import Support
import Testing

@Suite("a watched system that misbehaves", .timeLimit(.minutes(10)))
struct HostileObserverTests {
    /// Answers that nothing can be seen in, each with words of what is said about it.
    static let failures: [(ScriptedHTTPServer.Answer, String)] = [
        (.reply(500, #""the store is gone""#), "answered 500: the store is gone"),
        (.reply(404, "404 page not found\n"), "the URL must hold the path"),
        (.reply(302, ""), "answered 302"),
        (.reply(200, ""), "it is not JSON"),
        (.reply(200, "<html>login</html>"), "it is not JSON"),
        (.reply(200, "{}"), "is of another type"),
        (.reply(200, #"[{"labels":{"alertname":"X"}}]"#), "startsAt is missing"),
        (.reply(200, "[\(ListedItem.alertmanager("X", startsAt: "soon"))]"), #"startsAt is "soon""#),
        (.reply(200, "[\(ListedItem.alertmanager("X", status: #""state":"odd""#))]"), #"state is "odd""#),
        (.reply(200, String(repeating: "[", count: 100_000)), "it is not JSON"),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[]"), "api/v2/alerts"),
        (.raw("SSH-2.0-x\r\n"), "api/v2/alerts"),
        (.silence(.seconds(3)), "api/v2/alerts"),
    ]

    @Test("it is a failure and never silence", arguments: failures)
    func failure(_ answer: ScriptedHTTPServer.Answer, _ words: String) async throws {
        // Whole answers are not to run into it, however busy the machine is.
        let timeout: Duration = if case .reply = answer { .seconds(60) } else { .milliseconds(500) }
        let server = try ScriptedHTTPServer { _ in answer }
        defer { server.stop() }
        let observer = AlertmanagerObserver(
            url: server.url, interval: .milliseconds(10), patience: .milliseconds(50), timeout: timeout)
        await #expect {
            _ = try await observer.activeAlerts()
        } throws: { error in
            let reason = (error as? ObserverFailure)?.reason ?? ""
            return reason.contains(words) && reason.utf8.count < 1000
        }
        // Watched, it ends after its patience, and says why.
        #expect(await observer.observations().next(1).isEmpty)
        #expect(observer.failure?.reason.contains(words) == true, "\(String(describing: observer.failure))")
    }

    @Test("a system that goes away while it is watched ends the observations, one that comes back does not")
    func interrupted() async throws {
        let answers = ScriptedAnswers("[]")
        let server = try answers.server()
        defer { server.stop() }
        let observer = AlertmanagerObserver(url: server.url, interval: .milliseconds(10), patience: .seconds(30))
        _ = try await observer.activeAlerts()
        let observations = observer.observations()
        answers.become(.reply(503, ""))
        let failing = server.seen.count
        while server.seen.count < failing + 3 { try await Task.sleep(for: .milliseconds(5)) }
        answers.become(.reply(200, "[\(ListedItem.alertmanager("X"))]"))
        #expect(await observations.next(1).map(\.transition.alert.name) == ["X"])

        let gone = AlertmanagerObserver(url: server.url, interval: .milliseconds(10), patience: .milliseconds(100))
        _ = try await gone.activeAlerts()
        let ended = gone.observations()
        server.stop()
        for await _ in ended {}
        #expect(gone.failure != nil)
    }

    @Test("nothing listens: a failure that says so")
    func refused() async throws {
        let port = try RunningProgram.freePort()
        await #expect(throws: ObserverFailure.self) {
            _ = try await AlertmanagerObserver(url: "http://127.0.0.1:\(port)").activeAlerts()
        }
    }

    @Test("members of other versions, and what is missing in some, change nothing")
    func versions() async throws {
        let newer = ListedItem.alertmanager(
            "X", status: #""state":"active","mutedBy":[],"novel":{"a":[1]}"#, more: #","routeLabels":{"a":"b"}"#)
        let older = #"{"labels":{"alertname":"Y"},"startsAt":"2026-01-01T00:00:00Z","status":{"state":"unprocessed"}}"#
        let server = try ScriptedHTTPServer { _ in .reply(200, "[\(newer),\(older)]") }
        defer { server.stop() }
        let active = try await AlertmanagerObserver(url: server.url).activeAlerts()
        #expect(active.map(\.alert.name) == ["X", "Y"])
        #expect(active.allSatisfy { $0.state == .firing })
    }

    @Test("clocks that differ by hours change nothing: what is seen is timed by us")
    func clockSkew() async throws {
        let answers = ScriptedAnswers("[]")
        let server = try answers.server()
        defer { server.stop() }
        let observer = AlertmanagerObserver(url: server.url, interval: .milliseconds(10))
        _ = try await observer.activeAlerts()
        let observations = observer.observations()
        for (name, startsAt) in [("Past", "1999-01-01T00:00:00Z"), ("Future", "2999-01-01T00:00:00Z")] {
            let before = Moment.now()
            answers.become(.reply(200, "[\(ListedItem.alertmanager(name, startsAt: startsAt))]"))
            let seen = await observations.next(name == "Past" ? 1 : 2)
            let firing = try #require(seen.first { $0.transition.state == .firing })
            #expect(firing.transition.alert.name == name)
            #expect(firing.seenAt.since(before) > .zero)
            var progress = AlertExpectationProgress(
                AlertExpectation(AlertPattern(name: name), within: .seconds(60)), began: before)
            progress.see(firing)
            guard case .met = progress.standing(at: .now()) else {
                Issue.record("\(progress.standing(at: .now()))")
                continue
            }
        }
    }

    @Test("an answer that never ends is read to its limit")
    func endless() async throws {
        let server = try ScriptedHTTPServer { _ in
            .raw("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: " ", count: 17 << 20))
        }
        defer { server.stop() }
        await #expect {
            _ = try await AlertmanagerObserver(url: server.url).activeAlerts()
        } throws: { error in
            (error as? ObserverFailure)?.reason.contains("more than") ?? false
        }
    }
}
