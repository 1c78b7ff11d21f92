import Findings

/// Words in a subject are written without gaps.
///
/// Fires on four or more single letters with the same separator between them: `f.r.e.e`, `W I N N E R`. It is how words
/// are hidden from filters, and filters count it. Abbreviations in capitals with dots (`U.S.S.R.`) and lists
/// (`S/M/L/X`, `A, B, C, D`) are left alone. Source: SpamAssassin GAPPY_SUBJECT.
///
/// Fires:
/// ```eml
/// Subject: It is f.r.e.e today
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Subject: N.A.S.A. picks S/M/L/X for suits
///
/// Hello
/// ```
struct SubjectGappyText: LintRule {
    static let id: RuleID = "subject/gappy-text"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    /// Separators that lists do not have.
    private static let separators = Set<Unicode.Scalar>([" ", ".", "-", "_", "*", "~", "=", "|", "\u{B7}"])
    /// Single letters from which it is no accident.
    private static let enough = 4

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let subject = mail.message?.subject else { return }
        let scalars = Array(subject.string.unicodeScalars)
        var offset = 0
        var index = 0
        while index < scalars.count {
            let end = endOfRun(scalars, from: index)
            let bytes = scalars[index..<max(end, index + 1)].reduce(0) { $0 + UTF8.width($1) }
            if end > index {
                findings.report(
                    "write the word without gaps", label: "single letters", in: subject.text,
                    at: offset..<offset + bytes)
            }
            offset += bytes
            index = max(end, index + 1)
        }
    }

    /// Behind the last letter of a run that begins here; the start where none does.
    private func endOfRun(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        guard scalars[start].properties.isAlphabetic, start == 0 || !scalars[start - 1].isWordLike,
            start + 1 < scalars.count, Self.separators.contains(scalars[start + 1])
        else { return start }
        let separator = scalars[start + 1]
        var end = start + 1
        var letters = 1
        while end + 1 < scalars.count, scalars[end] == separator, scalars[end + 1].properties.isAlphabetic {
            // The first letter of a word of several ends the run before it.
            if end + 2 < scalars.count, scalars[end + 2].isWordLike { break }
            letters += 1
            end += 2
        }
        guard letters >= Self.enough else { return start }
        let run = scalars[start..<end].filter { $0 != separator }
        // `U.S.S.R.` is spelt so; scripts without cases write single signs for words.
        if separator == ".", run.allSatisfy({ $0.properties.isUppercase }) { return start }
        guard run.contains(where: \.properties.isCased) else { return start }
        return end
    }
}

extension Unicode.Scalar {
    /// A letter or a digit.
    fileprivate var isWordLike: Bool { properties.isAlphabetic || properties.numericType != nil }
}
