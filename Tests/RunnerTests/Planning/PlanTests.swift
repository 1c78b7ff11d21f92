import Findings
import Runner
import Scenarios
import Testing

@Suite("the plan")
struct PlanTests {
    static let files = [
        """
        tags: [auth]
        checks:
          - name: one
            id: first-check
            tags: [live]
            look: { do: a }
          - name: two
            look:
              do: b
              rows:
                - x
                - y
        """,
        """
        checks:
          - name: three
            act: { do: c }
        """,
    ]

    @Test("every case is chosen unless something says otherwise, in the order of the files")
    func everything() throws {
        #expect(try names() == ["one", "two [x]", "two [y]", "three"])
    }

    @Test(
        "tags, names and lines choose",
        arguments: [
            (PlanOptions(tags: tags("auth")), ["one", "two [x]", "two [y]"]),
            (PlanOptions(tags: tags("auth and not live")), ["two [x]", "two [y]"]),
            (PlanOptions(tags: tags("not auth")), ["three"]),
            (PlanOptions(patterns: [CasePattern("two [x]")]), ["two [x]"]),
            (PlanOptions(patterns: [CasePattern("two")]), ["two [x]", "two [y]"]),
            (PlanOptions(patterns: [CasePattern("*y]"), CasePattern("first-*")]), ["one", "two [y]"]),
            (PlanOptions(patterns: [CasePattern("???")]), ["one", "two [x]", "two [y]"]),
            (PlanOptions(lines: [PathSelection(path: "0.yaml", line: 5)]), ["one", "three"]),
            (PlanOptions(lines: [PathSelection(path: "0.yaml", line: 9)]), ["two [x]", "two [y]", "three"]),
            (PlanOptions(lines: [PathSelection(path: "0.yaml", line: 14)]), ["two [y]", "three"]),
            (
                PlanOptions(
                    lines: [PathSelection(path: "0.yaml", line: 13), PathSelection(path: "0.yaml", line: 8)]),
                ["one", "two [x]", "three"]
            ),
        ] as [(PlanOptions, [String])])
    func chooses(_ options: PlanOptions, _ expected: [String]) throws {
        #expect(try names(options) == expected)
    }

    @Test("what chooses nothing is refused and says what there is")
    func nothing() throws {
        let scenarios = try RunHarness().load(Self.files)
        for options in [
            PlanOptions(tags: Self.tags("nightly")), PlanOptions(patterns: [CasePattern("four")]),
            PlanOptions(lines: [PathSelection(path: "0.yaml", line: 1), PathSelection(path: "1.yaml", line: 1)]),
        ] {
            #expect(throws: PlanRefusal.self) { _ = try Plan(scenarios, options: options) }
        }
        do {
            _ = try Plan(scenarios, options: PlanOptions(tags: Self.tags("nightly")))
        } catch PlanRefusal.nothingSelected(let finding) {
            #expect(finding.message == "no case matches --tags")
            #expect(finding.remedy == "no check has the tag 'nightly'; the tags are auth, live")
        }
    }

    @Test("the shards of a plan hold every case exactly once", arguments: [1, 2, 3, 4, 7, 100])
    func shards(_ count: Int) throws {
        let rows = (0..<23).map { "r\($0)" }.joined(separator: ", ")
        let scenarios = try RunHarness().load(
            Self.files + ["checks: [{ look: { do: d, rows: [\(rows)] } }, { act: { do: e } }]"])
        let all = Self.names(try Plan(scenarios))
        var held: [String] = []
        var sizes: Set<Int> = []
        for number in 1...count {
            let shard = try Shard(parsing: "\(number)/\(count)")
            let part = Self.names(try Plan(scenarios, options: PlanOptions(shard: shard)))
            held += part
            sizes.insert(part.count)
        }
        #expect(held == all)
        #expect(sizes.max().map { $0 - (sizes.min() ?? 0) <= 1 } == true)
    }

    @Test("an empty shard is a plan without cases, and passes")
    func emptyShard() async throws {
        let told = try await RunHarness().run(
            "checks: [{ look: { do: a } }]", plan: PlanOptions(shard: try Shard(parsing: "2/2")))
        let other = try await RunHarness().run(
            "checks: [{ look: { do: a } }]", plan: PlanOptions(shard: try Shard(parsing: "1/2")))
        #expect(told.reports.count + other.reports.count == 1)
        #expect(told.summary.exitCode == 0)
        #expect(other.summary.exitCode == 0)
    }

    @Test("a shard of anything is a range within it", arguments: [0, 1, 22, 10_000, Int.max])
    func slices(_ total: Int) throws {
        var end = 0
        for number in 1...9 {
            let slice = try Shard(parsing: "\(number)/9").slice(of: total)
            #expect(slice.lowerBound == end)
            end = slice.upperBound
        }
        #expect(end == total)
    }

    @Test(
        "what is no shard is refused",
        arguments: ["", "1", "0/3", "4/3", "1/0", "-1/3", "a/b", "1/2/3", "1/999999999999"])
    func noShard(_ text: String) {
        #expect(throws: Shard.Failure.self) { _ = try Shard(parsing: text) }
    }

    @Test(
        "a path may end in a line, unless it exists as it stands",
        arguments: [
            ("a.yaml", "a.yaml", nil), ("a.yaml:14", "a.yaml", 14), ("a:14", "a:14", nil),
            ("a.yaml:0", "a.yaml:0", nil),
            (":14", ":14", nil), ("a.yaml:x", "a.yaml:x", nil),
            ("a.yaml:99999999999999999999", "a.yaml:99999999999999999999", nil),
        ] as [(String, String, Int?)])
    func paths(_ argument: String, _ path: String, _ line: Int?) {
        let selection = PathSelection(parsing: argument, exists: { $0 == "a:14" })
        #expect(selection == PathSelection(path: path, line: line))
    }

    private func names(_ options: PlanOptions = PlanOptions()) throws -> [String] {
        Self.names(try Plan(try RunHarness().load(Self.files), options: options))
    }

    private static func names(_ plan: Plan) -> [String] {
        plan.descriptions.flatMap(\.cases).map(\.name)
    }

    private static func tags(_ text: String) -> TagExpression? {
        try? TagExpression(parsing: text)
    }
}
