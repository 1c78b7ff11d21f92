package import Findings

/// The JUnit XML file of a run, readable at any moment of it.
///
/// The file is replaced as a whole, at most once a second and at the end; a case that has not ended stands in it as an
/// error, so that a job which is killed leaves a report that says where. The element of each case is made once, when it
/// ends, so that a hundred thousand cases cost no more than their bytes.
package struct JUnitReport: EventConsumer {
    /// Writing takes at most one part in so many of the time.
    static let writingShare = 20

    private let file: AtomicFile
    private let dialect: JUnitDialect
    private let interval: Duration
    private let clock = ContinuousClock()
    private var run: RunEvent.RunDescription?
    private var suites: [JUnitSuite] = []
    /// The elements of the cases that have ended, in the order in which they did.
    private var arena: [UInt8] = []
    private var isStale = false
    private var nextWrite: ContinuousClock.Instant?
    /// How long the whole run took, once it is over.
    private var seconds: Double?

    /// A report at a path.
    ///
    /// - Parameters:
    ///   - interval: how long the file stays as it is while cases end; zero writes it at every event.
    /// - Throws: that the file cannot be written, before anything has been run.
    package init(path: String, dialect: JUnitDialect = .common, interval: Duration = .seconds(1)) throws(ReportError) {
        file = try AtomicFile(path: path)
        self.dialect = dialect
        self.interval = interval
    }

    /// Takes the event in, and replaces the file where it is time.
    package mutating func consume(_ event: RunEvent) throws(ReportError) {
        isStale = true
        switch event {
        case .runStarted(let description):
            var names = JUnitNames()
            suites = description.suites.map { JUnitSuite($0, className: names.className(forFile: $0.file)) }
            run = description
            // The cases are kept by their suites.
            run?.suites = []
            try write()
        case .caseStarted(let id, _):
            guard suites.indices.contains(id.suite) else { return }
            suites[id.suite].start(id.index)
        case .caseFinished(let report):
            guard suites.indices.contains(report.id.suite) else { return }
            suites[report.id.suite].finish(report, dialect: dialect, arena: &arena)
        case .notice(let notice):
            let index = suites.firstIndex { $0.description.file == notice.file } ?? 0
            guard suites.indices.contains(index) else { return }
            suites[index].note(notice.finding)
        case .runFinished(let summary):
            seconds = summary.seconds
            try write()
        }
        if let nextWrite, nextWrite <= clock.now { try writeUnlessAtEndOnly() }
    }

    /// Replaces the file where something has happened since, and it is time.
    package mutating func catchUp() throws(ReportError) {
        if isStale, nextWrite.map({ $0 <= clock.now }) ?? true { try writeUnlessAtEndOnly() }
    }

    private mutating func writeUnlessAtEndOnly() throws(ReportError) {
        guard file.isReplaceable else { return }
        try write()
    }

    private mutating func write() throws(ReportError) {
        guard let run, isStale, file.isReplaceable || seconds != nil else { return }
        let start = clock.now
        try file.replace { output in
            output.append(self.head())
            for (id, suite) in suites.enumerated() {
                suite.write(id: id, dialect: dialect, run: run, arena: arena, to: &output)
            }
            output.append("</testsuites>\n".utf8)
        }
        isStale = false
        let end = clock.now
        nextWrite = interval == .zero ? end : end + max(interval, (end - start) * Self.writingShare)
    }

    private func head() -> [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites".utf8)
        // Both schemas agree on a bare element only.
        if dialect == .common {
            XMLText.appendAttribute("name", "mailproof", to: &bytes)
            XMLText.appendAttribute("tests", String(suites.reduce(0) { $0 + $1.tests }), to: &bytes)
            XMLText.appendAttribute("failures", String(suites.reduce(0) { $0 + $1.failures }), to: &bytes)
            XMLText.appendAttribute("errors", String(suites.reduce(0) { $0 + $1.errors }), to: &bytes)
            XMLText.appendAttribute("skipped", String(suites.reduce(0) { $0 + $1.skipped }), to: &bytes)
            let total = seconds ?? suites.reduce(0) { $0 + $1.seconds }
            XMLText.appendAttribute("time", JUnitTime.text(total), to: &bytes)
            XMLText.appendAttribute("timestamp", run?.startedAt.withoutZone ?? "", to: &bytes)
        }
        bytes.append(contentsOf: ">\n".utf8)
        return bytes
    }
}
