import Findings
import MailMessage

/// A mail avoids the phrases that its sender does not want to use.
///
/// Fires on the phrases of its option `phrases`, and, with `common: true`, on some that spam is full of. Without these
/// options it finds nothing: filters weigh single phrases at next to nothing (SpamAssassin gives most of its phrase
/// rules 0 to 0.1 points), and honest mail uses them too. It serves those who have a list to keep to.
///
/// Some phrases that wanted mail hardly has count towards the score, even so: they sell medicine without a
/// prescription, promise millions, or explain how to be removed.
///
/// Left alone: parts of longer words. Source: SpamAssassin 20_phrases.cf.
///
/// Fires:
/// ```html
/// <p>Act <b>now</b>: this is a limited time offer!</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>React nowadays means other things, and we time offers without limit.</p>
/// ```
struct SpamPhrase: LintRule {
    static let id: RuleID = "text/spam-phrase"
    static let severity = Severity.info
    static let needs = LintNeed.source
    static let options: [LintOption] = [
        .texts("phrases", "Phrases that the sender does not want to use.", \.unwantedPhrases),
        .boolean("common", "Whether the phrases that spam is full of are unwanted too.", \.avoidsSpamPhrases),
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        weigh(mail, into: &findings)
        let common = mail.settings.avoidsSpamPhrases ? Self.common : []
        let phrases = mail.settings.unwantedPhrases + common
        guard !phrases.isEmpty else { return }
        let set = PhraseSet(phrases)
        for match in mail.folded.matches(of: set) {
            findings.report(
                "say \(phrases[match.phrase].shortened(to: 60)) in other words", label: "an unwanted phrase",
                in: match.piece.source, at: match.range)
        }
        guard let message = mail.message, let field = message.message.field(named: "Subject") else { return }
        for match in set.matches(in: FoldedText.fold(field.decodedValue)) {
            findings.report(
                "say \(phrases[match.phrase].shortened(to: 60)) in other words", label: "an unwanted phrase",
                in: message.text, at: field.range)
        }
    }

    /// Counts what only unwanted mail says; it is no finding.
    private func weigh(_ mail: LintedMail, into findings: inout FindingSink) {
        for match in mail.folded.matches(of: TellingPhrases.set).prefix(TellingPhrases.enough) {
            findings.weigh(in: match.piece.source, at: match.range)
        }
        guard let message = mail.message, let subject = message.subject,
            !TellingPhrases.set.matches(in: FoldedText.fold(subject.string)).isEmpty
        else { return }
        findings.weigh(in: message.text, at: subject.field.range)
    }

    private static let common = [
        "act now", "limited time offer", "100% free", "100% guaranteed", "risk free", "risk-free", "no obligation",
        "click here now", "buy now", "order now", "once in a lifetime", "double your income", "earn extra cash",
        "make money fast", "work from home", "be your own boss", "no credit check", "cash bonus",
        "you have been selected",
        "you are a winner", "congratulations you won", "this is not spam", "dear friend", "lowest price guaranteed",
        "miracle cure", "lose weight fast", "million dollars", "as seen on tv", "urgent response", "wire transfer",
    ]
}
