package import Findings
package import MailMessage

/// A notification as a mail in plain text: what fires or is resolved in the subject, one paragraph an alert below.
///
/// The same changes have the same Message-ID: of a mail that was sent twice, because the first answer was lost, a mailbox
/// keeps one. A resolution answers the mail that told of the alert, so that mail programs show both together.
package struct AlertMail: Sendable {
    /// How many alerts one mail shows.
    ///
    /// Our choice: nobody reads more on a telephone.
    package static let alertLimit = 50
    /// How many characters of a label or an annotation are sent.
    ///
    /// Our choice, as for Slack.
    private static let valueLimit = 1000
    /// How long a subject may be, in characters.
    ///
    /// Our choice.
    private static let subjectLimit = 150

    /// The subject: `[FIRING] QueueStuck: 1,200 mails wait`.
    package let subject: String
    /// The Message-ID without its angle brackets.
    package let messageID: String
    /// The Message-ID of the mail that told that it fires; nil where this is that mail, and for several alerts.
    package let answers: String?
    /// The text.
    package let text: String

    /// The mail that tells changes; nil where there are none.
    ///
    /// - Parameters:
    ///   - receiver: whom the monitor tells, by the name that the scenario has.
    ///   - domain: what the Message-ID ends in: the sender's own domain.
    package init?(_ transitions: [AlertTransition], receiver: String, domain: String) {
        guard let first = transitions.first else { return nil }
        let isFiring = transitions.contains { $0.state != .resolved }
        let count = transitions.count > 1 ? ":\(transitions.count)" : ""
        let what = Self.line(first.alert.annotations["summary"] ?? first.alert.summary)
        let title = "[\(isFiring ? "FIRING" : "RESOLVED")\(count)] \(Self.line(first.alert.name)): \(what)"
        subject = String(String.UnicodeScalarView(title.unicodeScalars.prefix(Self.subjectLimit)))
        messageID = "\(Self.identity(transitions)).\(isFiring ? "firing" : "resolved").\(receiver)@\(domain)"
        answers =
            transitions.count == 1 && !isFiring ? "\(Self.identity(transitions)).firing.\(receiver)@\(domain)" : nil
        var paragraphs = transitions.prefix(Self.alertLimit).map(Self.paragraph)
        if transitions.count > Self.alertLimit {
            paragraphs.append("and \(transitions.count - Self.alertLimit) more\n")
        }
        text = paragraphs.joined(separator: "\n") + "\nYou are told as \(receiver), by mailproof.\n"
    }

    /// The bytes of the mail.
    ///
    /// - Throws: what cannot be written.
    package func message(from: Mailbox, to: [Mailbox], date: WallTime) throws(CompositionError) -> [UInt8] {
        var composer = MessageComposer(from: [from], to: to, subject: subject, date: date, messageID: messageID)
        // RFC 3834 §5: no vacation message answers what says this.
        composer.extraFields = [.init("Auto-Submitted", "auto-generated")]
        if let answers {
            // RFC 5322 §3.6.4.
            composer.extraFields += [.init("In-Reply-To", "<\(answers)>"), .init("References", "<\(answers)>")]
        }
        composer.text = text
        return try composer.compose()
    }

    /// What stands for some alerts since they fire, in letters and digits.
    private static func identity(_ transitions: [AlertTransition]) -> String {
        let parts = transitions.map { "\($0.alert.labels.fingerprint).\($0.alert.startsAt.microseconds)" }
        guard parts.count > 1 else { return parts.joined() }
        let all = zip(parts, transitions).map { "\($0).\($1.state.rawValue)" }.joined(separator: " ")
        return LabelSet(["alerts": all]).fingerprint + ".\(parts.count)"
    }

    private static func paragraph(_ transition: AlertTransition) -> String {
        let alert = transition.alert
        var lines = ["\(transition.state == .resolved ? "RESOLVED" : "FIRING")  \(line(alert.name))"]
        if let summary = alert.annotations["summary"] { lines.append(line(summary)) }
        if let runbook = alert.annotations["runbook_url"] { lines += ["", "runbook: \(line(runbook))"] }
        lines += ["", "since: \(alert.startsAt)"]
        if transition.state == .resolved {
            lines.append("until: \(alert.endsAt ?? transition.moment.wallTime)")
        }
        for pair in alert.labels.pairs where pair.name != Alert.nameLabel {
            lines.append("\(line(pair.name)): \(line(pair.value))")
        }
        for (name, value) in alert.annotations.sorted(by: { $0.key < $1.key })
        where !["summary", "runbook_url"].contains(name) {
            lines.append("\(line(name)): \(line(value))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A value on one line: what a label says may come from a stranger's server.
    private static func line(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(valueLimit) {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
