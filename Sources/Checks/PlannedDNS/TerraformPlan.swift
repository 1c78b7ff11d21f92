import DNS
import Findings
import Scenarios
import TemplateLint

/// A plan of Terraform or OpenTofu, as far as it is about DNS records.
///
/// Everything else in it, and every value that it marks as sensitive, is passed over and never shown: a plan holds
/// secrets. That is why no message shows a line of it.
enum TerraformPlan {
    /// How many octets a plan may have; ours: one of thousands of resources has some megabytes.
    static let largestFile = 16 << 20
    /// How many of its records that are left out are told one by one; ours.
    private static let mostWarnings = 20

    private static let remedy = "make it with terraform show -json PLANFILE"

    /// The changes of a plan that was read; what is wrong with it is reported at the path of the scenario.
    static func changes(_ text: SourceText, at path: FilePath, _ loading: Loading) -> PlannedChanges {
        guard let plan = json(text, at: path, loading), isPlan(plan, text.file, at: path, loading) else {
            return PlannedChanges()
        }
        let zones = TerraformZones(of: plan)
        var changes: [PlannedChange] = []
        var leftOut = 0
        for item in plan["resource_changes"]?.items ?? [] {
            let address = item["address"]?.scalarText ?? "a resource without an address"
            guard let change = TerraformChange(item, address: address, plan: text.file, zones: zones) else { continue }
            changes += change.changes
            guard let reason = change.leftOut else { continue }
            leftOut += 1
            if leftOut <= mostWarnings {
                loading.report(
                    Finding(
                        "dns/plan-record-left-out", .warning,
                        "\(address) in \(text.file) is not taken into account: \(reason)", at: path.place.excerpt,
                        remedy: "say what it will be in a file of planned changes"))
            }
        }
        if leftOut > mostWarnings {
            loading.report(
                Finding(
                    "dns/plan-record-left-out", .warning,
                    "\(leftOut - mostWarnings) more records of \(text.file) are not taken into account",
                    at: path.place.excerpt))
        }
        return PlannedChanges(changes)
    }

    private static func json(_ text: SourceText, at path: FilePath, _ loading: Loading) -> TemplateValue? {
        func report(_ message: String, _ remedy: String = remedy) {
            loading.report("dns/plan-unreadable", "\(text.file) \(message)", at: path.place, remedy: remedy)
        }
        guard text.bytes.count <= largestFile else {
            report(
                "has more than \(largestFile >> 20) MiB", "plan the records apart from the rest (-target, or a module)")
            return nil
        }
        // The file that terraform plan -out writes is a ZIP archive: it begins with PK and the numbers 3 and 4.
        guard !text.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
            report("is the plan itself, which only Terraform reads", "write it as JSON: terraform show -json PLANFILE")
            return nil
        }
        // What PowerShell's > makes of a text.
        guard !text.bytes.starts(with: [0xFF, 0xFE]), !text.bytes.starts(with: [0xFE, 0xFF]) else {
            report("is written in UTF-16", "write it as UTF-8, as with | Out-File -Encoding utf8")
            return nil
        }
        switch JSONReader.read(text) {
        case .success(let value): return value
        case .failure(let problem):
            let place = text.place(atByte: problem.offset)
            // Where, but not what: the words of the problem may name what is secret.
            report("is not JSON: it breaks off, or is malformed, in line \(place.line), column \(place.column)")
            return nil
        }
    }

    private static func isPlan(_ plan: TemplateValue, _ file: String, at path: FilePath, _ loading: Loading) -> Bool {
        func report(_ message: String, _ remedy: String = remedy) -> Bool {
            loading.report("dns/plan-unreadable", "\(file) \(message)", at: path.place, remedy: remedy)
            return false
        }
        guard let version = plan["format_version"]?.scalarText else {
            return report("is JSON, but no plan: it has no format_version")
        }
        // The format's own promise: minor versions add, a major version is read by nobody who does not know it.
        guard ["0", "1"].contains(version.prefix { $0 != "." }) else {
            return report(
                "has a format_version that this version does not read", "use a version of mailproof that does")
        }
        guard plan["errored"]?.scalarText != "true" else {
            return report("is of a run of terraform plan that failed", "mend the configuration and plan again")
        }
        guard case .list? = plan["resource_changes"] else {
            // A plan that changes nothing has none; a state has values in its place.
            return plan["values"] == nil
                || report(
                    "is the state, not a plan", "write the plan: terraform plan -out FILE, terraform show -json FILE")
        }
        return true
    }
}

extension Loading {
    /// The changes of a Terraform plan; what is wrong with it was reported.
    func plannedChanges(ofTerraform path: FilePath) -> PlannedChanges {
        guard let text = read(path) else { return PlannedChanges() }
        return TerraformPlan.changes(text, at: path, self)
    }
}
