import Alerting
package import Scenarios

/// What a measure is compared with: a number, a share with its percent sign, or a rate with its unit of time.
package enum LabMonitorThreshold: ScenarioScalar, Hashable {
    /// `20%`.
    case share(Percent)
    /// `5/s`, kept for one second.
    case rate(perSecond: Double)
    /// `20`.
    case number(Double)
    /// `20m`.
    case time(Duration)

    package static var schema: JSONSchema {
        .anyOf([.number, .string(pattern: "^[0-9]+(\\.[0-9]+)?(%|/s|/m|/h|us|ms|s|m|h|d)?$")])
    }
    package static var expectation: String {
        "a number such as 20, a share such as 20%, a rate such as 5/s or a time such as 20m"
    }

    package init?(scalarText: String) {
        if scalarText.hasSuffix("%") {
            guard let share = Percent(scalarText: scalarText) else { return nil }
            self = .share(share)
        } else if scalarText.contains("/") {
            guard let rate = MessageRate(scalarText: scalarText) else { return nil }
            self = .rate(perSecond: rate.perSecond)
        } else if let time = Duration(scalarText: scalarText) {
            self = .time(time)
        } else {
            guard let number = Double(scalarText: scalarText), number >= 0 else { return nil }
            self = .number(number)
        }
    }

    package var scalarText: String {
        switch self {
        case .share(let share): share.scalarText
        case .rate(let perSecond): MessageRate(perSecond: perSecond).scalarText
        case .number(let number): number.scalarText
        case .time(let time): time.scalarText
        }
    }

    /// The number that a query is compared with: shares as fractions, rates by the second, times in seconds.
    var number: Double {
        switch self {
        case .share(let share): share.fraction
        case .rate(let perSecond): perSecond
        case .number(let number): number
        case .time(let time): time.inSeconds
        }
    }

    /// The number that a measure of this kind is compared with; `unit` is that of its events, where they carry numbers.
    ///
    /// - Throws: what to write instead, where the unit is of another kind of measure.
    func value(for statistic: Measure.Statistic, unit: EventKind.Unit? = nil) throws(WrongUnit) -> Double {
        switch (statistic, self) {
        case (.percentile, .time(let time)) where unit == .seconds, (.value, .time(let time)) where unit == .seconds:
            return time.inSeconds
        case (.percentile, .number(let number)) where unit != .seconds,
            (.value, .number(let number)) where unit != .seconds:
            return number
        case (.percentile, _), (.value, _):
            let what = unit == .seconds ? "a time" : "a plain number"
            throw WrongUnit(
                problem: "a \(statistic.name) of \(unit == .seconds ? "times" : "numbers") is compared with \(what)",
                remedy: unit == .seconds ? "write a time such as 20m" : "write a number such as 1000")
        case (.count, .number(let number)): return number
        case (.rate, .rate(let perSecond)): return perSecond
        case (.share, .share(let share)): return share.fraction
        case (.count, _):
            throw WrongUnit(problem: "a count is compared with a plain number", remedy: "write a number such as 20")
        case (.rate, .number(let number)):
            let text = "\(number.scalarText)/s"
            throw WrongUnit(problem: "a rate is compared with a number of times a second", remedy: "write \(text)")
        case (.rate, _):
            throw WrongUnit(
                problem: "a rate is compared with a number of times a second", remedy: "write a rate such as 5/s")
        case (.share, .number(let number)):
            let percent = number < 1 ? Percent(fraction: number) : Percent(percent: min(100, number))
            throw WrongUnit(problem: "a share is compared with a percentage", remedy: "write \(percent)")
        case (.share, _):
            throw WrongUnit(problem: "a share is compared with a percentage", remedy: "write a share such as 20%")
        }
    }

    /// A unit that does not fit the measure.
    struct WrongUnit: Error {
        /// What fits.
        var problem: String
        /// What to write.
        var remedy: String
    }
}
