import Findings

/// What is wrong with one zone: the first findings, and whether there were more.
struct ZoneFindings {
    /// The first of them, in the order of the file.
    private(set) var kept: [Finding] = []
    /// How much the worst matters that is not kept; nil where all are.
    private var worstLeftOut: Severity?
    private var errors = 0

    /// Whether there are so many errors that reading on tells nothing new.
    var areTooMany: Bool { errors > MasterFile.mostFindings }

    /// Takes a finding; one that is not kept is not made either, for it copies the line that it shows.
    mutating func add(_ severity: Severity, _ finding: () -> Finding) {
        if severity == .error { errors += 1 }
        if kept.count < MasterFile.mostFindings {
            kept.append(finding())
        } else {
            worstLeftOut = max(worstLeftOut ?? severity, severity)
        }
    }

    /// Takes those that were found after these.
    mutating func add(_ others: ZoneFindings) {
        for finding in others.kept { add(finding.severity) { finding } }
        if let worst = others.worstLeftOut { worstLeftOut = max(worstLeftOut ?? worst, worst) }
    }

    /// Those that are kept, and a last one that says what is not shown.
    func all(of file: String) -> [Finding] {
        guard let worstLeftOut else { return kept }
        // As bad as the worst of them: warnings alone, however many, are no reason to refuse a file.
        return kept + [Finding("zone/syntax", worstLeftOut, "\(file) has more problems, which are not shown")]
    }
}
