import Findings
import MailTransport
import Scenarios

/// What a spam filter said of one mail, judged by the bound of the check.
struct SpamJudgement {
    private let choice: SpamEngineChoice
    private let report: SpamReport
    /// The file that was judged.
    private let file: String

    /// Symbols that are told beside a broken bound; the rest is counted.
    private static let symbolsTold = 12

    /// Has the filter judge a message.
    ///
    /// A filter that cannot be reached has not said that the mail is good: undetermined.
    static func outcome(of message: [UInt8], _ file: String, by choice: SpamEngineChoice) async -> CaseOutcome {
        do throws(TransportError) {
            let report = try await choice.engine.judge(message)
            return SpamJudgement(choice: choice, report: report, file: file).outcome
        } catch {
            let finding = Finding(
                RuleID(rawValue: "lint/\(choice.key)-unreachable"), .error, error.description, label: "no judgement",
                at: choice.place.excerpt,
                remedy: "start it there, or remove \(choice.key); without its word the mail counts as not judged")
            return .undetermined(
                [finding], type: error.code == .timeout ? "mailproof.timeout" : "mailproof.\(choice.key)",
                transient: error.isTransient ? error.code.rawValue : nil)
        }
    }

    private var outcome: CaseOutcome {
        let score = Self.text(report.score)
        let name = choice.engine.name
        let property = CaseOutcome.Property("lint.\(choice.key)", score)
        let output =
            ["\(name): score \(score), spam for it from \(Self.text(report.threshold)) on"]
            + report.symbols.map { "  " + Self.line($0) }
        let holds = choice.score?.value.contains(report.score) ?? (report.score < report.threshold)
        guard !holds else { return .passed(properties: [property], output: output) }
        let expected =
            choice.score.map { "of \($0.value)" } ?? "below \(Self.text(report.threshold)), where spam begins for it"
        var notes = report.symbols.prefix(Self.symbolsTold).map { Finding.Note(Self.line($0)) }
        if report.symbols.count > Self.symbolsTold {
            notes.append(.init("and \(report.symbols.count - Self.symbolsTold) more symbols"))
        }
        let finding = Finding(
            RuleID(rawValue: "lint/\(choice.key)"), .error,
            "expected a score of \(name) \(expected), got \(score) for \(file)",
            label: "got \(score)", at: (choice.score?.excerpt ?? choice.place.excerpt), notes: notes)
        return .failed([finding], properties: [property], output: output)
    }

    private static func line(_ symbol: SpamReport.Symbol) -> String {
        let words = symbol.description.isEmpty ? "" : ": \(symbol.description)"
        return "\(text(symbol.score)) \(symbol.name)\(words)"
    }

    /// With two decimals, as the filters have it.
    private static func text(_ score: Double) -> String {
        let hundredths = Int((score * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
