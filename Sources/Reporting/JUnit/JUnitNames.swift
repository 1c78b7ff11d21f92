import Findings

/// The `classname` of each suite: it groups cases everywhere, so it is never empty and never shared by two files.
struct JUnitNames {
    private var used: Set<String> = []

    /// `Scenarios.mail.example_com` for `Scenarios/mail/example.com.yaml`: Jenkins splits at the last dot into package
    /// and class, so that a dot may only stand between folders.
    mutating func className(forFile file: String) -> String {
        let parts = file.split(separator: "/").filter { $0 != "." }
        var names = parts.map { $0.replacing(".", with: "_") }
        if let last = parts.last, let dot = last.lastIndex(of: "."), dot > last.startIndex {
            names[names.count - 1] = last[..<dot].replacing(".", with: "_")
        }
        let base = names.isEmpty ? "scenario" : names.joined(separator: ".")
        var name = base
        var number = 2
        while !used.insert(name).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        return name
    }
}
