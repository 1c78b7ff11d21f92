import Checks
import DNS
import Findings
import Scenarios
import Support
import Testing

/// Runs the rows of one check over a zone file, as a scenario with `dns: { zones: […], server: none }` would.
struct CheckOverZone<Kind: CheckKind> {
    /// One case.
    struct Case: Sendable {
        var label: String?
        var outcome: CaseOutcome

        /// Each finding as `LINE:COLUMN MESSAGE`.
        var said: [String] {
            outcome.findings.map { finding in
                let span = finding.excerpt?.span
                return "\(span?.line ?? 0):\(span?.column ?? 0) \(finding.message)"
            }
        }

        /// The places that the notes of all findings point at.
        var notedPlaces: [String] {
            outcome.findings.flatMap(\.notes).compactMap { $0.excerpt?.span.description }
        }
    }

    var cases: [Case] = []
    /// What was wrong with the scenario, as `LINE:COLUMN MESSAGE`.
    var invalid: [String] = []

    /// - Parameters:
    ///   - specification: What is written below the kind's key, in block style from the first line.
    ///   - zone: The zone file `example.com.zone`, below `$ORIGIN example.com.` and its SOA: it begins in line 4.
    ///   - directory: Where files beside the scenario lie.
    init(
        _ specification: String, zone: String = "", resolver: (any Resolving)? = nil, directory: String = ""
    ) async throws {
        let decoded = DecodedText<Kind.Specification>(specification)
        let loading = Loading(directory: directory)
        let value = try #require(decoded.value, "\(decoded.said)")
        let rows = Kind.rows(value, loading: loading)
        invalid = (decoded.findings + loading.findings).map { finding in
            "\(finding.excerpt?.span.line ?? 0):\(finding.excerpt?.span.column ?? 0) \(finding.message)"
        }
        var resources = Resources()
        resources[ResolverKey.self] = try resolver ?? Self.resolver(zone)
        let context = CheckContext(
            resources: resources, references: RuntimeReferences(), run: RunIdentity(id: "test", seed: 1),
            caseName: "test", deadline: .now + .seconds(30), cleanups: Cleanups())
        for row in rows {
            cases.append(Case(label: row.label, outcome: await Kind.run(row, in: context)))
        }
    }

    private static func resolver(_ zone: String) throws -> any Resolving {
        let text = """
            $ORIGIN example.com.
            $TTL 300
            @ SOA ns hostmaster 1 2h 15m 2w 10m
            \(zone)
            """
        let file = ZoneFile(SourceText(file: "example.com.zone", text: text))
        try #require(!file.hasErrors, "\(file.findings)")
        let top = ZoneFile(
            SourceText(
                file: "com.zone", text: "$ORIGIN com.\n$TTL 300\n@ SOA a.nic.example. b.nic.example. 1 2h 15m 2w 10m\n")
        )
        let zones = [file.zone, top.zone].compactMap { $0 }
        try #require(zones.count == 2)
        return LayeredResolver([ZoneResolver(zones)])
    }

    /// The only case.
    var only: Case {
        get throws {
            try #require(cases.count == 1)
            return cases[0]
        }
    }
}
