import Findings
import Scenarios
import Testing

@Suite("A scenario that is right")
struct ScenarioTests {
    private let text = """
        mailproof: 1
        name: Suite of $(vars.who)
        description: >
          What it is for.
        tags: [auth, pull-request]
        vars: { who: us }
        secrets: { PASSWORD: { env: STAGING } }
        stage:
          servers: { mx: {} }
        light:
          url: $(stage.mx.url)
        defaults: { timeout: 5s, retry: { attempts: 3 } }
        checks:
          - name: First
            id: first
            tags: [nightly, auth]
            matrix: { ip: [192.0.2.10, "2001:db8::10"], colour: [red, blue] }
            warn: true
            quarantine: { until: 2026-12-31, reason: MAIL-412 }
            probe: { domain: $(matrix.ip), expect: $(matrix.colour) }
          - probe: { domain: example.com, hosts: [a.example, b.example] }
            timeout: 2m
            retry: { attempts: 2, delay: 1s, when: [timeout, connection] }
          - act: { takes: 90s, system: pager }
          - act: { takes: 10s }
            timeout: 20s
            retry: { attempts: 2 }
        """

    @Test("has its header, its sections in order, and every case")
    func everything() throws {
        let scenario = try scenario(text, file: "dir/a.yaml")
        #expect(scenario.file == "dir/a.yaml")
        #expect(scenario.name == "Suite of us")
        #expect(scenario.description == "What it is for.\n")
        #expect(scenario.secrets.map(\.name) == ["PASSWORD"])
        #expect(scenario.sections.map(\.key) == ["stage", "light"])
        #expect(scenario.sections.map(\.requires) == [[], ["stage"]])
        #expect(scenario.sections.flatMap(\.needs).map(\.permission) == [.network])
        #expect(
            scenario.caseNames == [
                "First [192.0.2.10, red]", "First [192.0.2.10, blue]", "First [2001:db8::10, red]",
                "First [2001:db8::10, blue]",
                "probe example.com [a.example]", "probe example.com [b.example]", "act pager", "act",
            ])
    }

    @Test("its checks have what they say, then what the defaults say, then what always holds")
    func settings() throws {
        let checks = try scenario(text).checks
        #expect(checks.map(\.kind) == ["probe", "probe", "act", "act"])
        #expect(checks.map(\.isolation) == [.looks, .looks, .acts, .acts])
        #expect(checks.map(\.timeout) == [.seconds(5), .seconds(120), .seconds(95), .seconds(20)])
        #expect(
            checks.map(\.retry) == [
                RetryPolicy(attempts: 3, delay: .milliseconds(500), when: ["timeout"]),
                RetryPolicy(attempts: 2, delay: .seconds(1), when: ["timeout", "connection"]), .never,
                RetryPolicy(attempts: 2, delay: .milliseconds(500), when: ["timeout"]),
            ])
        #expect(
            checks.map(\.tags) == [["auth", "pull-request", "nightly"]]
                + Array(repeating: ["auth", "pull-request"], count: 3))
        #expect(checks.map(\.id) == ["first", nil, nil, nil])
        #expect(checks.map(\.warn) == [true, false, false, false])
        #expect(checks[0].quarantine == Quarantine(until: "2026-12-31", reason: "MAIL-412"))
        #expect(checks[2].outsideSystems == ["pager"])
        #expect(checks.map(\.place.line) == [14, 21, 24, 25])
        #expect(checks[1].cases.flatMap(\.needs).map(\.host) == ["a.example", "b.example", "a.example", "b.example"])
    }

    @Test("a row of a matrix is pointed at where it is written")
    func casePlaces() throws {
        let cases = try scenario(text).checks[0].cases
        #expect(cases.map { $0.place.excerpt.line.contains("matrix:") } == [true, true, true, true])
    }

    @Test("without defaults, a check that looks has 30 seconds")
    func builtIn() throws {
        let check = try #require(try scenario(probe("{ domain: d }")).checks.first)
        #expect(check.timeout == .seconds(30))
        #expect(check.retry == .never)
    }

    @Test("the name of a check with different subjects is its kind")
    func defaultNames() throws {
        let text = "mailproof: 1\nname: S\nchecks:\n  - matrix: { d: [a, b] }\n    probe: { domain: $(matrix.d) }\n"
        #expect(try scenario(text).caseNames == ["probe [a]", "probe [b]"])
    }
}
