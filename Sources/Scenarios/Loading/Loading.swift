package import Findings

/// What a kind may use while its rows are made: the files beside the scenario, the other sections, and a place for
/// what is wrong.
///
/// Not Sendable: one file is loaded by one task.
package final class Loading {
    /// The folder of the scenario file, as the user would write it; empty for the current one.
    package let directory: String
    private let decoding: Decoding
    private var sections: [ObjectIdentifier: any Sendable] = [:]
    private var texts: [String: SourceText] = [:]

    /// Loading of a scenario in a folder, in whose files these references may be used.
    package convenience init(directory: String, references: KnownReferences = KnownReferences()) {
        self.init(directory: directory, decoding: Decoding(references: references))
    }

    /// Loading beside a scenario that `decoding` decodes: with its references, and to its findings.
    init(directory: String, decoding: Decoding) {
        self.directory = directory
        self.decoding = decoding
    }

    /// What is wrong so far.
    package var findings: [Finding] {
        decoding.findings
    }

    /// Adds a finding: the scenario is invalid if it is an error.
    package func report(_ finding: Finding) {
        decoding.report(finding)
    }

    /// Adds an error at a place.
    package func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at place: Place, remedy: String? = nil,
        notes: [Finding.Note] = []
    ) {
        decoding.report(rule, message, label: label, at: place, remedy: remedy, notes: notes)
    }

    /// The loaded specification of another section of the same scenario; nil where it has none.
    package func specification<Kind: SectionKind>(of kind: Kind.Type) -> Kind.Specification? {
        sections[ObjectIdentifier(kind)] as? Kind.Specification
    }

    /// Makes a section's specification known to those that are loaded after it.
    package func provide<Kind: SectionKind>(_ specification: Kind.Specification, of kind: Kind.Type) {
        sections[ObjectIdentifier(kind)] = specification
    }
}

extension Loading {
    /// The path that a path written in the scenario means from where the program was started.
    package func path(_ path: FilePath) -> String {
        if path.text.hasPrefix("/") || directory.isEmpty || directory == "." { return path.text }
        return directory.hasSuffix("/") ? directory + path.text : directory + "/" + path.text
    }

    /// Whether there is anything at a path.
    package func exists(_ path: FilePath) -> Bool {
        FileSystem.kind(of: self.path(path)) != nil
    }

    /// The text of a file; nil after a finding at the path where it cannot be read.
    ///
    /// Each file is read once.
    package func read(_ path: FilePath) -> SourceText? {
        let file = self.path(path)
        if let text = texts[file] { return text }
        switch FileSystem.read(file) {
        case .success(let bytes):
            let text = SourceText(file: file, bytes: bytes)
            texts[file] = text
            return text
        case .failure(let problem):
            report(
                "scenario/missing-file", "\(file) cannot be read: \(problem.reason)", label: problem.reason,
                at: path.place,
                remedy: problem.remedy)
            return nil
        }
    }

    /// Runs `body`, and forgets the texts that it reads: of thousands of files one at a time lies in memory.
    package func forgetting<Value>(_ body: () -> Value) -> Value {
        let known = texts
        defer { texts = known }
        return body()
    }

    /// The files that a pattern names, sorted, each as a path for `read`; empty after a finding where there are none.
    ///
    /// `*` and `?` stand for characters of one name, `**` for any number of folders, `[a-z]` for one character of a
    /// set, `{a,b}` for alternatives; a name that begins with a dot is matched by a dot alone.
    package func glob(_ pattern: FilePath) -> [FilePath] {
        let paths = Glob(pattern.text).matches(in: directory)
        if paths.isEmpty, FileSystem.kind(of: path(pattern))?.kind == .folder {
            let folder = pattern.text.hasSuffix("/") ? pattern.text : pattern.text + "/"
            report(
                "scenario/missing-file", "\(Quoted.text(pattern.text)) is a folder", label: "is a folder",
                at: pattern.place, remedy: "write which files of it: \(folder)**/*.html")
        } else if paths.isEmpty {
            report(
                "scenario/missing-file", "no file matches \(Quoted.text(pattern.text))", label: "matches no file",
                at: pattern.place, remedy: "correct the pattern; it is relative to the scenario's folder")
        }
        return paths.map { FilePath($0, at: pattern.place) }
    }

    /// The YAML document in a file; nil after findings where it cannot be read, or is malformed or empty.
    ///
    /// References in it are as they were written; `decode` fills them in.
    package func document(_ path: FilePath) -> Node? {
        guard let text = read(path) else { return nil }
        let (node, problems) = YAMLDocument.node(of: text)
        problems.forEach(report)
        return node
    }

    /// The value in a YAML file, in which the same references may be used as in the scenario.
    package func decode<Value: ScenarioDecodable>(_ type: Value.Type, fromFile path: FilePath) -> Value? {
        document(path).flatMap { decode(type, from: $0) }
    }

    /// The value that a node stands for; nil after findings where it is none.
    package func decode<Value: ScenarioDecodable>(_ type: Value.Type, from node: Node) -> Value? {
        Value.decode(node, in: decoding)
    }
}
