package import Findings

/// A kind of check: `spf`, `lint`, `drill`.
///
/// The loader decodes the value below `key` as `Specification`, asks for the rows, and makes one test case of each; the
/// runner calls `run`. Neither knows anything else about a kind.
package protocol CheckKind: Sendable {
    /// The key in a check that chooses this kind.
    static var key: String { get }
    /// One sentence about the kind, for editors.
    static var summary: String { get }
    /// Whether it only looks, or acts.
    static var isolation: Isolation { get }

    /// What is written below the key.
    associatedtype Specification: ScenarioDecodable

    /// What the check is about, for its default name `KEY SUBJECT`: the domain.
    static func subject(_ specification: Specification) -> String

    /// The rows, known before anything runs; one JUnit case each.
    ///
    /// This is also where files are read and what they say is judged: a finding added to `loading` makes the scenario
    /// invalid. A row may carry a changed specification, narrowed to it or with what was read.
    static func rows(_ specification: Specification, loading: Loading) -> [Row<Specification>]

    /// What a row reaches beyond loopback and its own files.
    static func needs(_ specification: Specification) -> [Need]

    /// The mail that a row hands over to anybody, the lab among them.
    static func mail(_ specification: Specification) -> [PlannedMail]

    /// What a row does that others notice, a line each, for `run --dry-run`: `ana@example.org through mx.example.org:25`.
    static func effects(_ specification: Specification) -> [String]

    /// How long a check may take by its own budgets; nil leaves it to `timeout`.
    static func budget(_ specification: Specification) -> Duration?

    /// The outside systems that it uses or watches; two acting checks with one in common never run at once.
    static func outsideSystems(_ specification: Specification) -> Set<String>

    /// Runs one row and returns what was found out; it never throws a verdict.
    ///
    /// It ends soon after its task is cancelled. What it must undo, it registers with `context.cleanups`.
    static func run(_ row: Row<Specification>, in context: CheckContext) async -> CaseOutcome
}

extension CheckKind {
    package static func needs(_ specification: Specification) -> [Need] { [] }
    package static func mail(_ specification: Specification) -> [PlannedMail] { [] }
    package static func effects(_ specification: Specification) -> [String] { [] }
    package static func budget(_ specification: Specification) -> Duration? { nil }
    package static func outsideSystems(_ specification: Specification) -> Set<String> { [] }
}

/// Whether the checks of a kind may run beside each other.
package enum Isolation: Sendable, Hashable {
    /// It changes nothing: it runs concurrently with its neighbours, and may be retried.
    case looks
    /// It changes something: it runs alone, in file order, and is not retried unless asked.
    case acts
}

/// One case of a check.
package struct Row<Specification: Sendable>: Sendable {
    /// What tells it from its siblings, shown in brackets after the check's name; nil where there is but one.
    package var label: String?
    /// The value of the scenario that it stands for.
    package var place: Place
    /// What to check.
    package var specification: Specification

    /// A row.
    package init(_ label: String? = nil, at place: Place, _ specification: Specification) {
        self.label = label
        self.place = place
        self.specification = specification
    }
}
