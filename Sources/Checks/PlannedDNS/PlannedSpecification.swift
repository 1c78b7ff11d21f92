import DNS
import Findings
import Scenarios

/// What is written below `dns.planned`: where the changes that are about to be made are described.
struct PlannedSpecification: ScenarioMapping {
    private var changes: FilePath?
    private var plan: FilePath?

    init?(_ fields: inout Fields) {
        changes = fields.optional(
            "changes", FilePath.self, "A file that lists record sets as they will be: set, deleted, or unknown.")
        plan = fields.optional(
            "terraform", FilePath.self, "A plan of Terraform or OpenTofu, as terraform show -json writes it.")
        guard let place = fields.place else { return nil }
        let given = ["changes", "terraform"].compactMap { fields.keyPlace($0) }
        guard given.count != 1 else { return }
        fields.report(
            "dns/one-source-of-changes",
            given.isEmpty ? "nothing is planned" : "changes come from one file",
            label: given.isEmpty ? "names no file" : "a second source", at: given.last ?? place,
            remedy: given.isEmpty ? "add changes: FILE or terraform: FILE" : "keep changes or terraform")
        return nil
    }

    /// The changes; what is wrong with their file was reported.
    func loaded(by loading: Loading) -> PlannedChanges {
        if let changes { return loading.plannedChanges(inFile: changes) }
        if let plan { return loading.plannedChanges(ofTerraform: plan) }
        return PlannedChanges()
    }
}
