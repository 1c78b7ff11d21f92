import Alerting
import Scenarios

/// A duration as Prometheus and Alertmanager write it: `1h30m`, `200ms`, `1w`, and `0`.
///
/// Source: Prometheus, `model/time.go` of prometheus/common, `ParseDuration`: units from the largest to the smallest, each at
/// most once.
package struct PrometheusDuration: ScenarioScalar, Hashable {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
        ("ms", 1),
    ]
    /// Our choice: three hundred years, so that no arithmetic overflows.
    private static let longest: Int64 = 300 * 31_536_000_000

    /// The same as a duration.
    package var duration: Duration

    /// A duration.
    package init(_ duration: Duration) {
        self.duration = duration
    }

    package static var expectation: String { "a duration such as 200ms, 30s or 1h30m" }

    package init?(scalarText: String) {
        guard scalarText != "0" else {
            duration = .zero
            return
        }
        var rest = Substring(scalarText)
        var units = Self.units[...]
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int64(digits), number <= Self.longest else { return nil }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            guard let index = units.firstIndex(where: { $0.name == name }) else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: units[index].milliseconds)
            guard !overflow, product <= Self.longest, total + product <= Self.longest else { return nil }
            total += product
            rest = rest.dropFirst(name.count)
            units = units[(index + 1)...]
        }
        guard !scalarText.isEmpty else { return nil }
        duration = .milliseconds(total)
    }

    /// In milliseconds, or seconds where that is whole: what every version reads.
    package var scalarText: String {
        let milliseconds = duration.wholeNanoseconds / 1_000_000
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }

    /// So many times shorter, and at least a millisecond where it was anything at all.
    package func divided(by speed: Double) -> PrometheusDuration {
        guard speed != 1, duration > .zero else { return self }
        let milliseconds = (duration.inSeconds * 1000 / speed).rounded()
        return PrometheusDuration(.milliseconds(max(1, Int64(milliseconds))))
    }
}
