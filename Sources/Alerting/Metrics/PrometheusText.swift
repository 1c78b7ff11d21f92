/// Metrics in Prometheus's text format (version 0.0.4): what a scrape of `/metrics` reads.
///
/// Source: Prometheus, `docs/instrumenting/exposition_formats.md` and `docs/practices/naming.md`.
package struct PrometheusText: Sendable {
    /// How many samples there are at most; what is beyond is counted by `mailproof_monitor_samples_dropped`.
    ///
    /// Our choice: as many as one scrape of a large exporter has.
    package static let sampleLimit = 20_000
    /// The media type of the text.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var families: [String: Family] = [:]
    private var names: [String] = []
    private var count = 0
    private var dropped = 0

    private struct Family: Sendable {
        var kind: Kind
        var help: String
        var lines: [String] = []
    }

    /// What a metric is.
    package enum Kind: String, Sendable, Hashable {
        /// It only grows.
        case counter
        /// It goes up and down.
        case gauge
    }

    /// No metrics.
    package init() {}

    /// Adds a sample of a metric; help and kind are those of its first.
    package mutating func add(
        _ name: String, _ kind: Kind, _ help: String, _ labels: [(name: String, value: String)], _ value: Double
    ) {
        guard count < Self.sampleLimit else {
            dropped += 1
            return
        }
        count += 1
        if families[name] == nil {
            names.append(name)
            families[name] = Family(kind: kind, help: help)
        }
        let text = labels.filter { !$0.value.isEmpty }.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
        let braces = text.isEmpty ? "" : "{\(text.joined(separator: ","))}"
        families[name]?.lines.append("\(name)\(braces) \(Self.number(value))")
    }

    /// The text, families in the order in which they came, samples in their own.
    package var text: String {
        var result = ""
        for name in names {
            guard let family = families[name] else { continue }
            result += "# HELP \(name) \(Self.escaped(family.help, quotes: false))\n"
            result += "# TYPE \(name) \(family.kind.rawValue)\n"
            for line in family.lines.sorted() { result += line + "\n" }
        }
        guard dropped > 0 else { return result }
        let name = "mailproof_monitor_samples_dropped"
        return result
            + "# HELP \(name) Samples that this text has no room for.\n# TYPE \(name) gauge\n\(name) \(dropped)\n"
    }

    /// Backslash and line feed are escaped, and quotes within labels.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// As Go reads it: whole numbers without a point, and its own words for what is no number.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(describing: value)
    }
}
