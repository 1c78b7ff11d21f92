import Findings

/// What the comments of the linted files disable, and which of them were of use.
///
/// Places are those of the files, so a directive in a template also speaks for what was rendered from it.
struct LintControl: Sendable {
    /// A rule named by a directive, with the lines that it speaks for.
    private struct Entry: Sendable {
        var file: String
        var reason: String
        var isWholeFile: Bool
        var name: LintDirective.Name
        /// The first place that it speaks for.
        var start: Position
        /// The last one.
        var end: Position
        var isUsed = false
    }

    private struct Position: Sendable, Comparable {
        var line: Int
        var column: Int

        static func < (left: Position, right: Position) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    /// The file that the user named; only of it is it said what is wrong with its directives.
    private let main: SourceText?
    private let output: String?
    private var directives: [LintDirective] = []
    private var entries: [RuleID: [Entry]] = [:]
    /// Names that end a block that is not open.
    private var endsOfNothing: [LintDirective.Name] = []

    /// Directives of one file that are read; a file with more is not written by people.
    private static let directivesPerFile = 1000

    /// Nothing is disabled.
    static let none = LintControl(files: [])

    /// The directives of these files, the first of which is the one that the user named.
    ///
    /// What a directive says of the whole of that file also holds for the output of a program that was made of it.
    init(files: [SourceText], output: SourceText? = nil) {
        main = files.first
        self.output = output?.file
        for (number, file) in files.enumerated() {
            let isHTML = TextKind(of: file) == .html || file.file.lowercased().hasSuffix(".eml")
            let found = LintDirectiveScanner(file.bytes, isHTML: isHTML).scan().prefix(Self.directivesPerFile)
            if number == 0 { directives = Array(found) }
            add(Array(found), of: file)
        }
    }

    private mutating func add(_ directives: [LintDirective], of file: SourceText) {
        var open: [RuleID: Int] = [:]
        for directive in directives {
            let place = file.place(atByte: directive.comment.lowerBound)
            let here = Position(line: place.line, column: place.column)
            let last = Position(line: .max, column: .max)
            let nextLine = file.place(atByte: directive.comment.upperBound - 1).line + 1
            for name in directive.names {
                let (start, end): (Position, Position)
                switch directive.reach {
                case .file: (start, end) = (Position(line: 0, column: 0), last)
                case .nextLine:
                    (start, end) = (Position(line: nextLine, column: 0), Position(line: nextLine, column: .max))
                case .block: (start, end) = (here, last)
                case .enable:
                    if let opener = open.removeValue(forKey: name.rule) {
                        entries[name.rule]?[opener].end = here
                    } else if file === main {
                        endsOfNothing.append(name)
                    }
                    continue
                }
                if directive.reach == .block { open[name.rule] = entries[name.rule]?.count ?? 0 }
                entries[name.rule, default: []].append(
                    Entry(
                        file: file.file, reason: directive.reason, isWholeFile: directive.reach == .file, name: name,
                        start: start, end: end))
            }
        }
    }

    /// Whether a finding is disabled, and by which reason; whatever disables it is of use then.
    mutating func disables(_ rule: RuleID, at span: SourceSpan) -> String? {
        guard !entries.isEmpty, let candidates = entries[rule] else { return nil }
        let position = Position(line: span.line, column: span.column)
        var reason: String?
        for index in candidates.indices
        where candidates[index].start <= position && position <= candidates[index].end
            && isAbout(span.file, candidates[index])
        {
            entries[rule]?[index].isUsed = true
            if reason == nil { reason = candidates[index].reason }
        }
        return reason
    }

    private func isAbout(_ file: String, _ entry: Entry) -> Bool {
        entry.file == file || (entry.isWholeFile && file == output && entry.file == main?.file)
    }

    /// The names of the directives that disabled nothing, in the order of the file.
    var unused: [LintDirective.Name] {
        let unused = entries.values.flatMap { $0 }.filter { !$0.isUsed && $0.file == main?.file }.map(\.name)
        return (unused + endsOfNothing).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Whether the file that the user named has directives.
    var holdsDirectives: Bool { !directives.isEmpty }

    /// The directives of the file that the user named, with that file.
    var written: (file: SourceText, directives: [LintDirective])? {
        main.map { ($0, directives) }
    }
}
