import Alerting
import Findings
import Support
import Testing

@Suite("a Prometheus that is watched", .timeLimit(.minutes(10)))
struct PrometheusObserverTests {
    private func observer(_ server: ScriptedHTTPServer) -> PrometheusObserver {
        PrometheusObserver(url: server.url + "/", interval: .milliseconds(10), patience: .milliseconds(200))
    }

    @Test("an alert is pending, fires at a number, and is gone")
    func life() async throws {
        let answers = ScriptedAnswers(ListedItem.envelope())
        let server = try answers.server()
        defer { server.stop() }
        let observer = observer(server)
        _ = try await observer.activeAlerts()
        let observations = observer.observations()
        answers.become(.reply(200, ListedItem.envelope(ListedItem.prometheus("X", state: "pending"))))
        #expect(await observations.next(1).map(\.transition.state) == [.pending])
        answers.become(.reply(200, ListedItem.envelope(ListedItem.prometheus("X", state: "firing", value: "2.5e-01"))))
        let firing = await observations.next(1)
        #expect(firing.map(\.transition.state) == [.firing])
        #expect(firing.map(\.transition.value) == ["0.25"])
        answers.become(.reply(200, ListedItem.envelope()))
        #expect(await observations.next(1).map(\.evidence) == [.gone])
        #expect(server.seen.allSatisfy { $0.hasPrefix("GET /api/v1/alerts HTTP/1.1") })
    }

    @Test(
        "a query's greatest number, whatever its shape",
        arguments: [
            (
                #"{"resultType":"vector","result":[{"metric":{},"value":[1,"1e+00"]},{"metric":{},"value":[1,"12.5"]}]}"#,
                12.5
            ),
            (
                #"{"resultType":"vector","result":[{"metric":{},"value":[1,"NaN"]},{"metric":{},"value":[1,"-Inf"]}]}"#,
                -.infinity
            ),
            (#"{"resultType":"vector","result":[{"metric":{},"value":[1,"+Inf"]}]}"#, .infinity),
            (#"{"resultType":"vector","result":[{"metric":{},"histogram":[1,{"count":"1"}]}]}"#, nil),
            (#"{"resultType":"vector","result":[]}"#, nil),
            (#"{"resultType":"scalar","result":[1,"7"]}"#, 7),
            (#"{"resultType":"matrix","result":[{"metric":{},"values":[[1,"3"],[2,"5"]]}]}"#, 5),
        ] as [(String, Double?)])
    func query(_ data: String, _ value: Double?) async throws {
        let server = try ScriptedHTTPServer { request in
            let isAsked =
                request.hasPrefix("POST /api/v1/query HTTP/1.1") && request.hasSuffix("query=sum%28a%29%20%3E%200")
            guard isAsked else { return .reply(400, request) }
            return .reply(200, #"{"status":"success","data":\#(data),"warnings":["w"]}"#)
        }
        defer { server.stop() }
        #expect(try await observer(server).value(of: "sum(a) > 0") == value)
    }

    @Test("a query that is wrong is a failure in Prometheus' own words")
    func badQuery() async throws {
        let server = try ScriptedHTTPServer { _ in
            .reply(400, #"{"status":"error","errorType":"bad_data","error":"1:5: parse error: unexpected end"}"#)
        }
        defer { server.stop() }
        await #expect {
            _ = try await observer(server).value(of: "sum(")
        } throws: { error in
            (error as? ObserverFailure)?.reason
                == "POST /api/v1/query answered 400: 1:5: parse error: unexpected end"
        }
    }

    @Test("Grafana's list is Prometheus' with words of its own")
    func grafana() async throws {
        let server = try ScriptedHTTPServer { request in
            guard request.hasPrefix("GET /base/api/prometheus/grafana/api/v1/alerts ") else { return .reply(404, "") }
            return .reply(
                200,
                ListedItem.envelope(
                    ListedItem.prometheus("X", state: "Alerting (NoData)"),
                    ListedItem.prometheus("Y", state: "Pending"),
                    ListedItem.prometheus("Z", state: "Normal")))
        }
        defer { server.stop() }
        let active = try await PrometheusObserver(grafana: server.url + "/base/").activeAlerts()
        #expect(active.map(\.state) == [.firing, .pending])
    }
}
