package import Findings

/// A section of a scenario that provides something for its checks while they run: `dns`, `lab`, `alerts`.
package protocol SectionKind: Sendable {
    /// The key of the section at the top of a scenario.
    static var key: String { get }
    /// One sentence about the section, for editors.
    static var summary: String { get }

    /// What is written below the key.
    associatedtype Specification: ScenarioDecodable

    /// What a scenario without this key gets; nil where the section is then not started at all.
    static var whenAbsent: Specification? { get }

    /// Reads the files that it names and judges what they say; a finding added to `loading` makes the scenario invalid.
    static func load(_ specification: inout Specification, loading: Loading)

    /// The names of the references that it will publish at start: `lab.smtp.mx.url`.
    static func references(_ specification: Specification) -> [String]

    /// The keys of the sections that must run before this one, among those that the scenario has.
    static func requires(_ specification: Specification) -> [String]

    /// What it reaches beyond loopback and its own files.
    static func needs(_ specification: Specification) -> [Need]

    /// Starts it.
    ///
    /// - Throws: why it could not be started; every case of the file is then undetermined and says so.
    static func start(
        _ specification: Specification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection
}

extension SectionKind {
    package static var whenAbsent: Specification? { nil }
    package static func load(_ specification: inout Specification, loading: Loading) {}
    package static func references(_ specification: Specification) -> [String] { [] }
    package static func requires(_ specification: Specification) -> [String] { [] }
    package static func needs(_ specification: Specification) -> [Need] { [] }
}

/// A section that runs, and what it publishes.
package protocol RunningSection: Sendable {
    /// What checks and later sections find in their context.
    var resources: Resources { get }
    /// The values of the references that it announced.
    var references: [String: String] { get }
    /// Stops it and frees what it holds; called exactly once, on every way out.
    ///
    /// - Returns: what could not be stopped or undone; anything here ends the run with exit code 4.
    func stop() async -> [Finding]
}

/// Why a section could not be started.
package struct SectionFailure: Error, Sendable {
    /// What was tried, where, and why it failed.
    package var finding: Finding
    /// The JUnit type of the cases that it makes undetermined: `mailproof.connection`.
    package var type: String

    /// A failure.
    package init(_ finding: Finding, type: String) {
        self.finding = finding
        self.type = type
    }
}
