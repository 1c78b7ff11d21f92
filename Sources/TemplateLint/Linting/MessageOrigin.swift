import MailMessage

/// Where an application's test made a message, as it says in a header field: `X-Mailproof-Source: Mail/welcome.swift:12`.
package struct MessageOrigin: Sendable, Hashable {
    /// A path below the working directory.
    package let file: String
    /// The line, from 1, where it is given.
    package let line: Int?

    /// The name of the field, in small letters.
    static let fieldName = "x-mailproof-source"
    /// The longest path that is read; PATH_MAX of Linux.
    static let longestPath = 4096

    /// Reads a value; nil where it is no path that a report may point to.
    ///
    /// The value comes with a message, so it may be anybody's: only a path that stays below the working directory is
    /// taken, and nothing that would write into a terminal or a report.
    package init?(_ value: [UInt8]) {
        guard value.count <= Self.longestPath, let text = String(validating: value, as: UTF8.self),
            text.unicodeScalars.allSatisfy({ !Self.isHostile($0) })
        else { return nil }
        var path = Substring(text)
        var line: Int?
        if let colon = path.lastIndex(of: ":"), let number = Int(path[path.index(after: colon)...]) {
            guard number > 0, number <= Int32.max, path[path.index(after: colon)...].allSatisfy(\.isNumber) else {
                return nil
            }
            path = path[..<colon]
            line = number
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        // A drive letter or an address is no path below here either.
        guard !path.isEmpty, !path.contains("\\"), !path.contains(":"), !path.hasPrefix("~"),
            parts.allSatisfy({ !$0.isEmpty && $0 != ".." })
        else { return nil }
        file = String(path)
        self.line = line
    }

    /// `PATH:LINE`, or the path alone.
    package var description: String { line.map { "\(file):\($0)" } ?? file }

    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}
