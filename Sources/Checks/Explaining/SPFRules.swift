import Findings

/// What the rules about SPF records (RFC 7208) mean, for `mailproof explain`.
enum SPFRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = validity.merging(costs) { first, _ in first }
        .merging(advice) { first, _ in first }

    /// What makes receivers find no policy, or answer permerror.
    private static let validity: [RuleID: String] = [
        "spf/no-record": """
        The domain publishes no SPF record.

        Receivers cannot tell your servers from anybody else's, and Gmail, Yahoo and Outlook.com refuse or file as junk
        the mail of bulk senders without one. Publish a TXT record at the domain that names your senders and ends in
        -all or ~all; a domain that sends no mail publishes `v=spf1 -all`. RFC 7208 §4.5, §10.1.2.
        """,
        "spf/unrecognised-record": """
        A TXT record was meant to be an SPF record, and receivers do not take it for one.

        The record must begin with exactly `v=spf1`, then a space or the end: no quotes, no spaces before it, no
        semicolon behind it, no other version. Anything else is just text, as if there were no policy. RFC 7208 §4.5.
        """,
        "spf/multiple-records": """
        A domain publishes several SPF records.

        Receivers answer permerror then: they use none of them. Merge them into one record with one `all` at its end. Where
        it is a domain that you include, its owner has to. RFC 7208 §3.2, §4.5.
        """,
        "spf/syntax": """
        A term of the record breaks the grammar.

        One mistake anywhere makes the whole record a permerror for every sender, also for those whom a term before it
        would have matched. RFC 7208 §4.6.
        """,
        "spf/split-strings": """
        Two strings of the TXT record meet without a space between two terms.

        A TXT record is a list of strings of at most 255 octets, which receivers join as they are: `"… include:a.example"
        "include:b.example …"` becomes `include:a.exampleinclude:b.example`. End the first string, or begin the second
        one, with a space. RFC 7208 §3.3.
        """,
        "spf/malformed-target": """
        The target of a term is no domain name that could be asked for.

        A label is empty or has more than 63 octets, mostly because of two dots or a forgotten space. RFC 7208 §4.8.
        """,
        "spf/void-include": """
        An include or a redirect leads to a domain without an SPF record.

        Receivers answer permerror to every sender whom no term before it matches. It often means that a vendor has moved
        its record, or that the name has a slip. Correct the name, or remove the term. RFC 7208 §5.2, §6.1.
        """,
        "spf/loop": """
        A policy includes itself, directly or by way of others.

        Each turn spends a lookup, so that receivers answer permerror after ten. Remove the term that leads back.
        RFC 7208 §4.6.4.
        """,
    ]

    /// What the record costs receivers.
    private static let costs: [RuleID: String] = [
        "spf/too-many-lookups": """
        More than ten terms cause DNS lookups on the worst path through the record and all that it includes.

        `include`, `a`, `mx`, `ptr`, `exists` and `redirect` count, each time they are evaluated, those of included
        records too; `ip4`, `ip6`, `all` and `exp` do not. Receivers stop at the eleventh with a permerror: mail of
        whoever stands behind it fails, while mail of whoever stands before it passes, so that nobody notices for long.
        Remove vendors that you no longer use, write your own hosts as ip4: and ip6:, and give each vendor a subdomain
        of its own as envelope sender. Copying a vendor's networks ("flattening") breaks when the vendor changes them.
        RFC 7208 §4.6.4.
        """,
        "spf/too-many-void-lookups": """
        More than two terms look up what does not exist.

        Receivers take that as a sign of abuse or neglect, and answer permerror. Remove the terms that lead nowhere.
        RFC 7208 §4.6.4.
        """,
        "spf/too-many-exchangers": """
        An `mx` term is about a domain with more than ten mail exchangers.

        Receivers look at ten and answer permerror beyond them. Write the networks of the exchangers as ip4: and ip6:.
        RFC 7208 §4.6.4.
        """,
        "spf/too-costly": """
        An evaluation asks more questions, or takes longer, than receivers grant.

        RFC 7208 §4.6.4 lets a receiver give up after 20 seconds, and §11.1 asks it to bound what a record makes it do.
        """,
        "spf/void-lookup": """
        A term looks up a name that does not exist, or has no such records.

        It matches nobody, spends one of ten lookups, and one of the two void ones that receivers grant. RFC 7208 §4.6.4.
        """,
        "spf/void-for-family": """
        For clients of one address family more than two terms are void.

        An `a` or `mx` term asks for A records where the client came over IPv4, and for AAAA records where it came over
        IPv6. Hosts with addresses of one family only are void for clients of the other, and a strict receiver answers
        permerror past two. Write such hosts as ip4: or ip6:. RFC 7208 §4.6.4, §5.3.
        """,
        "spf/duplicate-include": """
        The same policy is evaluated twice.

        It says the same both times, and spends its lookups both times: receivers do not take repeats out. It may be
        written twice, or brought along by two different includes. RFC 7208 §4.6.4.
        """,
        "spf/long-record": """
        The record is so long that answers may not fit a plain DNS datagram of 512 octets.

        Together with its name it should stay under 450 octets, other TXT records of the name not counted. Longer answers
        need EDNS or TCP, which some resolvers and firewalls still break. Move networks into an included record.
        RFC 7208 §3.4.
        """,
    ]

    /// What is valid and still does harm.
    private static let advice: [RuleID: String] = [
        "spf/allow-all": """
        The record lets everybody send for the domain.

        `+all`, also written `all`, and a network with a prefix of length 0 match every client: a forger's mail passes SPF,
        and with it DMARC. End in -all, or in ~all while you are still finding your senders. RFC 7208 §5.1, §11.1.
        """,
        "spf/wide-network": """
        A term authorises more addresses than any sender owns.

        Whoever rents a server in that range may send for the domain. Mostly the prefix lost a digit: /4 for /24.
        RFC 7208 §11.1.
        """,
        "spf/covered-network": """
        A network lies within another one that stands before it.

        The first match decides, so the term decides nothing and only makes the record longer. RFC 7208 §4.6.2.
        """,
        "spf/unreachable-term": """
        Terms stand after `all`.

        `all` matches everyone, and the first match decides: what stands behind it is never looked at. A sender that was
        added there is not authorised. RFC 7208 §5.1.
        """,
        "spf/redirect-with-all": """
        The record has both `all` and `redirect`.

        A redirect is followed only where no term matches, and `all` always does: it is ignored, wherever it stands.
        RFC 7208 §6.1.
        """,
        "spf/ptr": """
        The record uses `ptr`.

        It makes each receiver look up the client's names and their addresses, burdens the servers of the reverse zone, and
        fails where those are slow; large receivers skip it. The standard says that it should not be published. Write the
        networks as ip4: and ip6:. RFC 7208 §5.5.
        """,
        "spf/validated-name": """
        A macro `%{p}` stands in the record.

        It needs the same slow lookups as `ptr`, and is discouraged for the same reasons. Use `%{i}`. RFC 7208 §7.2.
        """,
        "spf/obsolete-type": """
        The domain has a record of type SPF (99).

        That type was an experiment which ended in 2014: receivers look at TXT records only, and a second copy goes stale.
        RFC 7208 §3.1.
        """,
        "spf/no-helo-record": """
        A host that sends mail has no SPF record for the name that it says in HELO.

        Receivers may check that name too, and for bounces, whose envelope sender is empty, it is the only one they have.
        Publish `v=spf1 a -all` at the host's name. RFC 7208 §2.3, §2.4, §10.1.3.
        """,
        "spf/unusable-explanation": """
        `exp=` leads to no usable text.

        The text of a rejection is the one TXT record at that name; with none, several, or a broken macro there is no
        explanation. Nothing else changes. RFC 7208 §6.2.
        """,
    ]
}
