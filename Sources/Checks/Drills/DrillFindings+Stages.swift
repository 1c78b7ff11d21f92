import Alerting
import Findings
import Scenarios

extension DrillFindings {
    /// How far an expected alert came, in the words of the timeline: what is missing is where to look.
    ///
    ///     its timeline: pending after 0.468s, firing after 0.974s, pager never told
    func stages(_ part: DrillExpectation.AlertPart, _ progress: AlertExpectationProgress) -> Finding.Note {
        func after(_ moment: Moment) -> String { "after \(moment.since(progress.began).seconds)" }
        let firing = (progress.fired ?? progress.misworded ?? progress.suppressed)?.seenAt
        var stages: [String] = []
        if let pending = progress.pending?.seenAt {
            stages.append("pending \(after(pending))")
        } else if firing == nil, progress.namesake == nil {
            stages.append("never pending")
        }
        if let firing {
            stages.append("firing \(after(firing))")
        } else if let namesake = progress.namesake?.seenAt {
            stages.append("firing with other labels \(after(namesake))")
        } else {
            stages.append("never firing")
        }
        if let receiver = part.delivered?.receiver.value, firing != nil {
            let times = progress.deliveries > 1 ? " \(progress.deliveries) times, first" : ""
            stages.append(
                progress.delivered.map { "\(receiver) told\(times) \(after($0.first))" } ?? "\(receiver) never told")
        }
        return Finding.Note("its timeline: \(stages.joined(separator: ", "))")
    }
}
