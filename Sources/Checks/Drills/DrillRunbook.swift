package import Findings
package import Scenarios

/// `remediate: { receiver: pager, command: [./runbook.sh], metric: { … }, within: 30s }`: what the
/// alert's runbook does, run as soon as somebody is told of the alert, while everything is still broken.
package struct DrillRunbook: ScenarioMapping {
    /// How long the program may take where nothing is said.
    ///
    /// Our choice: some calls of an API, and the pauses between them.
    package static let standardTimeout: Duration = .seconds(30)

    /// Where it is written.
    package var place: Place
    /// The receiver that has to be told.
    package var receiver: Located<String>
    /// The program.
    package var program: DrillProgram
    /// The number that shows that it helped.
    package var metric: DrillMetric
    /// How soon that number must be back, from when the program has ended.
    package var within: Located<Duration>
    /// Who must be told where it does not help.
    package var escalation: Escalation?

    /// `escalation: { to: manager, within: 1m }`.
    package struct Escalation: ScenarioMapping {
        /// The receiver.
        package var receiver: Located<String>
        /// How soon it must be told, from when it is known that the program did not help.
        package var within: Located<Duration>

        package init?(_ fields: inout Fields) {
            let receiver = fields.required("to", Located<String>.self, "The receiver that the alert is escalated to.")
            let within = fields.required(
                "within", Located<Duration>.self,
                "How soon it must be told, from when it is known that the program did not help.")
            guard let receiver, let within else { return nil }
            self.receiver = receiver
            self.within = within
        }
    }

    package init?(_ fields: inout Fields) {
        let receiver = fields.required(
            "receiver", Located<String>.self, "Once it is told that an expected alert fires, the program runs.")
        let command = fields.required(
            "command", OneOrMany<Templated>.self, locals: [],
            "The program and its arguments; the alert's labels are in its environment, as MAILPROOF_LABEL_severity.")
        let timeout = fields.optional("timeout", Located<Duration>.self, "How long it may take; 30s by default.")
        let metric = fields.required(
            "metric", DrillMetric.self, "The number that shows that it helped, and what it must come back to.")
        let within = fields.required(
            "within", Located<Duration>.self, "How soon the number must be back, from when the program has ended.")
        let escalation = fields.optional(
            "escalation", Escalation.self, "Who must be told where it does not help; then it need not help.")
        guard let place = fields.place, let receiver, let command, let metric, let within else { return nil }
        if timeout == nil, fields.keyPlace("timeout") != nil { return nil }
        if escalation == nil, fields.keyPlace("escalation") != nil { return nil }
        if fields.reportSecretArgument(of: command.values) { return nil }
        if let timeout, timeout.value <= .zero {
            fields.report(
                "drill/impossible-runbook", "a program gets more than no time", at: timeout.place,
                remedy: "write a time such as 30s")
            return nil
        }
        self.place = place
        self.receiver = receiver
        program = DrillProgram(command.values, timeout: timeout?.value ?? Self.standardTimeout)
        self.metric = metric
        self.within = within
        self.escalation = escalation
    }

    /// The receivers that it names.
    var receivers: [Located<String>] { [receiver] + [escalation?.receiver].compactMap(\.self) }

    /// The most that it adds to the time in which its alert must fire.
    package var budget: Duration { program.timeout + within.value + (escalation?.within.value ?? .zero) }
}
