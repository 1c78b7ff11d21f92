import Findings
import MailMessage

/// Nothing that was to be replaced is sent.
///
/// Fires on "lorem ipsum" and its kin, on "your text here" in several languages, on notes of the author (`TODO:`), on
/// `[First Name]` in brackets, and on `test@test`. In a finished mail the first two are errors and the others warn,
/// because a mail may speak of them; a template that is not filled yet is only remarked on.
///
/// Left alone: the Spanish and Portuguese word "todo" within a sentence, and text in `code`.
/// Source: one in eight of 293 well-known starter templates has filler.
///
/// Fires:
/// ```html
/// <h1>Our summer sale</h1><p>Lorem ipsum dolor sit amet.</p>
/// ```
///
/// Left alone:
/// ```html
/// <p lang="es">LO TENEMOS TODO: moda, hogar y más. Your texts here and there are welcome.</p>
/// ```
struct FillerText: LintRule {
    static let id: RuleID = "html/filler-text"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        var previous: (file: LintText, end: Int)?
        for match in mail.folded.matches(of: Self.phrases) where !match.piece.isCode {
            // One stretch of filler holds several of the phrases.
            if let previous, previous.file.text === match.piece.source.text,
                match.range.lowerBound < previous.end + Self.stretch
            {
                continue
            }
            previous = (match.piece.source, match.range.upperBound)
            report(match.phrase, in: match.piece.source, at: match.range, isFinal: mail.isFinal, to: &findings)
        }
        for piece in mail.pieces where !piece.isCode && Self.noteWords.isIn(piece.content) {
            for range in piece.ranges(of: Self.notes(in: piece.content)) {
                findings.report(
                    "do what the note says, and remove it", label: "a note", in: piece.source, at: range,
                    severity: mail.isFinal ? .warning : .info)
            }
        }
        guard let message = mail.message, let field = message.message.field(named: "Subject"),
            let match = Self.phrases.matches(in: FoldedText.fold(field.decodedValue)).first
        else { return }
        report(match.phrase, in: message.text, at: field.range, isFinal: true, to: &findings)
    }

    private func report(
        _ phrase: Int, in text: LintText, at range: Range<Int>, isFinal: Bool, to findings: inout FindingSink
    ) {
        let isCertain = phrase < Self.certain.count
        findings.report(
            "replace the filler with what the mail has to say", label: "filler", in: text, at: range,
            severity: !isFinal ? .info : isCertain ? .error : .warning)
    }

    /// Bytes within which one stretch of filler goes on.
    private static let stretch = 400

    private static let phrases = PhraseSet(certain + likely)
    /// What no mail means.
    private static let certain = [
        "lorem ipsum", "dolor sit amet", "consectetur adipiscing", "insert text here", "insert your text here",
        "your text here", "enter text here", "add text here", "add your text here", "type your text here",
        "your text goes here", "text goes here", "your content here", "content goes here", "insert content here",
        "copy goes here", "headline goes here", "your headline here", "insert headline here", "hier steht ihr text",
        "ihr text hier", "text hier einfügen", "votre texte ici", "insérez votre texte ici", "tu texto aquí",
        "su texto aquí", "inserte texto aquí", "il tuo testo qui", "inserisci qui il testo", "seu texto aqui",
        "uw tekst hier", "din text här", "tutaj wpisz tekst", "текст здесь",
    ]
    /// What a mail about mail may mean.
    private static let likely = [
        "[your name]", "[your company]", "[company name]", "[company]", "[first name]", "[firstname]", "[last name]",
        "[name]", "[customer name]", "[address]", "[ihr name]", "[name der firma]", "[votre nom]", "[tu nombre]",
        "test@test", "test@test.com", "blindtext",
    ]

    /// What a note begins with, in any letters: asked of every text, of which hardly one has it.
    private static let noteWords = StretchSet(["todo", "fixme"])

    /// Notes of an author: `TODO:`, `[TODO]`, `FIXME(…)` where a sentence begins, in capitals.
    private static func notes(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var found: [Range<Int>] = []
        for word in [Array("TODO".utf8), Array("FIXME".utf8)] {
            guard let first = word.first else { continue }
            var index = 0
            while let start = bytes[index...].firstIndex(of: first) {
                index = start + 1
                let end = start + word.count
                guard end < bytes.count, bytes[start..<end].elementsEqual(word), ":])(".utf8.contains(bytes[end]),
                    beginsNote(start, in: bytes)
                else { continue }
                found.append(start..<end)
            }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Whether nothing but a bracket or a line break stands before it.
    private static func beginsNote(_ start: Int, in bytes: [UInt8]) -> Bool {
        guard let before = bytes[max(0, start - 20)..<start].last(where: { !$0.isBlank }) else { return start < 20 }
        return "[(/\n".utf8.contains(before)
    }
}
