import Findings
import Scenarios

/// What is left of a policy's caps while the cases of a plan are added up.
struct MailBudget {
    private let policy: RunPolicy?
    private var planned = 0

    init(_ policy: RunPolicy?) {
        self.policy = policy
    }

    /// Adds the mail of a case; nil, or why the policy does not allow it, and then it is not added.
    mutating func refusal(of mail: [PlannedMail], attempts: Int, in file: String) -> Finding? {
        guard let policy, let first = mail.first else { return nil }
        // The entries of one case are sent beside each other.
        let pace = mail.reduce(0) { $0 + $1.mostInOneSecond }
        if let rate = policy.rate, pace > rate.value.perSecond {
            let fastest = mail.max { $0.mostInOneSecond < $1.mostInOneSecond } ?? first
            return finding(
                "\(file) needs sending \(Self.text(pace)) messages a second, and the policy allows "
                    + rate.value.scalarText,
                at: fastest.place, line: rate.excerpt, remedy: "write a rate of \(rate.value.scalarText) or less")
        }
        let count = mail.reduce(0) { Self.sum($0, $1.count) }.multipliedReportingOverflow(by: attempts)
        let total = Self.sum(planned, count.overflow ? .max : count.partialValue)
        if let cap = policy.total, total > cap.value {
            let before = planned == 0 ? "" : " after \(planned) of earlier checks"
            return finding(
                "\(file) needs sending up to \(total - planned) messages\(before), and the policy allows \(cap.value) in a run",
                at: first.place, line: cap.excerpt, remedy: "write a lower count, or run the checks in several runs")
        }
        planned = total
        return nil
    }

    private func finding(_ message: String, at place: Place, line: SourceExcerpt, remedy: String) -> Finding {
        Finding(
            "run/over-policy", .error, message, label: "more than the policy allows", at: place.excerpt,
            remedy: remedy, notes: [.init("the policy", at: line)])
    }

    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    private static func text(_ number: Double) -> String { ((number * 1000).rounded() / 1000).scalarText }
}
