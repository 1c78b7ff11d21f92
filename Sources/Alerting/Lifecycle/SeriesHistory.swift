/// What a rule must know about the past of its series: what is usual for each, and which were there at all.
struct SeriesHistory: Sendable {
    /// How long a label set that fell silent is missed.
    ///
    /// Our choice: after a day it is no longer news.
    static let absenceMemory: Duration = .seconds(86_400)

    /// How many label sets have a past; further ones are judged as those that nothing is known of.
    ///
    /// Our choice: twice as many as are counted at a time.
    static let seriesLimit = 2 * WindowedMeasure.seriesLimit

    private let rule: AlertRule
    private let origin: Moment
    private var pasts: [LabelSet: Past] = [:]
    private var round = 0
    private var seen: [LabelSet: Moment] = [:]

    /// What is usual for a series, and when it last had a number.
    private struct Past {
        var baseline: Baseline
        var round: Int
    }

    /// Whether the condition holds for one label set.
    struct Judgement: Sendable {
        var labels: LabelSet
        var holds: Bool
        var value: Double?
    }

    /// A past in which nothing was.
    init(_ rule: AlertRule, origin: Moment) {
        self.rule = rule
        self.origin = origin
    }

    /// Judges the numbers of now by those of the past, of which they are part from then on.
    mutating func judgements(of readings: [WindowedMeasure.Reading], at now: Moment) -> [Judgement] {
        guard case .measured(let measure, let condition) = rule.trigger else { return [] }
        if condition == .absent { return absences(readings, measure, at: now) }
        round += 1
        var judgements: [Judgement] = []
        judgements.reserveCapacity(readings.count)
        let offset = now.since(origin).wholeNanoseconds
        for reading in readings {
            judgements.append(judge(reading.labels, reading.value, measure, condition, at: offset))
        }
        let isMissing = { [round] (past: Past) in past.round != round }
        guard pasts.values.contains(where: isMissing) else { return judgements }
        for labels in pasts.filter({ isMissing($0.value) }).keys {
            guard pasts[labels]?.baseline.isSilent(at: offset) == false else {
                pasts[labels] = nil
                continue
            }
            guard measure.statistic.isZeroWithoutEvents else { continue }
            judgements.append(judge(labels, 0, measure, condition, at: offset))
        }
        return judgements
    }

    private mutating func judge(
        _ labels: LabelSet, _ value: Double?, _ measure: Measure, _ condition: AlertRule.Condition, at offset: Int64
    ) -> Judgement {
        guard let value else { return Judgement(labels: labels, holds: false, value: nil) }
        guard let index = pasts.index(forKey: labels) else {
            if let past = condition.past, pasts.count < Self.seriesLimit {
                var baseline = Baseline(length: past, window: measure.window)
                baseline.add(value, at: offset)
                pasts[labels] = Past(baseline: baseline, round: round)
            }
            return Judgement(labels: labels, holds: condition.holds(for: value, usual: nil), value: value)
        }
        let usual = pasts.values[index].baseline.usual(at: offset)
        pasts.values[index].baseline.add(value, at: offset)
        pasts.values[index].round = round
        return Judgement(labels: labels, holds: condition.holds(for: value, usual: usual), value: value)
    }

    /// Label sets of which nothing was selected in the whole window: those that were seen before, and where nothing
    /// tells series apart the only one there is, once a window has passed.
    private mutating func absences(
        _ readings: [WindowedMeasure.Reading], _ measure: Measure, at now: Moment
    ) -> [Judgement] {
        if measure.grouping.isEmpty, seen.isEmpty { seen[[:]] = origin }
        for reading in readings where reading.selected > 0 {
            if seen[reading.labels] != nil || seen.count < Self.seriesLimit { seen[reading.labels] = now }
        }
        var judgements: [Judgement] = []
        for (labels, last) in seen {
            let isGrouped = !measure.grouping.isEmpty
            if isGrouped, now.since(last) > measure.window + Self.absenceMemory {
                seen[labels] = nil
                continue
            }
            // The window is empty as soon as what was seen last has left it, and at the beginning once it has passed.
            let isAbsent = last != now && (last != origin || now.since(origin) >= measure.window)
            judgements.append(Judgement(labels: labels, holds: isAbsent, value: isAbsent ? 0 : nil))
        }
        return judgements
    }
}
