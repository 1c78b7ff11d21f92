import Alerting
package import Findings
package import Scenarios

/// `command: { arm: [toxic, add], disarm: [toxic, remove], timeout: 10s }`: what the lab cannot reach, a program breaks.
package struct DrillCommandFault: ScenarioMapping {
    /// How long each program may take where nothing is said.
    ///
    /// Our choice: a few calls of an API.
    package static let standardTimeout: Duration = .seconds(10)
    /// How long all programs that disarm the faults of a drill may take together.
    ///
    /// Our choice: less than the half minute that a run which is interrupted gives to undoing.
    package static let disarmingLimit: Duration = .seconds(25)

    /// Where it is written.
    package var place: Place
    /// The program that breaks something, and its arguments.
    package var arm: [Templated]
    /// The program that mends it; running it twice does no harm.
    package var disarm: [Templated]
    /// How long each may take.
    package var timeout: Located<Duration>
    /// The folder of the scenario, in which both run.
    package var folder = ""

    package init?(_ fields: inout Fields) {
        let arm = fields.required(
            "arm", OneOrMany<Templated>.self, locals: [], "The program that breaks something, and its arguments.")
        let disarm = fields.required(
            "disarm", OneOrMany<Templated>.self, locals: [],
            "The program that mends it, and its arguments; also run where arm failed, and again where it was killed.")
        let timeout = fields.optional(
            "timeout", Located<Duration>.self, "How long each of them may take; 10s by default.")
        guard let place = fields.place, let arm, let disarm else { return nil }
        if timeout == nil, fields.keyPlace("timeout") != nil { return nil }
        if fields.reportSecretArgument(of: arm.values + disarm.values) { return nil }
        if let timeout, timeout.value <= .zero || timeout.value > Self.disarmingLimit {
            fields.report(
                "drill/impossible-fault", "a program gets more than no time, and at most 25s", at: timeout.place,
                remedy: "write a time such as 10s")
            return nil
        }
        self.place = place
        self.arm = arm.values
        self.disarm = disarm.values
        self.timeout = timeout ?? Located(Self.standardTimeout, at: place)
    }

    /// In a few words, for the timeline: `command toxic`.
    package var description: String {
        "command \(DrillProgram(arm, timeout: timeout.value).name)"
    }

    /// The program that arms it, references filled in.
    func arming(with references: RuntimeReferences) throws(UnresolvedReference) -> UserProgram {
        try program(arm, references)
    }

    /// The lease that is written down before anything is broken.
    func lease(for duration: Duration, with references: RuntimeReferences) throws(UnresolvedReference) -> Lease {
        let program = try program(disarm, references)
        let expires = WallTime(microseconds: WallTime.now().microseconds &+ duration.wholeNanoseconds / 1000)
        return Lease(
            description, expires: expires,
            undoing: .command(
                arguments: program.arguments, folder: UserProgram.absoluteFolder(program.folder),
                milliseconds: program.timeout.wholeNanoseconds / 1_000_000))
    }

    private func program(
        _ words: [Templated], _ references: RuntimeReferences
    ) throws(UnresolvedReference) -> UserProgram {
        var program = DrillProgram(words, timeout: timeout.value)
        program.folder = folder
        return try program.filled(with: references)
    }
}

extension DrillSpecification {
    /// The faults that programs arm, in order.
    var commandFaults: [DrillCommandFault] {
        faults.compactMap { if case .command(let fault) = $0.kind { fault } else { nil } }
    }
}
