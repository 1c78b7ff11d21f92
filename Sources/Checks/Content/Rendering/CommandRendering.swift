package import Findings
import Scenarios
import TemplateLint

/// A template that a program of the user renders, read and ready to be run.
package struct CommandRendering: Sendable {
    /// The template.
    let template: SourceText
    /// The program and its arguments, references filled in.
    let arguments: [String]
    /// What it gets on standard input.
    let input: [UInt8]
    /// The folder of the scenario, in which it runs.
    let folder: String
    /// How long it may take.
    let timeout: Duration
    /// Where the program is written.
    let place: Place

    /// Reads what the program needs; nil after a finding was added.
    ///
    /// Standard input is the data as JSON, or the template where there is none. The template's path is the last argument
    /// unless a reference puts it, or its stem, elsewhere.
    init?(
        _ template: SourceText, _ name: TemplateName, _ command: LintRendering.Command, data: Templated?,
        loading: Loading
    ) {
        let locals = ["template.stem": name.stem, "template.path": name.path]
        var arguments = command.arguments.map { $0.filled(locals) }
        if !command.arguments.contains(where: { !$0.text.names.filter { locals[$0] != nil }.isEmpty }) {
            arguments.append(name.path)
        }
        if let data {
            let path = FilePath(data.filled(locals), at: data.place)
            guard let value = loading.templateData(path) else { return nil }
            input = Array((value.json + "\n").utf8)
        } else {
            input = template.bytes
        }
        self.template = template
        self.arguments = arguments
        folder = loading.directory
        timeout = command.timeout ?? UserProgram.standardTimeout
        place = command.place
    }

    /// Runs the program: the mail that it printed, or the outcome of a case without one.
    func mail() async -> Result<SourceText, Failure> {
        let command = UserProgram(arguments: arguments, folder: folder, timeout: timeout)
        do throws(UserProgram.Failure) {
            let bytes = try await command.run(input)
            guard !bytes.isEmpty else { return .failure(failed("it prints nothing", complaint: "")) }
            // Lines of the output are not those of the template: they get a name of their own.
            return .success(SourceText(file: "\(template.file) (rendered)", bytes: bytes))
        } catch {
            return .failure(failure(of: error))
        }
    }

    /// Why there is no mail, as the outcome of the case.
    package struct Failure: Error {
        /// The outcome.
        package var outcome: CaseOutcome
    }

    private var program: String { arguments.first ?? "" }

    private func failure(of error: UserProgram.Failure) -> Failure {
        switch error {
        case .ended(let how, let complaint): failed("it ended \(how)", complaint: complaint)
        case .tooMuch(let what): failed(what, complaint: "")
        case .notFound:
            undetermined(
                "there is no program \(program)", "install it, or correct the command", type: "mailproof.render")
        case .timedOut:
            undetermined(
                "it did not end within \(timeout.scalarText)", "give it more time with timeout:, or mend it",
                type: "mailproof.timeout", transient: "timeout")
        case .broken(let why):
            undetermined("it could not be run: \(why)", "run it by hand", type: "mailproof.render")
        }
    }

    /// Lines of the program's complaint that are shown: the first are the cause, most often.
    private static let linesShown = 20

    private func failed(_ what: String, complaint: String) -> Failure {
        let lines = complaint.split(whereSeparator: \.isNewline)
        var notes = lines.prefix(Self.linesShown).map { Finding.Note("\(program) says: \($0.prefix(300))") }
        if lines.count > Self.linesShown { notes.append(.init("and \(lines.count - Self.linesShown) more lines")) }
        let finding = Finding(
            "template/render-failed", .error, "\(program) does not render \(template.file): \(what)",
            label: what, at: place.excerpt, remedy: "run it by hand with the same input, and mend what it complains of",
            notes: notes)
        return Failure(outcome: .failed([finding]))
    }

    private func undetermined(_ what: String, _ remedy: String, type: String, transient: String? = nil) -> Failure {
        let finding = Finding(
            "template/not-rendered", .error, "\(template.file) was not rendered: \(what)", label: what,
            at: place.excerpt, remedy: remedy)
        return Failure(outcome: .undetermined([finding], type: type, transient: transient))
    }
}
