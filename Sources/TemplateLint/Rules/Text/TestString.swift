import Findings

/// Nothing that filters are tested with is sent.
///
/// Fires on the strings that every scanner must reject, GTUBE for spam and EICAR for viruses, and on the hosts that block
/// lists keep for tests. Such a mail arrives nowhere. Where a scenario is about a filter, ignore the rule there.
///
/// Left alone: their names alone. Source: SpamAssassin GTUBE; EICAR; the test entries of Spamhaus, SURBL and Google Safe
/// Browsing.
///
/// Fires:
/// ```text
/// XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X
/// ```
///
/// Left alone:
/// ```text
/// The string that SpamAssassin calls GTUBE is a standard test of e-mail filters, as is the EICAR file.
/// ```
struct TestString: LintRule {
    static let id: RuleID = "text/test-string"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for match in mail.folded.matches(of: Self.strings) {
            findings.report(
                "remove what filters are tested with", label: Self.names[match.phrase], in: match.piece.source,
                at: match.range)
        }
        for url in mail.urls {
            guard let host = url.knownHost, let test = Self.hosts.first(where: { Host.isSame(host, orBelow: $0) })
            else { continue }
            findings.report(
                "remove the address: \(test) is on block lists for tests", label: "for tests of filters",
                in: url.text, at: url.range)
        }
    }

    private static let names = ["GTUBE", "EICAR"]
    /// The first letters of GTUBE say what a filter is to do, so they are left out.
    private static let strings = PhraseSet([
        "C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X", "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!",
    ])
    private static let hosts = [
        "dbltest.com", "surbl-org-permanent-test-point.com", "test.surbl.org", "testsafebrowsing.appspot.com",
        "malware.testing.google.test", "malware.wicar.org",
    ]
}
