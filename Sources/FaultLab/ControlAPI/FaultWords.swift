/// How the faults of a control API are written: the words of a scenario in JSON.
///
/// The room that knows scenarios has them read by what reads scenarios, so that both are always the same.
package struct FaultWords: Sendable {
    /// The JSON Schema of a fault.
    package var schema: JSONValue
    /// What a JSON value means as a fault.
    package var read: @Sendable (JSONValue) throws(ControlProblem) -> ReadFault

    /// Words.
    package init(
        schema: JSONValue, read: @escaping @Sendable (JSONValue) throws(ControlProblem) -> ReadFault
    ) {
        self.schema = schema
        self.read = read
    }

    /// A fault that was read and can be armed.
    package struct ReadFault: Sendable {
        /// Arms it in a lab, for so long at most.
        package var arm: @Sendable (Lab, Duration) async throws(LabError) -> ArmedFault

        /// A fault.
        package init(arm: @escaping @Sendable (Lab, Duration) async throws(LabError) -> ArmedFault) {
            self.arm = arm
        }
    }
}
