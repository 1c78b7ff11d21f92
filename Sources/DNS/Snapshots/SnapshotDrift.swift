/// What differs between two snapshots, line by line.
public struct SnapshotDrift: Sendable {
    /// One difference.
    public enum Change: Sendable, Hashable, CustomStringConvertible {
        /// A line that was not there.
        case added(String)
        /// A line that is no longer there.
        case removed(String)
        /// One line in the place of another about the same set.
        case changed(subject: String, old: String, new: String)

        /// `+ LINE`, `- LINE`, or `~ SUBJECT OLD → NEW`.
        public var description: String {
            switch self {
            case .added(let line): "+ \(line)"
            case .removed(let line): "- \(line)"
            case .changed(let subject, let old, let new): "~ \(subject) \(old) → \(new)"
            }
        }
    }

    /// The differences in the order of the file.
    public let changes: [Change]

    /// What differs from an old snapshot in a new one.
    public init(from old: Snapshot, to new: Snapshot) {
        let oldLines = old.lines
        let newLines = new.lines
        let kept = Set(oldLines).intersection(newLines)
        let removed = Dictionary(grouping: oldLines.filter { !kept.contains($0) }, by: \.name)
        let added = Dictionary(grouping: newLines.filter { !kept.contains($0) }, by: \.name)
        changes = Set(removed.keys).union(added.keys).sorted().flatMap { name in
            SnapshotDrift.changes(from: removed[name] ?? [], to: added[name] ?? [])
        }
    }

    /// What differs about one name: a line that takes the place of another is told as one change.
    private static func changes(from old: [SnapshotLine], to new: [SnapshotLine]) -> [Change] {
        if old.count == 1, new.count == 1, old[0].type == nil || new[0].type == nil || old[0].type == new[0].type {
            return [.changed(subject: old[0].subject(with: new[0]), old: old[0].value, new: new[0].value)]
        }
        return old.map { .removed($0.text) } + new.map { .added($0.text) }
    }
}

extension SnapshotLine {
    /// The name, and the type of the one of two lines that has one.
    fileprivate func subject(with other: SnapshotLine) -> String {
        let owner = name.isRoot ? "." : name.lowercased + "."
        return (type ?? other.type).map { "\(owner) \($0)" } ?? owner
    }
}
