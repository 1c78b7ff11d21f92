import Findings

/// What the rules about DMARC records (RFC 9989, RFC 7489) mean, for `mailproof explain`.
enum DMARCRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation = name.merging(record) { first, _ in first }.merging(reports) { first, _ in first }

    /// What stands at the name, and how it is found.
    private static let name: [RuleID: String] = [
        "dmarc/no-record": """
        No DMARC record applies to the domain.

        Receivers treat forgeries of it as they like, and large ones refuse bulk mail without a record. Publish a TXT
        record at _dmarc.DOMAIN that begins with v=DMARC1; p=none. RFC 9989 §4.10, RFC 7489 §6.6.3.
        """,
        "dmarc/several-records": """
        Several DMARC records stand at one name.

        All of them count as none. Keep one. RFC 9989 §4.10, RFC 7489 §6.6.3.
        """,
        "dmarc/foreign-record": """
        At _dmarc stands a text that is no DMARC record.

        Receivers pass over it. Alone it means that the domain has no DMARC; a wildcard with an SPF record is the usual
        cause. RFC 9989 §4.5.
        """,
        "dmarc/bad-version": """
        The text at _dmarc was meant to be a DMARC record and does not begin with v=DMARC1 and a semicolon.

        Receivers do not see a record in it: the version is compared to the letter, nothing stands before it, and no
        quotation marks belong to it. RFC 9989 §4.8, RFC 7489 §6.4.
        """,
        "dmarc/wrong-place": """
        A DMARC record stands where no receiver looks: at the domain itself, or below a name that was written twice.

        Publish it at _dmarc.DOMAIN. In a zone file a name without a dot at its end is continued by the origin. RFC 9989
        §4.5.
        """,
        "dmarc/wildcard": """
        A wildcard answers with a DMARC record for names that do not exist.

        Each of them then has a record of its own, so that sp= and np= of the domain say nothing about it. Names below
        a domain take its policy without any wildcard. RFC 4592 §2.1.1.
        """,
        "dmarc/no-suffix-list": """
        There is no public suffix list on this machine.

        Receivers of RFC 7489 find organizational domains with one. Install the package publicsuffix, or set
        `discovery: tree_walk` to ask for the newer standard alone.
        """,
        "dmarc/disagreement": """
        Receivers of RFC 9989, which walk up the tree, and of RFC 7489, which use a public suffix list, come to
        something different for the domain.

        Until everybody has moved, mail is treated in two ways. The notes show both walks. Mostly a record at the
        organizational domain mends it, or the removal of a tag that the older standard does not know. RFC 9989 §4.10.
        """,
    ]

    /// The record itself.
    private static let record: [RuleID: String] = [
        "dmarc/syntax": """
        The record is no list of name=value pairs with semicolons between them.

        What cannot be read counts as if it were not there, and some receivers ignore the whole record. A tag that stands
        twice breaks the form too. RFC 9989 §4.8, RFC 7489 §6.4.
        """,
        "dmarc/missing-semicolon": """
        A tag stands within the value of another one, because no semicolon is between them.

        Neither of them is read. Write a semicolon before it. RFC 9989 §4.8.
        """,
        "dmarc/bad-value": """
        A tag has a value that its standard does not know.

        Receivers ignore it and take the default. RFC 9989 §4.7, RFC 7489 §6.3.
        """,
        "dmarc/unknown-tag": """
        A tag that no standard knows.

        Receivers ignore it. RFC 9989 §4.8.
        """,
        "dmarc/misspelt-tag": """
        A tag that no standard knows, and that is near to one that does.

        Receivers ignore it, so that what it should say is not said. RFC 9989 §4.8.
        """,
        "dmarc/no-policy": """
        The record has no p=.

        Receivers take it for p=none where it names an address for aggregate reports, and ignore it where it does not;
        those of RFC 7489 may refuse it. Add the policy that you mean. RFC 9989 §4.10.1, RFC 7489 §6.6.3.
        """,
        "dmarc/bad-policy": """
        p=, sp= or np= is none of none, quarantine and reject.

        Receivers then take the whole record for p=none where it names an address for aggregate reports, and ignore it
        where it does not. RFC 9989 §4.10.1, RFC 7489 §6.6.3.
        """,
        "dmarc/policy-not-second": """
        p= does not stand right behind v=DMARC1.

        RFC 9989 leaves the order free, RFC 7489 asks for it, and receivers of the older standard may refuse the record.
        RFC 7489 §6.4.
        """,
        "dmarc/dead-subdomain-policy": """
        sp= or np= in the record of a subdomain.

        Names below it take their policy from the organizational domain, so that these tags are never read. Set them
        there. RFC 9989 §4.7, RFC 7489 §6.3.
        """,
        "dmarc/weaker-subdomains": """
        sp= is weaker than p=.

        Whoever forges a name below the domain meets less than one who forges the domain itself, and readers hardly see
        the difference. Authenticate the subdomains that send, and raise sp=. RFC 9989 §4.7.
        """,
        "dmarc/weaker-nonexistent": """
        np= is weaker than the policy for subdomains that exist.

        Nobody sends from a name that does not exist but forgers. Write np=reject. RFC 9989 §4.7.
        """,
        "dmarc/nothing-asked": """
        p=none without an address for reports.

        The record changes nothing for receivers and tells you nothing. Ask for reports, read them, and move to a policy.
        RFC 9989 §4.7.
        """,
        "dmarc/percentage": """
        pct= is below 100.

        Receivers of RFC 7489 apply the policy to a part of the mail that fails. RFC 9989 has removed the tag, and its
        receivers apply the policy to all of it. Its successor is t=y, one level below the policy. RFC 9989 appendix
        C.5.2.
        """,
        "dmarc/removed-tag": """
        A tag that RFC 9989 has removed: pct=, rf= or ri=.

        It does no harm, and nothing. RFC 9989 appendix C.5.2.
        """,
        "dmarc/new-tag": """
        A tag that RFC 9989 has brought: np=, psd= or t=.

        Receivers of RFC 7489 ignore it. The finding says what they do instead. RFC 9989 §4.7.
        """,
        "dmarc/testing": """
        t=y: the policy is being tested.

        Receivers of RFC 9989 apply one level below it: quarantine for reject, none for quarantine. Those of RFC 7489
        do not know the tag and apply the policy. RFC 9989 §4.7.
        """,
        "dmarc/public-suffix": """
        psd=y in the record of an ordinary domain.

        It says that strangers register names below it. Each of them becomes an organization of its own, and a subdomain
        is no longer aligned with the domain. It is for registries alone. RFC 9989 §4.10.2.
        """,
        "dmarc/strict-alignment": """
        adkim=s or aspf=s.

        Only the very domain of the From field counts, so that mail of a subdomain that is authenticated under the
        domain fails, and the reverse. RFC 9989 §4.4.
        """,
    ]

    /// Where reports go.
    private static let reports: [RuleID: String] = [
        "dmarc/report-without-scheme": """
        An address for reports is written without mailto:.

        It is no URI, and nobody sends reports there. RFC 9989 §4.6, RFC 7489 §6.2.
        """,
        "dmarc/report-scheme": """
        An address for reports is no mailto: URI.

        Receivers have to know mailto: alone, and ignore what they do not know. RFC 9989 §4.7.
        """,
        "dmarc/report-not-encoded": """
        A comma or an exclamation mark stands within an address for reports.

        A comma separates addresses, an exclamation mark began a size limit: write %2C and %21. RFC 9989 §4.8.
        """,
        "dmarc/bad-report-address": """
        An address for reports cannot be read.

        Nobody sends reports there. Write mailto: and an address, and separate several by commas. RFC 9989 §4.6.
        """,
        "dmarc/report-size-limit": """
        An address for reports has a size limit, such as !10m.

        RFC 9989 ignores it; receivers of RFC 7489 hold larger reports back, so that you lose those of the busiest ones.
        RFC 9989 §4.8.
        """,
        "dmarc/report-not-authorized": """
        Reports are to go to another organization, which does not say that it wants them.

        Receivers send none there, so that nobody can be flooded by strangers. The destination publishes a TXT record
        v=DMARC1 at DOMAIN._report._dmarc.DESTINATION. RFC 9990 §4, RFC 7489 §7.1.
        """,
        "dmarc/failure-options-unused": """
        fo= without ruf=.

        The options are for failure reports, and the record names no address for them. RFC 9989 §4.7.
        """,
    ]
}
