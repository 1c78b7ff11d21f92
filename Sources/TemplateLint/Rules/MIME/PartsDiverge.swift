import Findings

/// Text and HTML say the same.
///
/// Fires where fewer than half of the words of the shorter part are in the other, both having at least thirty different
/// words. Filters compare the two, because spam shows them one text and the reader another; and a reader of plain text
/// gets another mail. A text part that is merely shorter, has addresses for the HTML's links, or is in capitals is left
/// alone; one that says next to nothing is the matter of `mime/text-part-empty`. Source: Rspamd R_PARTS_DIFFER; SpamAssassin MPART_ALT_DIFF_COUNT (S/O 0.945).
///
/// Fires:
/// ```eml
/// Content-Type: multipart/alternative; boundary=b
///
/// --b
///
/// one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
/// eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion zero
/// --b
/// Content-Type: text/html
///
/// <p>alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron rho sigma tau upsilon phi chi psi omega
/// aleph bet gimel dalet waw zayin het tet yod kaf lamed mem nun samekh ayin qof resh shin</p>
/// --b--
/// ```
///
/// Left alone:
/// ```eml
/// Content-Type: multipart/alternative; boundary=b
///
/// --b
///
/// ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN
/// EIGHTEEN NINETEEN TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY HUNDRED https://example.com/a/b/c
/// --b
/// Content-Type: text/html
///
/// <p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
/// eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion zero</p>
/// --b--
/// ```
struct PartsDiverge: LintRule {
    static let id: RuleID = "mime/parts-diverge"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    /// Different words below which shares say nothing.
    private static let enoughWords = 30

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let plain = mail.plain, let words = mail.message?.words, plain.isReadable,
            mail.html?.text.isReadable == true, !TextPartEmpty.isShort(words),
            let share = words.plain.overlap(with: words.html, enough: Self.enoughWords), share < 0.5
        else { return }
        let start = plain.bytes.firstIndex { !$0.isBlankOrBreak } ?? 0
        findings.report(
            "say the same in the text part and in the HTML",
            label: "\(Int(share * 100)) % of the words are in both", in: plain, at: start..<start + 1)
    }
}
