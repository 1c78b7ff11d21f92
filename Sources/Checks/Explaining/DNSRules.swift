import Findings

/// What the rules about where DNS answers come from mean, for `mailproof explain`.
enum DNSRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let sources: [RuleID: String] = [
        "dns/unanswered": """
        DNS did not answer a question that a check asked.

        The check is undetermined, for a server that is silent, refuses or fails says nothing about a record. The
        message names the question, who was asked and what came back. Where no source answers for a name, add a zone
        file, pin what others publish in a snapshot, or name a server; where a planned change leaves it open, it is
        known once the change is carried out.
        """,
        "dns/no-resolver": """
        A check asks DNS in a scenario in which nothing answers.

        Add the section dns with zone files, with a snapshot, or with server: system for live answers.
        """,
        "dns/no-lab": """
        The scenario asks the DNS server of its lab, and the lab has none.

        Add lab: { dns: { zones: […] } }, or name another server.
        """,
        "dns/zone-twice": """
        Two zone files of a scenario hold the same zone.

        Nobody could say which of them counts. Keep one file of each zone; $INCLUDE makes one zone of several files.
        """,
        "dns/no-snapshot": """
        A scenario names a snapshot that does not exist yet.

        A snapshot pins what others publish, so that their changes do not decide whether a build passes. Run
        mailproof dns record with the scenario, look at what it wrote, and commit it.
        """,
        "dns/snapshot-version": """
        A snapshot does not begin with the version of its format, or has one that is not known here.

        Its first line is the comment `; mailproof dns snapshot 1`. Record the file anew with mailproof dns record.
        """,
        "dns/snapshot-contradiction": """
        Two lines of a snapshot exclude each other.

        A name that does not exist (NXDOMAIN) has no records, and a type without data (NODATA) has none either.
        Remove one of the two lines, or record the snapshot anew.
        """,
        "dns/names-no-snapshot": """
        A scenario was to be recorded, and names no snapshot.

        Its answers have no place to go to. Add snapshot: FILE to its section dns.
        """,
        "dns/not-recorded": """
        A check ran out of time while a snapshot was recorded.

        It may not have asked for everything, so that old answers were kept. Raise the timeout of the checks, or ask
        a faster server.
        """,
        "dns/one-source-of-changes": """
        planned names no file, or two.

        Name the file of planned changes, or the Terraform plan: laid over each other they would leave open which
        counts.
        """,
        "dns/one-change": """
        An entry of a file of planned changes does not say exactly one thing.

        A record set is set to some data, deleted, or unknown with a reason. Leave out what does not change.
        """,
        "dns/planned-twice": """
        A file of planned changes has two entries for one name and type.

        Keep one, with a list of all its records.
        """,
        "dns/planned-beside-alias": """
        A planned CNAME record stands beside other records of its name.

        A name that is an alias has no other data (RFC 1034 §3.6.2). Remove the CNAME record, or everything else at
        the name.
        """,
        "dns/plan-unreadable": """
        The file of a Terraform plan cannot be read as one.

        It is made in two steps: terraform plan -out FILE, then terraform show -json FILE. Only the second writes
        JSON. No line of a plan is ever shown, because a plan holds secrets: the message names the place alone.
        """,
        "dns/plan-record-left-out": """
        A record of a Terraform plan is not taken into account.

        Its name, or the zone that its name is relative to, is not known before the plan is applied, so that nobody
        can say which answers it changes. Say what it will be in a file of planned changes, or look again after the
        zone exists.
        """,
    ]

    /// The same, with the rules about zone files.
    static let documentation = sources.merging(ZoneRules.documentation) { first, _ in first }
}
