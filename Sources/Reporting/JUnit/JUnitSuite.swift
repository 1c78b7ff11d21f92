import Findings

/// One `<testsuite>`: the cases of a file with the elements that are made already.
struct JUnitSuite {
    let description: RunEvent.SuiteDescription
    let className: String
    private var states: [State]
    private(set) var failures = 0
    private(set) var errors: Int
    private(set) var skipped = 0
    private(set) var seconds = 0.0
    /// What was said about the file and belongs to no case.
    private var notices = ""

    private enum State {
        case waiting
        case running
        /// Where its element stands in the report's arena.
        case ended(start: Int, end: Int)
    }

    init(_ description: RunEvent.SuiteDescription, className: String) {
        self.description = description
        self.className = className
        states = Array(repeating: .waiting, count: description.cases.count)
        errors = description.cases.count
    }

    /// How many cases there are.
    var tests: Int { states.count }

    /// A case has begun.
    mutating func start(_ index: Int) {
        guard states.indices.contains(index), case .waiting = states[index] else { return }
        states[index] = .running
    }

    /// A case has ended; its element goes to the end of the arena.
    mutating func finish(_ report: RunEvent.CaseReport, dialect: JUnitDialect, arena: inout [UInt8]) {
        let index = report.id.index
        guard states.indices.contains(index) else { return }
        if case .ended = states[index] { return }
        var element = JUnitCase(
            dialect: dialect, suite: description, className: className, description: description.cases[index])
        if arena.count > JUnitLimits.fileBytes - JUnitLimits.caseBytes {
            element.textLimit = JUnitLimits.crowdedCaseBytes
        }
        let start = arena.count
        element.append(report, to: &arena)
        states[index] = .ended(start: start, end: arena.count)
        seconds += max(0, report.seconds)
        // Until now it was counted as one that had not ended.
        errors -= 1
        switch report.outcome.verdict {
        case .passed: break
        case .failed: failures += 1
        case .undetermined: errors += 1
        case .skipped: skipped += 1
        }
    }

    /// Something was said about the file.
    mutating func note(_ finding: Finding) {
        notices += DiagnosticText().diagnostic(finding)
    }

    /// Writes the element.
    func write(
        id: Int, dialect: JUnitDialect, run: RunEvent.RunDescription, arena: [UInt8], to output: inout BufferedOutput
    ) {
        var bytes: [UInt8] = []
        appendStart(id: id, dialect: dialect, run: run, to: &bytes)
        output.append(bytes)
        for (index, state) in states.enumerated() {
            switch state {
            case .ended(let start, let end): output.append(arena[start..<end])
            case .waiting, .running:
                bytes.removeAll(keepingCapacity: true)
                var isRunning = false
                if case .running = state { isRunning = true }
                JUnitCase(
                    dialect: dialect, suite: description, className: className, description: description.cases[index]
                ).appendUnfinished(isRunning: isRunning, to: &bytes)
                output.append(bytes)
            }
        }
        bytes.removeAll(keepingCapacity: true)
        XMLText.append("<system-out></system-out>\n<system-err>", to: &bytes)
        XMLText.appendText(notices.cut(toBytes: JUnitLimits.caseBytes), to: &bytes)
        XMLText.append("</system-err>\n</testsuite>\n", to: &bytes)
        output.append(bytes)
    }

    private func appendStart(id: Int, dialect: JUnitDialect, run: RunEvent.RunDescription, to bytes: inout [UInt8]) {
        XMLText.append("<testsuite", to: &bytes)
        XMLText.appendAttribute("name", description.name.isEmpty ? description.file : description.name, to: &bytes)
        XMLText.appendAttribute("id", String(id), to: &bytes)
        XMLText.appendAttribute("package", className, to: &bytes)
        if dialect == .common { XMLText.appendAttribute("file", description.file, to: &bytes) }
        XMLText.appendAttribute("hostname", run.host.isEmpty ? "localhost" : run.host, to: &bytes)
        XMLText.appendAttribute("tests", String(tests), to: &bytes)
        XMLText.appendAttribute("failures", String(failures), to: &bytes)
        XMLText.appendAttribute("errors", String(errors), to: &bytes)
        XMLText.appendAttribute("skipped", String(skipped), to: &bytes)
        XMLText.appendAttribute("time", JUnitTime.text(seconds), to: &bytes)
        XMLText.appendAttribute("timestamp", run.startedAt.withoutZone, to: &bytes)
        XMLText.append(">\n<properties>", to: &bytes)
        for property in [
            CaseOutcome.Property("mailproof.version", run.version), .init("mailproof.run_id", run.id),
            .init("mailproof.seed", String(run.seed)), .init("mailproof.started_at", run.startedAt.description),
            .init("mailproof.file", description.file),
        ] {
            Self.append(property, to: &bytes)
        }
        XMLText.append("</properties>\n", to: &bytes)
    }

    /// Adds a `<property>`, always with both attributes.
    static func append(_ property: CaseOutcome.Property, to bytes: inout [UInt8]) {
        XMLText.append("<property", to: &bytes)
        XMLText.appendAttribute("name", property.name, to: &bytes)
        XMLText.appendAttribute("value", property.value, to: &bytes)
        XMLText.append("/>", to: &bytes)
    }
}
