import Alerting
import Scenarios

/// The least time that a rule needs before it can fire, by its own words and by the mail that a drill sends.
///
/// Only what is certain is counted: a rule never fires before its `for` is over, nor before the events that it wants
/// have come, and these are no more than the drill's mails where all of them go straight to the lab.
struct DrillDelay {
    /// The rule.
    let rule: AlertRule
    /// The time until enough events have come.
    let collecting: Duration
    /// Why it can never fire; nil where it can.
    let shortage: String?
    private let needed: Int
    private let perSecond: Double

    /// The delay of a rule for an alert with these labels.
    init(rule: AlertRule, traffic: [DrillTraffic], labels: [String: TextPattern]) {
        self.rule = rule
        needed = Self.neededEvents(rule)
        let relevant = traffic.filter { Self.mayCount($0, labels) }
        let isCertain = !relevant.isEmpty && traffic.allSatisfy(\.goesToLab)
        let eventsPerMail: Double =
            rule.measure?.events == .smtpReplies || rule.measure?.selection[.method] != nil ? 1 : 3
        perSecond = relevant.reduce(0) { $0 + $1.rate.perSecond } * eventsPerMail
        // The first mail of each entry leaves at once.
        let missing = Double(needed) - Double(relevant.count) * eventsPerMail
        guard let window = rule.measure?.window, isCertain, missing > 0, perSecond > 0 else {
            collecting = .zero
            shortage = nil
            return
        }
        collecting = .milliseconds(Int64((missing / perSecond * 1000).rounded(.down)))
        shortage =
            collecting > window
            ? "it wants \(needed) events within \(window.scalarText), and the traffic makes "
                + "\(MessageRate(perSecond: perSecond).scalarText)" : nil
    }

    /// All of it.
    var total: Duration { rule.hold + collecting }

    /// The sum in words: `for 500ms + 450ms until 10 events have come at 20/s`.
    var explanation: String {
        var parts: [String] = []
        if rule.hold > .zero { parts.append("for \(rule.hold.scalarText)") }
        if collecting > .zero {
            let rate = MessageRate(perSecond: perSecond).scalarText
            parts.append("\(collecting.seconds) until \(needed) events have come at \(rate)")
        }
        return parts.joined(separator: " + ") + " is \(total.seconds)"
    }

    private static func neededEvents(_ rule: AlertRule) -> Int {
        guard case .measured(let measure, .above(let bound)) = rule.trigger else { return 1 }
        switch measure.statistic {
        case .share(let atLeast): return atLeast
        case .count: return Int(min(bound, 1e9)) + 1
        case .rate: return Int(min(bound * measure.window.inSeconds, 1e9)) + 1
        case .percentile, .value: return 1
        }
    }

    /// Whether a mail of this traffic may become an event of the alert with these labels.
    private static func mayCount(_ traffic: DrillTraffic, _ labels: [String: TextPattern]) -> Bool {
        guard let pattern = labels[EventLabel.recipientDomain.rawValue], let domain = traffic.recipientDomain
        else { return true }
        return pattern.matches(domain)
    }
}

extension Duration {
    /// A measured time in seconds with three decimals: `0.912s`.
    var seconds: String {
        let milliseconds = max(0, wholeNanoseconds / 1_000_000)
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        return "\(milliseconds / 1000).\(fraction)s"
    }
}
