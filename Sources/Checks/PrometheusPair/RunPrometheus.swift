package import Findings
package import Scenarios

/// `alerts: { run_prometheus: … }`: the user's own rule files and routing tree, run by a Prometheus and an Alertmanager on
/// loopback.
package struct RunPrometheus: ScenarioMapping {
    /// How often it scrapes and evaluates where nothing is said.
    ///
    /// Our choice: drills take seconds.
    package static let standardInterval: Duration = .milliseconds(200)
    /// The word for the lab's own counters among `scrape`.
    package static let labWord = "lab"

    /// Where it is written.
    package var place: Place
    /// The rule files, each maybe a pattern.
    package var ruleFiles: [FilePath]
    /// Alertmanager's configuration.
    package var configuration: FilePath
    /// What is scraped: `lab`, or the URLs of exporters.
    package var targets: [Located<String>]
    /// How often it is scraped and evaluated.
    package var interval: Located<Duration>?
    /// By how much every duration is divided.
    package var speed: Located<Speedup>?
    /// The rules, once they were read.
    package var rules: PairRules?
    /// The routes, once they were read.
    package var routes: PairRoutes?

    package init?(_ fields: inout Fields) {
        let rules = fields.required("rules", [FilePath].self, "The rule files, or patterns of them.")
        let configuration = fields.required(
            "alertmanager_config", FilePath.self,
            "Alertmanager's configuration: its routes and inhibitions are kept, its receivers are replaced.")
        let scrape = fields.optional(
            "scrape", [Located<String>].self,
            "What is scraped: lab, our own counters of what the lab saw and events tells, the default, or URLs of exporters."
        )
        fields.notInThisVersion("history", "Samples of the time before.")
        interval = fields.optional(
            "interval", Located<Duration>.self, "How often is scraped and evaluated; 200ms by default.")
        speed = fields.optional(
            "speed", Located<Speedup>.self, "By how much every duration of rules and routes is divided, such as 20x.")
        guard let place = fields.place, let rules, let configuration else { return nil }
        guard scrape != nil || fields.keyPlace("scrape") == nil, interval != nil || fields.keyPlace("interval") == nil,
            speed != nil || fields.keyPlace("speed") == nil, fields.keyPlace("history") == nil
        else { return nil }
        self.place = place
        ruleFiles = rules
        self.configuration = configuration
        targets = scrape ?? [Located(Self.labWord, at: place)]
        if rules.isEmpty, let place = fields.valuePlace("rules") {
            fields.report("alerts/no-rules", "rules names no file", at: place, remedy: "add a rule file")
            return nil
        }
        if let interval, interval.value < .milliseconds(10) {
            fields.report(
                "scenario/bad-value", "Prometheus cannot scrape that often", at: interval.place,
                remedy: "write 10ms or more")
            return nil
        }
        for target in targets where target.value != Self.labWord && Self.exporter(target.value) == nil {
            fields.report(
                "scenario/bad-value", "expected lab or the URL of an exporter, found \(target.value)",
                label: "neither lab nor a URL", at: target.place, remedy: "write http://HOST:PORT/metrics")
            return nil
        }
    }

    /// How often it is scraped and evaluated.
    package var pace: Duration { interval?.value ?? Self.standardInterval }

    /// By how much durations are divided.
    package var divisor: Double { speed?.value.factor ?? 1 }

    /// Reads the files; what is wrong with them makes the scenario invalid.
    package mutating func load(_ loading: Loading) {
        let files = ruleFiles.flatMap { loading.glob($0) }
        rules = PairRules.read(files, evaluated: pace, speed: divisor, loading: loading)
        routes = PairRoutes.read(configuration, speed: divisor, loading: loading)
        let isCounted =
            loading.specification(of: LabSection.self) != nil || loading.specification(of: EventsSection.self) != nil
        if !isCounted, let target = targets.first(where: { $0.value == Self.labWord }),
            !loading.findings.contains(where: { $0.severity == .error })
        {
            loading.report(
                "alerts/no-lab", "the lab is scraped, and there is none", at: target.place,
                remedy: "add lab: { … }, or scrape an exporter")
        }
    }

    /// Two programs are started, and exporters beyond loopback are asked.
    package var needs: [Need] {
        let exporters = targets.compactMap { target -> Need? in
            guard let exporter = Self.exporter(target.value), let host = WebURL(target.value)?.host,
                !WebURL.isLoopback(host)
            else { return nil }
            return Need(.network, host: exporter.authority, at: target.place)
        }
        return [Need(.exec, at: place)] + exporters
    }

    /// The parts of an exporter's URL; nil where it is none.
    static func exporter(_ text: String) -> (scheme: String, authority: String, path: String)? {
        guard WebURL(text) != nil, let start = text.firstRange(of: "://")?.upperBound else { return nil }
        let authority = text[start...].prefix { !"/?#".contains($0) }
        // Credentials do not belong on a scrape target, and a query is no part of a path.
        guard !authority.contains("@"), !text.contains("?"), !text.contains("#") else { return nil }
        let path = text[authority.endIndex...]
        return (
            text[..<start].lowercased().hasPrefix("https") ? "https" : "http", String(authority),
            path.isEmpty ? "/metrics" : String(path)
        )
    }
}

/// `20x`: how many times as fast.
package struct Speedup: ScenarioScalar, Hashable {
    /// The factor, at least 1.
    package var factor: Double

    package static var schema: JSONSchema { .string(pattern: "^[0-9]+(\\.[0-9]+)?x$") }
    package static var expectation: String { "a speed such as 20x" }

    package init?(scalarText: String) {
        guard scalarText.hasSuffix("x"), let factor = Double(scalarText: String(scalarText.dropLast())),
            (1...100_000).contains(factor)
        else { return nil }
        self.factor = factor
    }

    package var scalarText: String { "\(factor.scalarText)x" }
}
