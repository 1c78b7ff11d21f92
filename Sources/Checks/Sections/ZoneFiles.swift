package import DNS
import Findings
package import Scenarios

extension Loading {
    /// The zones of zone files; what is wrong with the files, or with their number, has been reported.
    ///
    /// A zone is in one file: of two files nobody could say which one counts.
    package func zones(_ paths: [FilePath]) -> [Zone] {
        var zones: [Zone] = []
        for path in paths {
            guard let text = read(path) else { continue }
            let file = ZoneFile(text, includes: .folder(ofFile: text.file))
            file.findings.forEach(report)
            guard let zone = file.zone else { continue }
            if let other = zones.first(where: { $0.apex == zone.apex }) {
                report(
                    "dns/zone-twice", "the zone \(zone.apex) is in \(other.file ?? "another file") already",
                    label: "holds \(zone.apex) again", at: path.place,
                    remedy: "keep one file of each zone; $INCLUDE makes one of several")
            } else {
                zones.append(zone)
            }
        }
        return zones
    }
}
