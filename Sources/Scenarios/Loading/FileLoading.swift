import Findings

/// Loads one scenario file, key by key.
struct FileLoading {
    let loader: ScenarioLoader
    let file: String
    let decoding: Decoding
    let loading: Loading
    /// The names under `vars`.
    var declaredVariables: [String] = []

    init(loader: ScenarioLoader, file: String, decoding: Decoding) {
        self.loader = loader
        self.file = file
        self.decoding = decoding
        loading = Loading(directory: file.lastIndex(of: "/").map { String(file[...$0]) } ?? "", decoding: decoding)
    }

    /// The scenario; what is wrong with it has been added to `decoding`.
    mutating func scenario(_ root: Node) -> Scenario? {
        guard case .mapping(let entries) = root.content else {
            decoding.report(
                "scenario/wrong-type", "expected a scenario, found \(root.shapeName)", at: root.place,
                remedy: "begin the file with mailproof: 1")
            return nil
        }
        var fields = Fields(entries, at: root.place, in: decoding)
        checkVersionIsFirst(entries, at: root.place)
        let header = ScenarioHeader(&fields, loader: loader)
        declaredVariables = header.declarations.variables
        let sections = SectionLoading(
            kinds: loader.catalog.sections, entries: entries, loading: loading, decoding: decoding
        )
        .load(variables: fields.value("vars"))
        var checks = CheckLoading(
            catalog: loader.catalog, tags: header.tags, defaults: header.defaults,
            loading: loading, decoding: decoding)
        let known = ScenarioHeader.keys + loader.catalog.sections.map { $0.key } + ["checks"]
        for entry in entries where !known.contains(entry.key) {
            if loader.catalog.plannedSections.contains(entry.key) {
                decoding.reportPlanned(key: entry.key, at: entry.keyPlace)
            } else {
                decoding.reportUnknownKey(entry, known: known)
            }
        }
        let list = fields.value("checks")
        guard list != nil || !loader.requiresChecks else {
            decoding.reportMissing(key: "checks", documentation: "the list of what is checked", at: root.place)
            return nil
        }
        if let list { checks.load(list) }
        guard let name = header.name else { return nil }
        return Scenario(
            file: file, name: name.text, description: header.description, secrets: header.declarations.secrets,
            sections: sections,
            checks: checks.checks)
    }

    private func checkVersionIsFirst(_ entries: [Node.Entry], at place: Place) {
        let begin = "begin the file with mailproof: \(ScenarioLoader.formatVersion)"
        guard let entry = entries.first(where: { $0.key == "mailproof" }) else {
            decoding.report(
                "scenario/version", "the version of the format is missing", label: "expected mailproof: 1", at: place,
                remedy: begin)
            return
        }
        guard entries.first?.key != "mailproof" else { return }
        decoding.report("scenario/version", "mailproof is not the first key", at: entry.keyPlace, remedy: begin)
    }
}
