import Alerting
import Support
import Synchronization

/// What a scripted Alertmanager or Prometheus answers next; a test changes it while it is watched.
final class ScriptedAnswers: Sendable {
    private let answer: Mutex<ScriptedHTTPServer.Answer>

    init(_ body: String) {
        answer = Mutex(.reply(200, body))
    }

    /// What is answered from now on.
    func become(_ next: ScriptedHTTPServer.Answer) {
        answer.withLock { $0 = next }
    }

    /// A server that gives these answers.
    func server() throws -> ScriptedHTTPServer {
        try ScriptedHTTPServer { _ in self.answer.withLock { $0 } }
    }
}

/// The items of Alertmanager's list.
enum ListedItem {
    static func alertmanager(
        _ name: String, startsAt: String = "2026-01-01T00:00:00Z", status: String = #""state":"active""#,
        more: String = ""
    ) -> String {
        """
        {"annotations":{"runbook_url":"https://r/x"},"endsAt":"2026-01-01T00:05:00Z","fingerprint":"f",
        "receivers":[{"name":"pager"}],"startsAt":"\(startsAt)",
        "status":{"inhibitedBy":[],"silencedBy":[],\(status)},
        "updatedAt":"2026-01-01T00:00:01Z","labels":{"alertname":"\(name)"}\(more)}
        """
    }

    static func prometheus(_ name: String, state: String, value: String = "1e+00") -> String {
        """
        {"labels":{"alertname":"\(name)"},"annotations":{},"state":"\(state)","activeAt":"2026-01-01T00:00:00.5Z",
        "value":"\(value)"}
        """
    }

    /// Prometheus' envelope round a list of alerts.
    static func envelope(_ items: String...) -> String {
        #"{"status":"success","data":{"alerts":[\#(items.joined(separator: ","))]}}"#
    }
}

extension AsyncStream<AlertObservation> {
    /// The next so many observations, fewer where the stream ends.
    func next(_ count: Int) async -> [AlertObservation] {
        var seen: [AlertObservation] = []
        for await observation in self {
            seen.append(observation)
            if seen.count == count { break }
        }
        return seen
    }
}
