extension ReplyRuleTable {
    /// What servers of any kind say of the sender, the client and the traffic, the more telling first.
    ///
    /// The phrases are those of Postfix, Exim, Sendmail, qmail, Exchange, OpenSMTPD, Domino, Courier and the filters in
    /// front of them, gathered from their sources, manuals and replies; each stands for a way of saying something.
    static let clientWordRules = """
        let who = user|users|mailbox|mail box|recipient|recipients|account|address|addresses|alias|addressee|person
        let who = {who}|customer|subscriber|member|local part|user name|username|email|e-mail|name|group|address(es)
        let gone = unknown|not found|not known|does not exist|doesn't exist|don't exist|not exist|no longer exists
        let gone = {gone}|nonexistent|non-existent|doesnt exist|could not be found|couldn't be found|cannot be found
        let gone = {gone}|can't be found|was not found|is not found|wasn't found|not recognized|not recognised|unrecognized
        let gone = {gone}|not listed|is invalid|invalid|unavailable|not available|is not a valid|no longer valid
        let full = over quota|over the quota|over its quota|over their quota|quota exceeded|exceeded quota
        let full = {full}|exceeded its quota|exceeded the quota|quota full|quota is full|overquota|out of storage
        let full = {full}|out of space|exceeded storage|exceeded its storage|exceeds allowed size|full

        # --- What would be taken for something else below
        5xx * "invalid|reject|denied|bad " @hello blocklist - # RFC 5321 §4.1.4: the client's own name is not accepted
        5xx * "not |illegal|refused" @hello blocklist - # RFC 5321 §4.1.4: the client's own name is not accepted
        5xx * "unknown|domain" @hello blocklist - # RFC 5321 §4.1.4: the client's own name is not accepted
        5xx * "does not exist|doesn't exist|not exist|not found|unknown" @mail sender-refused - # RFC 5321 §4.1.1.2
        5xx * "invalid|unavailable" @mail sender-refused - # RFC 5321 §4.1.1.2
        * * "duplicate header|multiple * header|header error|multiple addresses in" form - # RFC 5322 §3.6
        * * "domain may not exist|domain mentioned in" bad-domain - # Exim
        * * "sending to/from|to/from an address|different address or alias" sender-refused - # mailing lists, Exim
        * * "groups.google.com|not a member|not member" sender-refused - # mailing lists, Exim
        * * "name server reply" bad-domain - # Postfix before 3.0, of a null MX
        * * "message has been frozen|was frozen on arrival|message is frozen" expired - # Exim
        * * "point to non-existent|lookups failed permanently|indicated no smtp" bad-domain - # Exim
        * * "no host found for existing|couldn't find any host|could not find any host" bad-domain - # Exim, qmail
        * * "invalid command|invalid argument" protocol - # RFC 3463 §3.6
        * * "nested too deep|domain missing|expected word|malformed address" protocol - # Exim
        * * "delivery to file|delivery to pipe|lmtp error|forbidden for" system - # Exim
        * * "url * listed|link * listed|urls * listed" content - # Rspamd, SpamAssassin
        * * "sender domain must|callback|callout|verify sender" sender-refused - # RFC 5321 §4.1.1.2
        * x.1.7,x.1.8 "domain|address|sender|exist" sender-refused - # RFC 3463 §3.2
        * * "not listed in public|not listed in domino|l'annuaire domino" invalid-mailbox - # Domino
        * * "directorio de domino" invalid-mailbox - # Domino
        * * "several matches found" system - # Domino
        * * "cannot route mail to user" recipient-filter - # Domino
        550 5.4.1 "access denied" invalid-mailbox - # Exchange Online, directory-based edge blocking
        * * "points to local host" routing - # Exim
        * * "not accept email in non" content - # Gmail groups, Exchange
        * * "within the time limit|time limit for delivery" expired - # RFC 5321 §4.5.4.1
        * * "dns server returned|dns error: dns|dns server failed" dns - # Gmail
        * * "receivingrate" rate-limit - # Gmail
        * * "disableduser|disabled user" inactive-mailbox - # Gmail
        * * "too many messages on|mail file size exceeds" mailbox-full - # Domino, POP servers
        * * "spam or virus|spam/virus|virus or spam|virus/spam" content - # content filters
        * * "sender * blacklisted|sender * black list|sender * blacklist" sender-refused - # content filters
        * * "sender is spammer|your email address has been blacklisted" sender-refused - # content filters
        * * "email address * blacklisted" sender-refused - # content filters
        * * "blocked by the recipient|blocked by recipient|only accepting mail" recipient-filter - # mail services
        * * "only accepts mail|only accept mail|not accepting mail with" recipient-filter - # mail services
        * * "domain must exist|recipient domain" bad-domain - # MTAs that check the recipient's domain
        452,4xx x.3.x,x.4.x "disk space|insufficient disk|disk full" system - # RFC 5321 §4.2.3: 452

        # --- Authentication of the sender
        * * "dmarc * fail|dmarc * policy|dmarc * reject|dmarc check|dmarc validation" policy-dmarc - # RFC 7489 §10.3
        * * "dmarc verification|fail* dmarc|fails dmarc|failed dmarc|pass dmarc" policy-dmarc - # RFC 7489 §10.3
        * * "dmarc sender invalid|dmarc" policy-dmarc - # RFC 7489 §10.3
        * * "either spf or dkim|spf or dkim|spf and dkim|both spf|spf/dkim" policy-authentication - # RFC 7372 §3.4
        * * "dkim or spf|dkim and spf|authentication checks" policy-authentication - # RFC 7372 §3.4
        * * "authentication information|multiple authentication" policy-authentication - # RFC 7372 §3.4
        * * "sender is unauthenticated|unauthenticated email" policy-authentication - # RFC 7372 §3.4
        * * "unauthenticated mail|message is unauthenticated" policy-authentication - # RFC 7372 §3.4
        * * "not authenticated by" policy-authentication - # RFC 7372 §3.4
        * * "spf check|spf/|spf record|spf records|spf fail|spf failed|spf hard|spf soft" policy-spf - # RFC 7208 §8.4
        * * "spf validation|spf setting|spf settings|spf error|spf sender|spf (|(spf)" policy-spf - # RFC 7208 §8.4
        * * "spf:|spf.|spf violat|sender policy framework|openspf|fails spf|failed spf" policy-spf - # RFC 7208 §8.4
        * * "fail spf|spf " policy-spf - # RFC 7208 §8.4
        * * "dkim signature|dkim fail|dkim check|dkim sender|dkim valid|dkim verif" policy-dkim - # RFC 6376 §6.3
        * * "no dkim|dkim * required|dkim * missing|dkim * invalid|fails dkim|dkim" policy-dkim - # RFC 6376 §6.3
        5xx,4xx * "is not allowed to send mail from|not allowed to send mail from" policy-spf - # RFC 7208 §8.4
        5xx,4xx * "not permitted to send mail from|not authorized to send mail from" policy-spf - # RFC 7208 §8.4
        5xx,4xx * "not allowed to send mail.|not designated" policy-spf - # RFC 7208 §8.4
        5xx,4xx * "is not allowed to send from <|not authorized to use * domain" policy-spf - # RFC 7208 §8.4
        5xx,4xx * "domain authentication fail" policy-spf - # RFC 7208 §8.4

        # --- The name of the client
        * * "reverse dns|reverse-dns|rdns|reverse lookup" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "reverse hostname|reverse host|reverse name|reverse address" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "ptr record|ptr records|ptr resource|dns ptr|no ptr" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "ptr lookup|missing ptr|generic ptr" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "cannot find your hostname|cannot find your reverse" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "cannot resolve your|unresolvable relay host|unverifyable" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "unverifiable sending|ip name lookup failed" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "hostname lookup failed|name lookup * client" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "mismatches client ip|forward dns|fcrdns|does not resolve to" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "invalid rdns|unable to resolve your" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "dns lookup failure: * try again|dns check failure" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "fix your dns|client host * no dns|no dns entry for" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3
        * * "does not have a dns name" reverse-dns - # RFC 1912 §2.1, RFC 7372 §3.3

        # --- Greylisting
        450,451 x.7.1,x.2.0 "try again|try later|please retry" greylist - # RFC 6647 §2.1
        * * "greylist|graylist|grey list|gray list|grey-list|gray-list|postgrey" greylist - # RFC 6647
        4xx * "please try again in * seconds|try again in * minutes|temporary envelope failure" greylist - # RFC 6647
        4xx * "first time * try|deferred for * seconds" greylist - # RFC 6647

        # --- TLS
        * * "must issue a starttls|starttls required" tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "starttls is required|starttls first|tls required" tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "tls is required|require tls|requires tls" tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "requires encryption|require encryption|encryption required" tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "encryption needed|encrypted connection|must use tls" tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "use tls|tls * not supported|tls handshake|tls negotiation" tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "tls version|starttls * fail|starttls|mta-sts|tlsa|dane " tls-required - # RFC 3207, RFC 8461, RFC 7672
        * * "certificate|cipher|ciphers" tls-required - # RFC 3207, RFC 8461, RFC 7672

        # --- Reputation, which is often the reason for a limit
        * * "reputation|unexpected volume|senderbase" reputation - # RFC 5782, mail service postmaster pages
        * * "senderscore|sender score|user complaints" reputation - # RFC 5782, mail service postmaster pages
        * * "spam complaints|complaints|complaint|poor email" reputation - # RFC 5782, mail service postmaster pages
        * * "low trust|not trusted|untrusted" reputation - # RFC 5782, mail service postmaster pages
        * * "bad sending history" reputation - # RFC 5782, mail service postmaster pages

        # --- Volume
        * * "rate limit|rate limited|rate-limit|ratelimit" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "rate exceeded|sending rate|unusual rate|too quickly" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too fast|slow down|try again slower|throttl" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too many connections|too many concurrent" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too many sessions|too many simultaneous|too many smtp" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too many messages|too many mails|too many emails" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too much mail from|too many errors|too many invalid" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too many bad|too many wrong|too many unknown" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too many from|connection rate|connection limit" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "connections limit|connection count|number of connections" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "maximum connection|maximum number of connections" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "maximum number of messages|message limit|messages per" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "per-domain|emails per|mails per|per hour|per day" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "this hour|daily limit|daily quota|daily message" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "daily sending|daily user|daily smtp|hourly" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "frequency limit|frequency limited" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "exceeding receiving limits|receive limit|sending limit" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "send limit|submission quota|volume|max message per" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "sent too many|threshold|trop de connexions|excessive" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "mail flood|numerous attempts to deliver|permitted limits" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "rate that prevents" rate-limit - # RFC 5321 §7.8, Postfix anvil(8)
        * * "too many recipients|too many rcpts|too many addressees" too-many-recipients - # RFC 5321 §4.5.3.1.10
        * * "number of recipients|recipient limit|recipients limit" too-many-recipients - # RFC 5321 §4.5.3.1.10
        * * "max recipients|maximum recipients" too-many-recipients - # RFC 5321 §4.5.3.1.10

        # --- Relaying
        * * "allowed to relay|cannot deliver mail for|relay mail|for relaying" relay-denied - # RFC 5321 §3.6.2
        * * "relay access denied|relay denied|relay * denied" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "relaying denied|relaying * denied|relaying mail" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "relaying not|relay not|not permitted to relay" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "not allowed to relay|no relaying|no relay|relay is not" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "relaying is not|relaying prohibited|relaying disallowed" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "relay prohibited|unable to relay|cannot relay" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "can't relay|won't relay|will not relay|refuse to relay" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "we do not relay|do not relay|don't relay" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "not configured to relay|open relay|open-relay" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "as a relay|mail relay|not a relay|not an open" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "authorized to relay|relay through" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "authentication is required for relay|not a gateway" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "rcpthosts|rcpthost|allowed rcpt" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "we don't handle mail for|not handle mail for" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "not local host|not hosted here" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "not accept mail for that domain|not responsible for" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "domain is not allowed|domain is not hosted" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "not a local domain|domain not local|for relay" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        * * "relay only|relay attempt" relay-denied - # RFC 5321 §3.6.2, Postfix, qmail
        5xx * "authentication when attempting to send to a non-local" relay-denied - # RFC 4954
        5xx * "authenticate before sending|smtp authentication in your" relay-denied - # RFC 4954

        # --- Malware before all that is unwanted
        * * "virus|viruses|infected|malware|trojan|phishing|malicious" virus - # ClamAV, amavisd-new
        * * "executable attachment|worm " virus - # ClamAV, amavisd-new

        # --- A mailbox that is full, before what is said of it besides
        * * "{who} ~ {full}" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "is over quota|over quota" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "overquota|over the allowed quota|over disk quota" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "over their quota|over its quota|quota exceed" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "quota violat|quota usage|quota full|quota * exceeded" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "exceed * quota|exceeds * quota|exceeded * quota" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "exceeding * quota|disk quota|disc quota|disk space" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "diskspace|disk full|storage quota|storage allocation" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "storage limit|storage space|storage exceeded" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "insufficient storage|insufficient disk|not enough space" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "enough storage|enough space|enough disk|sufficient disk" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "no space|full mailbox|mailfull|mailbox size" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "mail box size|mailbox would exceed|mailbox exceeds" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "mailbox exceeded|mailbox * exceeded|maildir over" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "maildir * full|mailfolder is full|mail folder is full" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "folder is full|inbox is full|inbox full|inbox is out" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "space has been used up|too much mail data" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "too many messages on|exceeded the local limit" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "recipient's mailbox is full|boite * pleine" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "maximum allowed storage|account storage|mailbox space" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "message store|mapiexceptionshutoffquota|quotaexceeded" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3
        * * "quota" mailbox-full - # RFC 5321 §4.2.3, RFC 3463 §3.3

        # --- The size
        * * "message too large|message too big|message is too large" too-big - # RFC 1870, RFC 3463 §3.4
        * * "message is too big|message * too large|message * too big" too-big - # RFC 1870, RFC 3463 §3.4
        * * "mail too large|mail too big|too large|too big|size limit" too-big - # RFC 1870, RFC 3463 §3.4
        * * "message size|size exceeds|maximum size|max size|maximum message size" too-big - # RFC 1870, RFC 3463 §3.4
        * * "maximum incoming|maximum inbound|maximum email size|exceeds size" too-big - # RFC 1870, RFC 3463 §3.4
        * * "exceeds the size|exceeds the maximum|exceeds maximum" too-big - # RFC 1870, RFC 3463 §3.4
        * * "exceeded maximum|exceeded the maximum|length exceeds|line limit" too-big - # RFC 1870, RFC 3463 §3.4
        * * "header size|taille * message|taille limite|recipsizelimit" too-big - # RFC 1870, RFC 3463 §3.4

        * * "spamhaus|spamcop" blocklist - # RFC 5782 §2.4

        # --- What spam filters say of a message, before what lists say of its sender
        * * "spamassassin|no spam please|banned content|blacklisted url" content - # SpamAssassin, amavisd-new, Rspamd
        * * "uribl|surbl|temporarily blocked by our filter" content - # SpamAssassin, amavisd-new, Rspamd
        * * "blocked by our filter|content filter|content * rejected" content - # SpamAssassin, amavisd-new, Rspamd
        * * "content rejected|message * spam |mail * as spam" content - # SpamAssassin, amavisd-new, Rspamd
        * * "email * spam |e-mail * spam |identified * spam " content - # SpamAssassin, amavisd-new, Rspamd
        * * "detected * spam |considered * spam |considered as spam" content - # SpamAssassin, amavisd-new, Rspamd
        * * "as spam|is spam|spam message|spam content|spam detected" content - # SpamAssassin, amavisd-new, Rspamd
        * * "spam mail|spam score|spam not|spam refused|spam rejection" content - # SpamAssassin, amavisd-new, Rspamd
        * * "spam check|spam email|spam filter|spam blocked" content - # SpamAssassin, amavisd-new, Rspamd
        * * "spam probability|spam points|spam-like|probable spam" content - # SpamAssassin, amavisd-new, Rspamd
        * * "possible spam|suspected spam content|antispam|anti-spam" content - # SpamAssassin, amavisd-new, Rspamd
        * * "rejected * spam |unsolicited|block for spam" content - # SpamAssassin, amavisd-new, Rspamd
        * * "blocked for spam" content - # SpamAssassin, amavisd-new, Rspamd

        # --- Block lists
        * * "spamhaus|spamcop|sorbs|dnsbl|rbl |rbl.|rbl)|rbl:|rbl-|rbls" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "rblhost|in rbl|abuseat|barracudacentral|cbl.|xbl|sbl |pbl" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "dsbl|njabl|ordb|orbs|invaluement|dnswl|bl.|cloudmark" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "blacklist|black list|black-list|blocklist|block list" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "block-list|blacklisted|blocklisted|denylist|deny list" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "denied list|listed at|listed by|listed in|listed on|is listed" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "are listed|being listed|blocked using|blocked by" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "blocked - see|blocked for|blocked due|blocked because * ip address" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "your ip * blocked|the ip * blocked|address * blocked|host * blocked" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "network * blocked|server * blocked|has been blocked from" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "is blocked|was blocked by|are blocked|temporarily blocked" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "have been blocked|ip blocked|blocked ip|banned|bad ip" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "ip address rejected|ip rejected|dynamic ip|dynamic/" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "dynamic host|dynamic or|dynamically assigned|residential ip" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "dial-up|dialup|zombie|open proxy|not accepting mail from your" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "not accepting connections|unwanted messages|listed as abusive" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "not passed validation|nameserver query|not accepted from" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "connections not accepted|connections will not be accepted" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "not allowed to connect|not allowed to talk|refused - see" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "refused, see|refused to talk|service refused|no access from" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "access from ip|go away|abus detecte|host network" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "use the smtp server of your isp|use your isp" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "suspected spam ip|sender ip|sending ip|from your ip|your ip" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "your network|client host rejected|client host * rejected" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "client rejected|host rejected|helo command rejected" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "helo rejected|helo/ehlo|bad helo|invalid helo|helo name" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "host is denied|suspicious|forbidden by your ip" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "server access forbidden|not in whitelist" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "connection refused by|confirm this mail server" blocklist - # RFC 5782 §2.4, Postfix, Exim
        * * "requires confirmation|invalid ip|redundant" blocklist - # RFC 5782 §2.4, Postfix, Exim

        # --- What spam filters say
        * * "spam|unsolicited|ube|uce|bulk mail|bulk email" content - # SpamAssassin, amavisd-new, Rspamd
        * * "bulk advertis|mass mail|junk|content rejected" content - # SpamAssassin, amavisd-new, Rspamd
        * * "content * rejected|content denied|content * denied" content - # SpamAssassin, amavisd-new, Rspamd
        * * "content filter|unacceptable content|prohibited content" content - # SpamAssassin, amavisd-new, Rspamd
        * * "banned content|mail content|message content" content - # SpamAssassin, amavisd-new, Rspamd
        * * "content restriction|message refused by|rejected by filter" content - # SpamAssassin, amavisd-new, Rspamd
        * * "rejected by our filter|temporarily blocked by our filter" content - # SpamAssassin, amavisd-new, Rspamd
        * * "blocked by * filter|blocked by our content|blacklisted url" content - # SpamAssassin, amavisd-new, Rspamd
        * * "bad url|score |attachment|attachments|recurrent pattern" content - # SpamAssassin, amavisd-new, Rspamd
        * * "classified as|classification|offensive|message looks like" content - # SpamAssassin, amavisd-new, Rspamd
        * * "advertis|media error|content analysis|security issue" content - # SpamAssassin, amavisd-new, Rspamd
        """
}
