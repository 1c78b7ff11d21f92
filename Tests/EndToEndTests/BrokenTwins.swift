extension ShippedScenarioTests {
    /// One twin for each expectation of the shipped scenarios.
    static let twins: [BrokenTwin] = []
}
