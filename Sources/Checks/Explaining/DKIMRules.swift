import Findings

/// What the rules about DKIM keys and signatures (RFC 6376) mean, for `mailproof explain`.
enum DKIMRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation = selector.merging(key) { first, _ in first }.merging(signature) { first, _ in first }

    /// What stands at a selector, and the form of the record.
    private static let selector: [RuleID: String] = [
        "dkim/no-record": """
        Nothing answers at the name of the key, SELECTOR._domainkey.DOMAIN.

        A receiver that finds no key cannot verify anything that is signed under the selector: the mail counts as
        unsigned. Publish the TXT record there, or correct the selector in the scenario or in the signer. In a zone file
        look for a name without its dot at the end, and for an alias whose target is gone. RFC 6376 §6.1.2.
        """,
        "dkim/long-name": """
        Selector and domain together are longer than a name in DNS can be (255 octets).

        Choose a shorter selector: no receiver can ask for this one. RFC 1035 §2.3.4.
        """,
        "dkim/several-records": """
        Several TXT records stand at one selector.

        What a receiver does with them is not defined: one tries each, another takes the first that comes, a third
        refuses all. Keep the key that signs. A new key gets a selector of its own, and verification tokens of vendors
        belong elsewhere. RFC 6376 §3.6.2.2.
        """,
        "dkim/not-a-key": """
        The TXT record at the selector is something else than a key: an SPF or DMARC record, or a token.

        Often a wildcard or an alias leads to it. Publish the key under the selector itself, or let the alias lead to
        the name that your vendor gave. RFC 6376 §3.6.2.1.
        """,
        "dkim/wildcard": """
        A wildcard answers for selectors that nobody has.

        Every selector seems to have a key then, or a text that is none, so that a wrong selector in a signer is not
        noticed, and a forger's signature fails in another way than it should. Publish the keys under their own names, and
        no TXT records in a wildcard above `_domainkey`. RFC 4592 §2.1.1.
        """,
        "dkim/large-answer": """
        The answer with the key is larger than what travels in one datagram through every network, 1232 octets.

        It comes over TCP then, which is slower, and not at all where a firewall lets DNS pass over UDP alone; the mail
        counts as unsigned there. An RSA key of 2048 bits fits easily. RFC 6376 §3.3.3; the size is that of the DNS Flag
        Day 2020.
        """,
        "dkim/syntax": """
        The record is no list of name=value pairs with semicolons between them.

        Receivers treat a key that breaks the form as none. A tag that stands twice breaks it too. RFC 6376 §3.2.
        """,
        "dkim/literal-quotes": """
        Quotation marks or backslashes are part of the text of the key.

        They belong to the notation of zone files, where they mark strings and escape semicolons. A console that takes
        the text as it is publishes them, and the tags and the key are broken. Enter the bare text: v=DKIM1; k=rsa; p=…
        RFC 6376 §3.6.2.2.
        """,
        "dkim/split-tags": """
        Two strings of the record meet where a semicolon should stand.

        The strings of a TXT record are joined with nothing between them, no space and no semicolon, so that the second
        tag becomes a part of the first one's value. End the first string with `; `. RFC 6376 §3.6.2.2.
        """,
        "dkim/missing-semicolon": """
        A tag stands within the value of another one, because no semicolon is between them.

        Write one before it. RFC 6376 §3.2.
        """,
        "dkim/no-version": """
        The key does not begin with v=DKIM1.

        The tag is recommended: receivers must do without it, yet some tools take a text without it for no key. Put
        v=DKIM1 in front. RFC 6376 §3.6.1.
        """,
        "dkim/bad-version": """
        The version of the key is not exactly DKIM1.

        Receivers discard the record, capital letters count. Write v=DKIM1. RFC 6376 §3.6.1.
        """,
        "dkim/version-not-first": """
        v=DKIM1 stands, but not as the first tag.

        Receivers discard the record. Move it to the front. RFC 6376 §3.6.1.
        """,
        "dkim/unknown-tag": """
        A tag that no standard knows.

        Receivers ignore it. Where it is a slip, what it should say is not said. RFC 6376 §3.2.
        """,
        "dkim/unknown-word": """
        A flag, a service or a hash that no standard knows.

        Receivers ignore it; capital letters count, so that t=Y is not t=y. RFC 6376 §3.6.1.
        """,
        "dkim/obsolete-granularity": """
        The key has g=, which limited it to one local part in RFC 4871.

        RFC 6376 took it away. Verifiers of that time still follow it, and an empty g= matches no address at all. Remove
        it. RFC 6376 appendix C.2.
        """,
        "dkim/revoked": """
        The key has an empty p=: it has been revoked.

        Nothing that is signed under the selector verifies any more. That is right for an old selector, which should not
        be listed among those that sign; else publish the key. RFC 6376 §3.6.1.
        """,
        "dkim/testing": """
        The key says t=y: the domain is testing DKIM.

        Receivers must not treat the mail better than unsigned mail, and some take the signature for none. Remove the
        flag once the signatures are right. Where a test is meant, the scenario says `testing: true`. RFC 6376 §3.6.1.
        """,
        "dkim/strict-identity": """
        The key says t=s: the domain of i= in a signature must be that of d=.

        A signature that names an address of a subdomain in i= does not verify. It is a restriction that does good where
        i= is never used so, and breaks mail where it is. RFC 6376 §3.6.1.
        """,
        "dkim/not-for-email": """
        The services of the key, s=, leave out mail.

        Receivers ignore it for mail. Write s=email, or leave s= out. RFC 6376 §3.6.1.
        """,
        "dkim/no-sha256": """
        The hashes of the key, h=, leave out sha256.

        All signatures that may still be made use it: sha1 must neither sign nor verify since 2018. Write h=sha256, or
        leave h= out. RFC 8301 §3.1.
        """,
        "dkim/lists-sha1": """
        The hashes of the key, h=, admit sha1.

        Nobody verifies with it any more, and it has no business in a key. RFC 8301 §3.1.
        """,
    ]

    /// The key itself.
    private static let key: [RuleID: String] = [
        "dkim/no-key": """
        The record has no p=.

        It holds no key, and nothing verifies with it. Add the tag with the key. RFC 6376 §3.6.1.
        """,
        "dkim/unknown-key-type": """
        k= names a type of key that no standard has.

        Receivers ignore the record. The types are rsa, which is the default, and ed25519. RFC 6376 §3.6.1, RFC 8463 §4.
        """,
        "dkim/key-type-mismatch": """
        p= holds a key of another type than k= says.

        No signature verifies with it. An Ed25519 key needs k=ed25519, for the default is rsa. RFC 6376 §3.6.1.
        """,
        "dkim/pem-armour": """
        p= holds the lines -----BEGIN … and -----END … of a PEM file.

        Only the Base64 text between them is the key. RFC 6376 §2.10.
        """,
        "dkim/url-safe-base64": """
        p= is written with - and _, as Base64 in URLs is.

        Receivers read the ordinary alphabet, with + and /. RFC 6376 §2.10, RFC 4648 §4.
        """,
        "dkim/truncated-key": """
        The key ends before it is complete.

        Mostly a console or a tool cut the text at 255 octets, the longest that one string of a TXT record can be. Split
        it into several strings of one record. RFC 6376 §3.6.2.2.
        """,
        "dkim/bad-key": """
        p= holds nothing that is a public key.

        Copy it again from the signer's public key. RFC 6376 §3.6.1.
        """,
        "dkim/white-space-in-key": """
        There is white space within p=.

        Receivers pass over it, as the standard says. It tells that the parts were joined by hand, which the next tool
        may not forgive. RFC 6376 §2.10.
        """,
        "dkim/pkcs1-key": """
        The RSA key is a bare RSAPublicKey (PKCS #1).

        The text of the standard asks for it, its erratum and everybody's practice for SubjectPublicKeyInfo, as
        `openssl rsa -pubout` writes it. Receivers whose library reads the latter alone cannot use the key. RFC 6376
        §3.6.1, erratum 3017.
        """,
        "dkim/bad-exponent": """
        The public exponent of the RSA key is 1 or even.

        Such a key is broken: with 1 everybody can sign, an even one has no private half. Make a new pair. RFC 8017
        §3.1.
        """,
        "dkim/short-key": """
        The RSA key has fewer than 1024 bits.

        Receivers must not accept signatures of such a key, since it can be broken at home. Make one of 2048 bits. RFC
        8301 §3.2.
        """,
        "dkim/weak-key": """
        The RSA key has fewer than 2048 bits.

        Receivers still accept 1024, and signers should use 2048. Make a new key under a new selector. RFC 8301 §3.2.
        """,
        "dkim/long-key": """
        The RSA key has more than 4096 bits.

        Receivers need not be able to verify with it, and DNS has trouble to carry it. RFC 8301 §3.2.
        """,
        "dkim/wrapped-ed25519": """
        The Ed25519 key is wrapped in ASN.1, as `openssl pkey -pubout` writes it.

        For this type the record holds the 32 octets alone. Receivers cannot use it otherwise. RFC 8463 §4.
        """,
        "dkim/ed25519-length": """
        p= says k=ed25519 and does not hold 32 octets.

        An Ed25519 key has exactly so many. RFC 8463 §4.
        """,
    ]

    /// The signatures of a message.
    private static let signature: [RuleID: String] = [
        "dkim/from-not-signed": """
        A signature does not list From among the signed fields.

        It is not valid, whatever else holds: the From field must be signed. RFC 6376 §5.4.
        """,
        "dkim/failed-signature": """
        One of several signatures of a message does not verify.

        Receivers judge the message by the others, yet one that never verifies is a signer or a relay that is set up
        wrongly, and the aligned one may be next. RFC 6376 §6.1.
        """,
        "dkim/testing-key": """
        A signature verifies with a key that says t=y.

        Receivers treat the message as if it were not signed. Remove the flag from the key. RFC 6376 §3.6.1.
        """,
        "dkim/partial-body": """
        A signature covers the body up to a length only (l=).

        Whoever gets the message can add to it, a whole new part even, and it still verifies. Sign without l=. RFC 6376
        §8.2.
        """,
        "dkim/future-timestamp": """
        A signature was made in the future, as t= has it.

        Receivers may refuse it. The clock of the signer is ahead. RFC 6376 §3.5.
        """,
        "dkim/short-validity": """
        A signature expires before a queue gives up, within four days.

        Mail that is deferred and delivered late arrives with a signature that has expired. RFC 6376 §3.5, RFC 5321
        §4.5.4.1.
        """,
        "dkim/list-unsubscribe-unsigned": """
        The fields of one-click unsubscribing are not covered by a valid signature.

        Receivers then show no button and send no request, as the fields could be anybody's. Let the signer add both to
        h=. RFC 8058 §4.
        """,
        "dkim/not-oversigned": """
        Fields that readers see are signed as often as they stand, and not once more.

        Somebody can add a second one, which a program may show in place of the first, and the signature still holds.
        Listing a name once more than it stands forbids that. RFC 6376 §8.15.
        """,
    ]
}
