extension RuleSet {
    /// All that is counted and measured now, and the alerts that are pending or firing, for Prometheus to scrape.
    package mutating func exposition(at now: Moment) -> PrometheusText {
        var text = PrometheusText()
        ledger.flush()
        for total in ledger.totals.series {
            text.add(
                "mailproof_\(total.kind.rawValue)\(total.kind.unit == nil ? "" : "_observations")_total", .counter,
                "Events of the kind \(total.kind.rawValue) since the monitor began.", total.labels.pairs,
                Double(total.count))
        }
        for (index, measure) in ledger.measures.map(\.measure).enumerated() {
            for reading in ledger.readings(of: index, at: now) {
                guard let value = reading.value else { continue }
                text.add(
                    measure.metricName, .gauge, measure.metricHelp,
                    measure.metricLabels
                        + reading.labels.pairs.filter { pair in
                            !measure.metricLabels.contains { $0.name == pair.name }
                        }, value)
            }
        }
        for transition in activeAlerts {
            let labels = transition.alert.labels.merging(["alertstate": transition.state.rawValue])
            text.add("mailproof_alerts", .gauge, "Alerts that are pending or firing.", labels.pairs, 1)
        }
        let refusals = ledger.refusals
        for (reason, count) in [
            ("bad_number", refusals.badNumber), ("from_future", refusals.fromFuture), ("too_old", refusals.tooOld),
        ] {
            text.add(
                "mailproof_monitor_events_refused_total", .counter, "Events that were not counted.",
                [("reason", reason)], Double(count))
        }
        text.add(
            "mailproof_monitor_events_overflowed_total", .counter,
            "Events that were counted together, label sets being too many, once for each measure.", [],
            Double(ledger.measures.reduce(0) { $0 + $1.overflowedEvents }))
        text.add(
            "mailproof_monitor_series", .gauge, "Label sets that are counted.", [],
            Double(ledger.measures.reduce(0) { $0 + $1.seriesCount }))
        return text
    }
}

extension Measure {
    /// The name of its metric, with the base unit at its end.
    fileprivate var metricName: String {
        let events = "mailproof_\(self.events.rawValue)"
        return switch statistic {
        case .count: "\(events)_in_window"
        case .rate: "\(events)_per_second"
        case .share: "\(events)_ratio"
        case .percentile: "\(events)_quantile"
        case .value: events
        }
    }

    fileprivate var metricHelp: String {
        switch statistic {
        case .count: "Selected events in the window."
        case .rate: "Selected events for each second of the window."
        case .share: "Selected events over all events in the window, 0 to 1."
        case .percentile: "Quantile of the numbers that selected events in the window carried."
        case .value: "Number of the last selected event in the window."
        }
    }

    /// What tells it from other measures of the same name: window, quantile, and what it selects.
    fileprivate var metricLabels: [(name: String, value: String)] {
        let seconds = window.inSeconds
        let length = seconds == seconds.rounded() ? "\(Int64(seconds))s" : "\(seconds)s"
        var labels: [(name: String, value: String)] = [("window", length)]
        if case .percentile(let percent) = statistic { labels.append(("quantile", "\(percent / 100)")) }
        for (label, values) in selection.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let chosen = values.sorted().joined(separator: "|")
            labels.append(
                (grouping.contains(label) && values.count > 1 ? "where_\(label.rawValue)" : label.rawValue, chosen))
        }
        return labels
    }
}
