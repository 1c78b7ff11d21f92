import Findings

/// A mail does not shout.
///
/// Fires where more than half of at least 200 letters are capitals. It is hard to read, and screen readers may spell
/// words out. Filters care little, whatever is said of them: in SpamAssassin's figures, mail in capitals was wanted more
/// often than not.
///
/// Left alone: scripts without capitals, short texts, and capitals that a style makes.
/// Source: SpamAssassin UPPERCASE_50_75 and UPPERCASE_75_100 (75 % of what they hit was wanted); WCAG 2.2, 3.1.5.
///
/// Fires:
/// ```html
/// <p>⟨20 × OUR BIG SALE ⟩</p>
/// ```
///
/// Left alone:
/// ```html
/// <h1>⟨20 × SALE ⟩</h1><p>⟨40 × Come in. ⟩</p>
/// ```
struct Shouting: LintRule {
    static let id: RuleID = "text/shouting"
    static let severity = Severity.info
    static let needs = LintNeed.finalText
    static let scope = LintScope.whole

    private static let enough = 200

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        var capitals = 0
        var letters = 0
        var loudest: (piece: TextPiece, capitals: Int)?
        let isHTML = mail.html != nil
        for piece in mail.pieces where !piece.isCode && (piece.node != nil) == isHTML {
            let count = count(piece)
            capitals += count.capitals
            letters += count.letters
            if count.capitals * 2 > count.letters, count.capitals > loudest?.capitals ?? 0 {
                loudest = (piece, count.capitals)
            }
        }
        guard letters >= Self.enough, capitals * 2 > letters, let piece = loudest?.piece else { return }
        let start = piece.content.utf8.firstIndex { $0 > 0x20 } ?? piece.content.startIndex
        let offset = piece.content.utf8.distance(from: piece.content.startIndex, to: start)
        findings.report(
            "write sentences in small letters", label: "\(capitals * 100 / letters) % of the letters are capitals",
            in: piece.source, at: piece.range(of: offset..<piece.content.utf8.count))
    }

    /// Letters of scripts that have capitals.
    private func count(_ piece: TextPiece) -> (capitals: Int, letters: Int) {
        if !piece.marks.contains(.nonASCII) {
            return piece.content.withBytes { bytes in
                // Without branches, so that the compiler takes several bytes at once.
                var capitals = 0
                var small = 0
                for index in 0..<bytes.count {
                    capitals += bytes[index] &- UInt8(ascii: "A") < 26 ? 1 : 0
                    small += bytes[index] &- UInt8(ascii: "a") < 26 ? 1 : 0
                }
                return (capitals, capitals + small)
            }
        }
        var capitals = 0
        var letters = 0
        for scalar in piece.content.unicodeScalars where scalar.properties.isCased {
            letters += 1
            if scalar.properties.isUppercase { capitals += 1 }
        }
        return (capitals, letters)
    }
}
