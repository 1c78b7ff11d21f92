import FaultLab
import Findings
import Scenarios

extension DrillAttempts {
    /// What attempts that are not as expected come to, at the value that they miss; nil where all is well.
    func finding(_ standing: AttemptProgress.Standing) -> Finding? {
        let whose = "attempts to deliver to \(recipient.value.scalarText)"
        switch standing {
        case .waiting, .met: return nil
        case .tooFew(let count):
            return Finding(
                "drill/too-few-attempts", .error,
                "expected at least \(least?.value ?? 0) \(whose) within \(within.value.scalarText), got \(count)",
                label: "got \(count)", at: (least?.place ?? recipient.place).excerpt)
        case .tooMany(let count):
            return Finding(
                "drill/too-many-attempts", .error, "expected at most \(most?.value ?? 0) \(whose), got \(count)",
                label: "got \(count)", at: (most?.place ?? recipient.place).excerpt)
        case .tooSoon(let gap), .tooLate(let gap):
            return Finding(
                "drill/attempt-spacing", .error,
                "expected \(spacing?.value.description ?? "time") between \(whose), "
                    + "and attempt \(gap.attempt) came after \(gap.duration.seconds)",
                label: "got \(gap.duration.seconds)", at: (spacing?.place ?? recipient.place).excerpt)
        }
    }
}
