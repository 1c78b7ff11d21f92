package import Findings
package import Scenarios

/// The user's rule files, made ready for a Prometheus on loopback: as they are, but for durations that are divided.
package struct PairRules: Sendable {
    /// The files in order.
    package var files: [YAMLValue] = []
    /// The alerts that they raise.
    package var alerts: [AlertRule] = []

    /// The shortest ranges of recorded series by their names, after division.
    private var recorded: [String: Duration] = [:]

    /// A rule that raises an alert.
    package struct AlertRule: Sendable {
        /// The alert's name.
        package var name: String
        /// Where that stands.
        package var place: Place
        /// How long its expression must hold, after division.
        package var hold: Duration
        /// How often it is evaluated, after division.
        package var interval: Duration

        /// The shortest range in its expression, or in those of the recorded series that it asks for, after division; zero
        /// where there is none.
        package var window: Duration
        /// How long it goes on firing when its expression does not hold any more, after division.
        package var keeping: Duration
    }

    /// Reads rule files; nil after findings where they are none.
    ///
    /// Only the shape is read here: what an expression means, and what else may be wrong, Prometheus says at start.
    static func read(
        _ files: [FilePath], evaluated pace: Duration, speed: Double, loading: Loading
    ) -> PairRules? {
        var rules = PairRules()
        var isWhole = !files.isEmpty
        for file in files {
            guard let document = loading.document(file) else {
                isWhole = false
                continue
            }
            guard let groups = document["groups"], case .sequence(let items) = groups.content else {
                loading.report(
                    "alerts/no-rule-file", "this is no rule file of Prometheus", label: "expected groups:",
                    at: document["groups"]?.place ?? document.place, remedy: "begin it with groups: and a list")
                isWhole = false
                continue
            }
            for group in items { rules.note(group, speed: speed) }
            for group in items { rules.add(group, evaluated: pace, speed: speed) }
            rules.files.append(divided(YAMLValue(document), speed: speed))
        }
        return isWhole ? rules : nil
    }

    /// What a group records; series that are recorded from recorded ones come after these.
    private mutating func note(_ group: Node, speed: Double) {
        guard case .sequence(let items)? = group["rules"]?.content else { return }
        for rule in items {
            guard case .scalar(let name, _)? = rule["record"]?.content else { continue }
            let window = window(rule["expr"], speed: speed)
            recorded[name] = min(recorded[name] ?? window, window)
        }
    }

    private mutating func add(_ group: Node, evaluated pace: Duration, speed: Double) {
        guard case .sequence(let items)? = group["rules"]?.content else { return }
        let interval = Self.duration(group["interval"], speed: speed) ?? pace
        for rule in items {
            guard let alert = rule["alert"], case .scalar(let name, _) = alert.content else { continue }
            alerts.append(
                AlertRule(
                    name: name, place: alert.place, hold: Self.duration(rule["for"], speed: speed) ?? .zero,
                    interval: interval, window: window(rule["expr"], speed: speed),
                    keeping: Self.duration(rule["keep_firing_for"], speed: speed) ?? .zero))
        }
    }

    /// Of several ranges the shortest: a baseline of a day need not be filled anew.
    private func window(_ node: Node?, speed: Double) -> Duration {
        guard case .scalar(let text, _)? = node?.content else { return .zero }
        if let shortest = PromQLDurations.ranges(of: text).min() {
            return PrometheusDuration(shortest).divided(by: speed).duration
        }
        let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
        return names.compactMap { recorded[String($0)] }.min() ?? .zero
    }

    private static func duration(_ node: Node?, speed: Double) -> Duration? {
        guard case .scalar(let text, _)? = node?.content else { return nil }
        return PrometheusDuration(scalarText: text)?.divided(by: speed).duration
    }

    /// A rule file with all its durations divided.
    static func divided(_ file: YAMLValue, speed: Double) -> YAMLValue {
        guard speed != 1, let groups = file["groups"]?.items else { return file }
        var file = file
        file["groups"] = .list(
            groups.map { group in
                var group = group
                group.divide(["interval", "query_offset"], by: speed)
                group["rules"] = group["rules"]?.items.map { rules in
                    .list(
                        rules.map { rule in
                            var rule = rule
                            rule.divide(["for", "keep_firing_for"], by: speed)
                            if let expression = rule["expr"]?.scalar {
                                rule["expr"] = .text(PromQLDurations.divided(expression, by: speed))
                            }
                            return rule
                        })
                }
                return group
            })
        return file
    }
}

extension YAMLValue {
    /// Divides the durations of some keys; what is no duration stays, and Prometheus refuses it.
    mutating func divide(_ keys: [String], by speed: Double) {
        for key in keys {
            guard let text = self[key]?.scalar, let duration = PrometheusDuration(scalarText: text) else { continue }
            self[key] = .plain(duration.divided(by: speed).scalarText)
        }
    }
}
