extension ReplyRuleTable {
    /// What the codes say by themselves: the registries and the RFCs that define them.
    ///
    /// Where a code is in use for something else than it was made for, the words of the reply tell, and they come first.
    static let codeRules = """
        # Addressing: RFC 3463 §3.2, RFC 7505 §4.
        *            x.1.1,x.1.3                   -  invalid-mailbox        -       # RFC 3463 §3.2
        *            x.1.4                         -  invalid-mailbox        soft    # RFC 3463 §3.2: ambiguous
        *            x.1.2                         -  bad-domain             -       # RFC 3463 §3.2
        *            x.1.10                        -  bad-domain             -       # RFC 7505 §4.2: null MX
        *            x.1.6                         -  mailbox-moved          -       # RFC 3463 §3.2
        *            x.1.7,x.1.8                   -  sender-refused         -       # RFC 3463 §3.2
        * x.1.9 - connection - # RFC 3886: relayed where no report is made
        # Mailbox: RFC 3463 §3.3.
        *            x.2.1                         -  inactive-mailbox       -       # RFC 3463 §3.3
        *            x.2.2                         -  mailbox-full           -       # RFC 3463 §3.3
        *            x.2.3                         -  too-big                -       # RFC 3463 §3.3
        450,452      x.2.4                         -  invalid-mailbox        soft    # RFC 3463 §3.3: list expansion
        *            x.2.4                         -  system                 -       # RFC 3463 §3.3: list expansion
        # Mail system: RFC 3463 §3.4.
        *            x.3.4                         -  too-big                -       # RFC 3463 §3.4
        *            x.3.1,x.3.2,x.3.3,x.3.5 -  system                 -       # RFC 3463 §3.4
        * x.3.6 - form - # RFC 6710 §7: priority was changed
        # Network and routing: RFC 3463 §3.5.
        *            x.4.1,x.4.2                   -  connection             -       # RFC 3463 §3.5
        *            x.4.3                         -  dns                    -       # RFC 3463 §3.5: directory server
        550,553,554  5.4.4                         -  bad-domain             -       # RFC 3463 §3.5: unable to route
        *            x.4.4                         -  routing                -       # RFC 3463 §3.5
        *            x.4.5                         -  rate-limit             -       # RFC 3463 §3.5: congestion
        *            x.4.6                         -  routing                -       # RFC 3463 §3.5: loop
        *            x.4.7                         -  expired                -       # RFC 3463 §3.5
        # The dialogue: RFC 3463 §3.6.
        *            x.5.3                         -  too-many-recipients    -       # RFC 3463 §3.6
        * x.5.6 - login - # RFC 4954 §4: authentication exchange too long
        *            x.5.1,x.5.2,x.5.4,x.5.5       -  protocol               -       # RFC 3463 §3.6
        # The content: RFC 3463 §3.7, RFC 6531 §4.
        *            x.6.x                         -  form                   -       # RFC 3463 §3.7, RFC 6531 §4
        # Security and policy: RFC 3463 §3.8, RFC 7372, RFC 7505, RFC 7293, RFC 8689, RFC 4954, RFC 5248.
        *            x.7.20,x.7.21,x.7.22          -  policy-dkim            -       # RFC 7372 §3.1
        *            x.7.23,x.7.24                 -  policy-spf             -       # RFC 7372 §3.2
        *            x.7.25                        -  reverse-dns            -       # RFC 7372 §3.3
        *            x.7.26                        -  policy-authentication  -       # RFC 7372 §3.4
        *            x.7.515                       -  policy-authentication  -       # support.microsoft.com: 5.7.515
        *            x.7.509                       -  policy-dmarc           -       # learn.microsoft.com: NDR codes
        *            x.7.606-649                   -  blocklist              -       # learn.microsoft.com: NDR codes
        * x.7.27 - sender-refused - # RFC 7505 §4.2: the sender's domain has a null MX
        *            x.7.28,x.7.38                 -  rate-limit             -       # IANA: mail flood detected
        *            x.7.29                        -  policy-authentication  -       # RFC 8617: ARC
        *            x.7.30                        -  tls-required           -       # RFC 8689: REQUIRETLS
        * x.7.10,x.7.11 - tls-required - # RFC 5248, RFC 4954 §6: encryption needed
        *            x.7.8,x.7.9,x.7.12            -  login                  -       # RFC 4954 §6
        525,535      x.7.x                         -  login                  -       # RFC 4954 §6
        525          x.7.13                        -  inactive-mailbox       -       # RFC 5248: account disabled
        *            x.7.13                        -  inactive-mailbox       -       # RFC 5248: account disabled
        *            x.7.14,x.7.15,x.7.19          -  policy                 -       # RFC 4468, RFC 6710, RFC 7293
        * x.7.16 - too-big - # RFC 6710 §7: too big for its priority
        * x.7.17 - invalid-mailbox - # RFC 7293 §14: the owner has changed
        * x.7.18 - bad-domain - # RFC 7293 §14: the owner has changed
        *            x.7.2                         -  sender-refused         -       # RFC 3463 §3.8: mailing list
        504 x.7.x - protocol - # RFC 4954 §6: unrecognised authentication type
        * x.7.3,x.7.4,x.7.5,x.7.6,x.7.7 - tls-required policy # RFC 3463 §3.8: security features

        # Codes that say little: words say more, whatever they are.
        [* weak]
        * x.2.0 - recipient-filter - # RFC 3463 §3.3: something with the mailbox
        *            x.4.0                         -  connection             -       # RFC 3463 §3.5
        500,501,502,503,504,555,4xx  x.5.0,x.5.1,x.5.2,x.5.4,x.5.5  -  protocol  -   # RFC 3463 §3.6
        530 x.7.0 - tls-required - # RFC 3207 §4: must issue STARTTLS first
        552          x.7.0,x.7.1                   -  content                -       # RFC 3463 §3.8
        450,451      x.7.1                         -  greylist               -       # RFC 6647 §2.1
        421          x.7.0,x.7.1                   -  rate-limit             -       # RFC 6647 §2, RFC 3463 §3.8
        *            x.7.0,x.7.1                   -  policy                 -       # RFC 3463 §3.8
        * x.3.0 - system - # RFC 3463 §3.4: other mail system status
        [*]
        # The bare code: RFC 5321 §4.2.3, RFC 4954 §6, RFC 3207 §4, RFC 7504, RFC 7505, RFC 6409.
        534,535,538,432,454  *  -  login                -     # RFC 4954 §6
        530          *          -  login                -     # RFC 4954 §6
        556          *          -  bad-domain           -     # RFC 7504 §4: the domain takes no mail
        521          *          -  bad-domain           -     # RFC 7504 §3: the host takes no mail
        525          *          -  inactive-mailbox     -     # RFC 5248 §2.4
        552,522      *          -  mailbox-full         -     # RFC 5321 §4.2.3: exceeded storage allocation
        452,453      *          -  system               -     # RFC 5321 §4.2.3: insufficient system storage
        451          *          -  system               -     # RFC 5321 §4.2.3: local error in processing
        455,500,501,502,503,504,555  *  -  protocol     -     # RFC 5321 §4.2.3
        421          *          -  connection           -     # RFC 5321 §4.2.3: closing the transmission channel
        44x          *          -  connection           -     # in no RFC, but in use: no answer, connection dropped
        551          *          -  mailbox-moved        -     # RFC 5321 §3.4
        553          *          -  invalid-mailbox      -     # RFC 5321 §4.2.3: mailbox name not allowed
        """
}
