import Alerting
import Findings
package import Scenarios

/// `rises: { by: 3x, against: 1h }`: how much, and compared with which past.
struct LabMonitorChange: ScenarioMapping {
    var by: Located<LabMonitorMultiple>
    var against: Located<Duration>

    init?(_ fields: inout Fields) {
        let by = fields.required("by", Located<LabMonitorMultiple>.self, "How much: 3x, or 50%.")
        let against = fields.required(
            "against", Located<Duration>.self, "The past whose mean it is compared with, such as 1h.")
        guard let by, let against else { return nil }
        self.by = by
        self.against = against
    }
}

/// `deviates: { by: 3, against: 1h }`: how many standard deviations, and of which past.
struct LabMonitorDeviation: ScenarioMapping {
    var by: Double
    var against: Located<Duration>

    init?(_ fields: inout Fields) {
        let by = fields.required("by", Located<Double>.self, "How many standard deviations, such as 3.")
        let against = fields.required(
            "against", Located<Duration>.self, "The past whose mean and deviation are usual, such as 1h.")
        guard let by, let against else { return nil }
        guard by.value > 0 else {
            fields.report("alerts/bad-deviation", "a deviation is more than 0", at: by.place, remedy: "write 3")
            return nil
        }
        self.by = by.value
        self.against = against
    }
}

/// How many times as much, or what part more or less: `3x`, `50%`.
package enum LabMonitorMultiple: ScenarioScalar, Hashable {
    /// `3x`.
    case times(Double)
    /// `50%`, which may be more than all.
    case part(Double)

    package static var schema: JSONSchema { .string(pattern: "^[0-9]+(\\.[0-9]+)?(x|%)$") }
    package static var expectation: String { "a multiple such as 3x, or a part such as 50%" }

    package static func remedy(forText text: String) -> String? {
        Double(scalarText: text).map { _ in "write \(text)x, or \(text)%" }
    }

    package init?(scalarText: String) {
        guard let unit = scalarText.last, let number = Double(scalarText: String(scalarText.dropLast())), number > 0
        else { return nil }
        switch unit {
        case "x" where number > 1: self = .times(number)
        case "%": self = .part(number / 100)
        default: return nil
        }
    }

    package var scalarText: String {
        switch self {
        case .times(let number): "\(number.scalarText)x"
        case .part(let part): "\((part * 100).scalarText)%"
        }
    }

    /// What the mean is multiplied with where it must be exceeded.
    var rise: Double? {
        switch self {
        case .times(let number): number
        case .part(let part): 1 + part
        }
    }

    /// What the mean is multiplied with where it must not be reached; nil where nothing can be less.
    var fall: Double? {
        switch self {
        case .times(let number): 1 / number
        case .part(let part): part < 1 ? 1 - part : nil
        }
    }
}

extension Located<Duration> {
    /// Whether a past reaches far enough beyond the window that is compared with it.
    func isLonger(than window: Duration, _ fields: Fields) -> Bool {
        guard value < window * 2 else { return true }
        fields.report(
            "alerts/short-past", "a past of \(value.scalarText) is hardly more than the window of \(window.scalarText)",
            at: place, remedy: "write at least \((window * 2).scalarText), and better ten times the window")
        return false
    }
}
