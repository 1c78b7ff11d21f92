import Scenarios

extension Nearest {
    /// What to do about a name that is not among those known: the nearest one, else all of them.
    static func remedy(for name: String, among known: [String]) -> String {
        if let nearest = word(to: name, among: known) { return "did you mean '\(nearest)'?" }
        return known.isEmpty ? "remove it" : "known here: \(known.joined(separator: ", "))"
    }
}
