import Findings

/// Sentences hold without the value that is missing.
///
/// Fires where a tag of the template printed nothing between a word and a comma, a full stop or an exclamation mark ("Hi ,"
/// or "Your order of ."), and on a greeting with nothing after it in a finished mail. Give the value a text that stands in,
/// or put the words around it into a section.
///
/// Left alone: tags that the data does not know (personalization/undefined-variable), a French "Bonjour !", and empty links
/// and images, which have rules of their own.
/// Source: personalization guides of the sending platforms ask for a fallback; no filter counts it.
///
/// Fires:
/// ```mustache
/// <p>Hi {{name}}, your order of {{date}}.</p>
/// ---
/// {"name": "", "date": "1 May"}
/// ```
///
/// Left alone:
/// ```mustache
/// <p>Bonjour ! Hi{{#name}} {{name}}{{/name}}, your order {{note}} of {{date}}.</p>
/// ---
/// {"name": null, "note": "", "date": "1 May"}
/// ```
struct EmptyRender: LintRule {
    static let id: RuleID = "personalization/empty-render"
    static let severity = Severity.warning
    static let needs = LintNeed.finalText

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for text in [mail.html?.text, mail.plain].compactMap(\.self) where mail.undefined != nil {
            reportPrinted(in: text, undefined: mail.undefined ?? [], to: &findings)
        }
        // What a template printed is told at its tag.
        guard mail.undefined == nil else { return }
        for match in mail.folded.matches(of: Self.greetings) where !match.piece.isCode {
            findings.report(
                "greet readers without a name where there is none", label: "a name is missing", in: match.piece.source,
                at: match.range)
        }
    }

    /// Tags that printed nothing where a sentence needs something.
    private func reportPrinted(
        in text: LintText, undefined: [UndefinedVariable], to findings: inout FindingSink
    ) {
        let segments = text.origin.segments
        let known = Set(undefined.map { Place(file: $0.place.text.file, line: $0.place.line, column: $0.place.column) })
        for (index, segment) in segments.enumerated() where segment.relation == .printed {
            let end = index + 1 < segments.count ? segments[index + 1].start : text.bytes.count
            let source = text.origin.sources[segment.source]
            guard text.bytes[segment.start..<end].allSatisfy(\.isBlankOrBreak),
                leavesGap(segment.start..<end, in: text.bytes)
            else { continue }
            let place = source.place(atByte: segment.range.lowerBound, length: segment.range.count)
            guard !known.contains(Place(file: source.file, line: place.line, column: place.column)) else { continue }
            let around = text.bytes[max(0, segment.start - 20)..<min(text.bytes.count, end + 10)]
            findings.report(
                "give the value a text that stands in, or leave the words around it out", label: "prints nothing",
                at: place.excerpt,
                notes: [.init("what a reader sees: \(String(decoding: around, as: UTF8.self).collapsed)")])
        }
    }

    private struct Place: Hashable {
        var file: String
        var line: Int
        var column: Int
    }

    /// Whether a word and a blank stand before, and the end of a clause behind.
    private func leavesGap(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard range.upperBound < bytes.count, ",.!;:?".utf8.contains(bytes[range.upperBound]) else { return false }
        var start = range.lowerBound
        while start > 0, bytes[start - 1].isBlankOrBreak { start -= 1 }
        guard start < range.lowerBound || !range.isEmpty, start > 0,
            bytes[start - 1].isASCIILetter || bytes[start - 1] >= 0x80
        else { return false }
        // A reader of French expects a blank before these signs.
        guard "!;:?".utf8.contains(bytes[range.upperBound]) else { return true }
        var word = start
        while word > 0, start - word < 20, bytes[word - 1].isASCIILetter { word -= 1 }
        let last = String(decoding: bytes[word..<start], as: UTF8.self).lowercased()
        return Self.words.contains(last)
    }

    /// Greetings of languages that put no blank before the sign.
    private static let words: Set<String> = ["hi", "hello", "dear", "hey", "hallo", "liebe", "lieber", "hola", "ciao"]
    private static let greetings = PhraseSet(words.sorted().flatMap { ["\($0) ,", "\($0) !"] } + ["bonjour ,"])
}
