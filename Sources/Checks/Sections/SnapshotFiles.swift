import DNS
import Findings
import Scenarios

extension Loading {
    /// What a snapshot pins; nil after findings where it cannot be read.
    func snapshot(_ path: FilePath) -> Snapshot? {
        guard exists(path) else {
            report(
                "dns/no-snapshot", "the snapshot \(self.path(path)) does not exist yet", label: "not recorded yet",
                at: path.place, remedy: "run mailproof dns record \(path.place.text.file)")
            return nil
        }
        guard let text = read(path) else { return nil }
        let file = SnapshotFile(text)
        file.findings.forEach(report)
        return file.snapshot
    }
}
