import Findings
import MailMessage

/// A word is written in one alphabet.
///
/// Fires on words of Latin letters in which Cyrillic or Greek letters that look alike stand, and the other way round:
/// `Pаypal` with a Cyrillic а. Readers do not see it, search and screen readers fail on it, and filters take it for the
/// attempt to hide a word from them.
///
/// Left alone: words whose letters look different, which people mix on purpose (`μm`, `PDFы`), and an acronym with an
/// ending (`PRа`). Source: UTS #39 §5.1; Rspamd R_MIXED_CHARSET.
///
/// Fires:
/// ```text
/// Sign in to your Pаypаl account.
/// ```
///
/// Left alone:
/// ```text
/// Пишите на e-mail, 5 μm, Δt, IT-отдел, SMSка, CRMа
/// ```
struct MixedScript: LintRule {
    static let id: RuleID = "text/mixed-script"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for piece in mail.pieces where piece.marks.contains(.nonASCII) && !piece.isCode {
            let words = words(in: piece.content)
            for (word, range) in zip(words, piece.ranges(of: words.map(\.range))) {
                report(word, in: piece.source, at: range, to: &findings)
            }
        }
        guard let message = mail.message, let field = message.message.field(named: "Subject"),
            let word = words(in: field.decodedValue).first
        else { return }
        report(word, in: message.text, at: field.range, to: &findings)
    }

    private func report(_ word: Word, in text: LintText, at range: Range<Int>, to findings: inout FindingSink) {
        findings.report(
            "write the word in one alphabet", label: "\(word.intruder.codePoint) is \(word.script.name)", in: text,
            at: range)
    }

    private struct Word {
        var range: Range<Int>
        var intruder: Unicode.Scalar
        var script: Script
    }

    /// Letters of the word that is being read.
    private struct Letters {
        var start = 0
        var count = 0
        var latin: [Unicode.Scalar] = []
        var other: [Unicode.Scalar] = []
        var otherScript: Script?
        var switches = 0
        var last: Script?
        /// Letters of a third script, or more letters than a word has.
        var isOther = false
    }

    /// Letters of a longer word say nothing.
    private static let longest = 100

    private func words(in text: String) -> [Word] {
        var found: [Word] = []
        var letters = Letters()
        var offset = 0
        func finish() {
            if let word = word(letters, end: offset) { found.append(word) }
            letters = Letters()
        }
        for scalar in text.unicodeScalars {
            if let script = Script(scalar) {
                if letters.count == 0 { letters.start = offset }
                add(scalar, script, to: &letters)
            } else if scalar.properties.generalCategory != .nonspacingMark, letters.count > 0 {
                finish()
            }
            offset += UTF8.width(scalar)
        }
        finish()
        return found
    }

    private func add(_ scalar: Unicode.Scalar, _ script: Script, to letters: inout Letters) {
        letters.count += 1
        guard letters.count <= Self.longest, !letters.isOther else {
            letters.isOther = true
            return
        }
        if letters.last != script {
            letters.switches += letters.last == nil ? 0 : 1
            letters.last = script
        }
        switch script {
        case .latin: letters.latin.append(scalar)
        case .cyrillic, .greek:
            letters.isOther = letters.otherScript ?? script != script
            letters.otherScript = script
            letters.other.append(scalar)
        default: letters.isOther = true
        }
    }

    private func word(_ letters: Letters, end: Int) -> Word? {
        guard !letters.isOther, letters.count >= 3, let script = letters.otherScript, let latin = letters.latin.first,
            let other = letters.other.first
        else { return nil }
        let isCyrillic = script == .cyrillic
        let othersLookLatin = letters.other.allSatisfy {
            (isCyrillic ? Lookalikes.cyrillicOfLatin : Lookalikes.greekOfLatin).contains($0)
        }
        let latinLooksOther = letters.latin.allSatisfy {
            (isCyrillic ? Lookalikes.latinOfCyrillic : Lookalikes.latinOfGreek).contains($0)
        }
        guard othersLookLatin || latinLooksOther else { return nil }
        // An acronym with the ending of another language.
        if letters.switches == 1, letters.last == script, letters.latin.count >= 2,
            letters.latin.allSatisfy(\.properties.isUppercase), letters.other.allSatisfy(\.properties.isLowercase)
        {
            return nil
        }
        let otherIntrudes = othersLookLatin && (!latinLooksOther || letters.other.count <= letters.latin.count)
        return Word(
            range: letters.start..<end, intruder: otherIntrudes ? other : latin, script: otherIntrudes ? script : .latin
        )
    }
}
