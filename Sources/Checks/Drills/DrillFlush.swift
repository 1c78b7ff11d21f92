package import Findings
package import Scenarios

/// `flush: { command: [postqueue, -f], every: 5s, timeout: 10s }`: a mail server backs off for minutes, and tries at once
/// what it has deferred where it is told to.
package struct DrillFlush: ScenarioMapping {
    /// How long after a run of the program the next one comes where nothing is said.
    ///
    /// Our choice: a mail that was still being delivered at one run is done by the next.
    package static let standardInterval: Duration = .seconds(5)
    /// The least time between two runs.
    ///
    /// Our choice: a mail server that looks through its queue again and again does nothing else.
    package static let leastInterval: Duration = .seconds(1)
    /// How long a run may take where nothing is said.
    ///
    /// Our choice: it tells a queue manager to begin, and does not wait for it.
    package static let standardTimeout: Duration = .seconds(10)

    /// Where it is written.
    package var place: Place
    /// The program.
    package var program: DrillProgram
    /// How long after a run of it the next one comes.
    package var interval: Duration

    package init?(_ fields: inout Fields) {
        let command = fields.required(
            "command", OneOrMany<Templated>.self, locals: [],
            "The program that has deferred mail tried again, and its arguments: [postqueue, -f].")
        let interval = fields.optional(
            "every", Located<Duration>.self, "How long after a run the next one comes; 5s by default, 1s at least.")
        let timeout = fields.optional("timeout", Located<Duration>.self, "How long a run may take; 10s by default.")
        guard let place = fields.place, let command else { return nil }
        if interval == nil, fields.keyPlace("every") != nil { return nil }
        if timeout == nil, fields.keyPlace("timeout") != nil { return nil }
        if fields.reportSecretArgument(of: command.values) { return nil }
        if let interval, interval.value < Self.leastInterval {
            fields.report(
                "drill/impossible-flush", "a mail server cannot look through its queue so often", at: interval.place,
                remedy: "write 1s or more")
            return nil
        }
        if let timeout, timeout.value <= .zero {
            fields.report(
                "drill/impossible-flush", "a program gets more than no time", at: timeout.place,
                remedy: "write a time such as 10s")
            return nil
        }
        self.place = place
        program = DrillProgram(command.values, timeout: timeout?.value ?? Self.standardTimeout)
        self.interval = interval?.value ?? Self.standardInterval
    }
}
