import Findings

/// What the rules about zone files (RFC 1035 §5) mean, for `mailproof explain`.
enum ZoneRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [
        "zone/syntax": """
        A line of a zone file does not have the form of a record.

        A record is an owner, a TTL and a class that may be left out, a type and its data (RFC 1035 §5.1).
        """,
        "zone/unterminated-quote": """
        A quoted string does not end on its line.

        Servers do not read strings of several lines. Close it, and split a long text into several strings: they are
        joined without a space.
        """,
        "zone/unbalanced-parenthesis": """
        A parenthesis is not closed, or was never opened.

        Parentheses let a record go on over several lines (RFC 1035 §5.1). Close it behind the last field.
        """,
        "zone/directive": """
        A directive is not known, or lacks what belongs behind it.

        $ORIGIN, $TTL and $INCLUDE are read; $GENERATE is BIND's own, and its records are written out.
        """,
        "zone/include": """
        A file that $INCLUDE names cannot be included.

        It must lie in the zone file's folder or below, must not include itself, and may not nest too deep.
        """,
        "zone/bad-name": """
        A text is no domain name.

        A label has at most 63 octets and a name 255 (RFC 1035 §2.3.4). An internationalised name is written in its
        ASCII form, with labels that begin with xn--.
        """,
        "zone/no-origin": """
        A name is relative, and nothing says to what.

        End it with a dot, or begin the file with $ORIGIN and the zone's name.
        """,
        "zone/no-ttl": """
        A record has no TTL, and nothing before it says what it is by default.

        Begin the file with $TTL (RFC 2308 §4).
        """,
        "zone/bad-ttl": """
        A TTL is no time, or too long.

        It is a number of seconds up to 2147483647 (RFC 2181 §8), or a time such as 1h30m.
        """,
        "zone/class": """
        A record has a class other than IN.

        Mail looks into the class IN alone. Write IN, or no class.
        """,
        "zone/unknown-type": """
        The type of a record is not known, or stands in no zone.

        Write a type of the IANA registry, or TYPE and its number (RFC 3597 §5).
        """,
        "zone/bad-data": """
        The data of a record does not have the form of its type.

        A server would refuse the zone. Write the fields of the type in order.
        """,
        "zone/bad-address": """
        An A or AAAA record does not hold an address of its family.

        A takes an IPv4 address, AAAA an IPv6 address, and neither takes a name.
        """,
        "zone/long-string": """
        A character-string has more than 255 octets.

        Its length is one octet on the wire (RFC 1035 §3.3). Split it into several strings in quotes: receivers join
        them without a space (RFC 7208 §3.3, RFC 6376 §3.6.2.2).
        """,
        "zone/out-of-zone": """
        A record lies outside the zone of its file.

        Servers ignore it. Move it to the file of its own zone, or correct its name; often a dot at the end is
        missing or too many.
        """,
        "zone/cname-and-other-data": """
        A CNAME record is not alone at its name.

        An alias has no other data (RFC 1034 §3.6.2, RFC 2181 §10.1); servers refuse such a zone. Remove the CNAME
        record, or everything else at the name.
        """,
        "zone/second-soa": """
        A zone file has a second SOA record.

        A zone begins once. Keep one SOA record in a file.
        """,
        "zone/repeated-origin": """
        A name ends in its origin twice.

        The dot at its end is missing, so that the origin was appended. Write the dot.
        """,
        "zone/unquoted-text": """
        A text without quotes was split at its blanks, or cut at a semicolon.

        A semicolon begins a comment, and words become strings that are joined without a space: DKIM and DMARC
        records lose their end. Put quotes around the whole text.
        """,
        "zone/address-as-name": """
        A mail exchanger or name server looks like an address.

        These records hold names (RFC 1035 §3.3.9, §3.3.11). Give the address a name of its own with an A or AAAA
        record.
        """,
        "zone/duplicate": """
        The same record stands in a zone twice.

        A set holds no record twice (RFC 2181 §5). Remove one of them.
        """,
        "zone/mixed-ttl": """
        The records of a set have different TTLs.

        Resolvers keep a set as a whole (RFC 2181 §5.2). Give all of them the same TTL.
        """,
        "zone/implied-ttl": """
        No TTL is stated, and the SOA record's minimum is taken.

        BIND does the same; others refuse the zone. Begin the file with $TTL (RFC 2308 §4).
        """,
    ]
}
