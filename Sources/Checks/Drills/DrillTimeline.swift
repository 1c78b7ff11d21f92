import Alerting

/// What happened in a drill, in the order of its moments.
struct DrillTimeline: Sendable {
    /// When the faults were armed; what is before has negative times.
    var began: Moment
    private var entries: [(moment: Moment, text: String)] = []

    /// How many lines are kept; of more the last are left out.
    ///
    /// Our choice.
    static let lineLimit = 500

    /// An empty timeline.
    init(began: Moment) {
        self.began = began
    }

    /// Adds a line.
    mutating func add(_ text: String, at moment: Moment = .now()) {
        guard entries.count < Self.lineLimit else { return }
        entries.append((moment, text))
    }

    /// The lines with their times since the faults were armed: `+0.912s  firing …`.
    var lines: [String] {
        entries.enumerated()
            .sorted { ($0.element.moment.instant, $0.offset) < ($1.element.moment.instant, $1.offset) }
            .map { _, entry in
                let delay = entry.moment.since(began)
                return "\(delay < .zero ? "-" : "+")\((delay < .zero ? .zero - delay : delay).seconds)  \(entry.text)"
            }
    }
}
