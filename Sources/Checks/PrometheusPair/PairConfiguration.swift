import Scenarios

/// `prometheus.yml` of a Prometheus on loopback.
struct PairConfiguration {
    /// The rule files.
    var rules: [String]
    /// The Alertmanager's `host:port`.
    var alertmanager: String
    /// What is scraped, each with a name for its job.
    var targets: [Target]
    /// How often is scraped and evaluated.
    var interval: Duration

    /// Something that is scraped.
    struct Target {
        var job: String
        var scheme: String
        var authority: String
        var path: String
    }

    /// The file.
    var text: String {
        let pace = YAMLValue.plain(PrometheusDuration(interval).scalarText)
        let scrapes = targets.map { target in
            YAMLValue.mapping([
                .init("job_name", .text(target.job)), .init("scheme", .text(target.scheme)),
                .init("metrics_path", .text(target.path)), .init("static_configs", Self.addresses([target.authority])),
            ])
        }
        let managers = YAMLValue.mapping([.init("static_configs", Self.addresses([alertmanager]))])
        return YAMLValue.mapping([
            .init(
                "global",
                .mapping([
                    .init("scrape_interval", pace), .init("scrape_timeout", pace), .init("evaluation_interval", pace),
                ])),
            .init("alerting", .mapping([.init("alertmanagers", .list([managers]))])),
            .init("rule_files", .list(rules.map { .text($0) })),
            .init("scrape_configs", .list(scrapes)),
        ]).flowText + "\n"
    }

    private static func addresses(_ addresses: [String]) -> YAMLValue {
        .list([.mapping([.init("targets", .list(addresses.map { .text($0) }))])])
    }
}
