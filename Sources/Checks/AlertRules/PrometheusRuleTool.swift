import Findings
import Scenarios

/// Prometheus's own tool, which checks and tests files of its rules.
struct PrometheusRuleTool: Sendable {
    /// How long it may take.
    ///
    /// Our choice: it tests about a hundred rules a second.
    static let timeout: Duration = .seconds(60)
    /// The name of the program, found by PATH.
    static let program = "promtool"
    /// Lines of its complaint that are shown.
    private static let linesShown = 40

    /// What it shall do.
    enum Job: String, Sendable {
        /// Whether a file of rules is one.
        case check
        /// Whether the tests of a file pass.
        case test
    }

    private let job: Job
    private let file: String

    init(_ job: Job, _ file: String) {
        self.job = job
        self.file = file
    }

    /// Runs it.
    func outcome(at place: Place) async -> CaseOutcome {
        // A path that begins with a dash is no option.
        let path = file.hasPrefix("-") ? "./" + file : file
        let command = UserProgram(
            arguments: [Self.program, job.rawValue, "rules", path], folder: "", timeout: Self.timeout)
        do throws(UserProgram.Failure) {
            let said = try await command.run([])
            let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            return .passed(output: Array(lines.prefix(Self.linesShown)))
        } catch {
            return outcome(of: error, at: place)
        }
    }

    private func outcome(of failure: UserProgram.Failure, at place: Place) -> CaseOutcome {
        switch failure {
        case .ended(_, let complaint):
            let lines = complaint.split(whereSeparator: \.isNewline).map { $0.trimming() }.filter { !$0.isEmpty }
            let what = job == .check ? "is no file of Prometheus's rules" : "has tests that fail"
            return .failed([
                Finding(
                    "alerts/promtool", .error, "\(file) \(what)", label: "promtool objects", at: place.excerpt,
                    remedy: "mend what \(Self.program) says",
                    notes: lines.prefix(Self.linesShown).map { Finding.Note($0) })
            ])
        case .notFound:
            return undetermined(
                "there is no program \(Self.program)", "install the Debian package prometheus", at: place)
        case .timedOut:
            return undetermined(
                "it did not end within \(Self.timeout.scalarText)", "test fewer rules in one file", at: place,
                type: "mailproof.timeout", transient: "timeout")
        case .tooMuch(let what):
            return undetermined(what, "run it by hand", at: place)
        case .broken(let why):
            return undetermined("it could not be run: \(why)", "run it by hand", at: place)
        }
    }

    private func undetermined(
        _ why: String, _ remedy: String, at place: Place, type: String = "mailproof.program", transient: String? = nil
    ) -> CaseOutcome {
        let finding = Finding(
            "alerts/promtool", .error, "\(file) could not be judged: \(why)", label: why, at: place.excerpt,
            remedy: remedy)
        return .undetermined([finding], type: type, transient: transient)
    }
}

extension Substring {
    /// Without spaces and tabs at either end.
    fileprivate func trimming() -> String {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
