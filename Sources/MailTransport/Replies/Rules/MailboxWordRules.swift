extension ReplyRuleTable {
    /// What servers of any kind say of the message, the mailbox, the way to it and themselves, the more telling first.
    ///
    /// They come behind the words about the client, whose groups they use.
    static let mailboxWordRules = """
        # --- The form of the message
        * * "rfc 5322|rfc5322|rfc 2822|rfc2822|rfc 5321|not rfc|rfc compliant" form - # RFC 5322 §3.6, RFC 2045
        * * "rfc violation|non-compliant|noncompliant|not compliant|message-id" form - # RFC 5322 §3.6, RFC 2045
        * * "missing * header|missing header|header error|header * missing" form - # RFC 5322 §3.6, RFC 2045
        * * "headers are not|duplicate header|multiple * header" form - # RFC 5322 §3.6, RFC 2045
        * * "multiple addresses in|multiple from|invalid header|malformed|bare lf" form - # RFC 5322 §3.6, RFC 2045
        * * "bare newline|bare cr|8-bit data|non-ascii|unicode character" form - # RFC 5322 §3.6, RFC 2045
        * * "encoded-word|mime header|mime complexity|invalid mime|improperly" form - # RFC 5322 §3.6, RFC 2045
        * * "improper use|base64 encod|illegal header|header field|from header" form - # RFC 5322 §3.6, RFC 2045
        * * "from: header|date header|subject header|syntax of header|conversion" form - # RFC 5322 §3.6, RFC 2045

        # --- Login
        * * "authrequired|authentication required|authentication is required" login - # RFC 4954 §6
        * * "authentication failure|authentication failed|authentication unsuccessful" login - # RFC 4954 §6
        * * "authentication turned on|authentication credentials|authentication data" login - # RFC 4954 §6
        * * "authentication invalid|authentification|authenticate first" login - # RFC 4954 §6
        * * "client was not authenticated|must authenticate|please authenticate" login - # RFC 4954 §6
        * * "you don't authenticate|you do not authenticate|unauthenticated sender" login - # RFC 4954 §6
        * * "unauthenticated senders|username and password|user name and password|login|log in" login - # RFC 4954 §6
        * * "password|credentials|not authorized to perform|account not subscribed|smtp auth" login - # RFC 4954 §6
        * * "anonymous mail" login - # RFC 4954 §6

        # --- The sender
        * * "sender address|sender domain|sender rejected" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "sender refused|sender denied|sender verif" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "sender is|sender was|sender not" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "sender blocked|sender unknown|sender invalid" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "sender email|sender e-mail|sender's" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "sender does|sender must|sender user" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "unknown sender|invalid sender|bad sender" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "banned sender|blocked sender" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "unroutable sender|unresolvable sender" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "spoofed sender|domain of sender|valid sender" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "null sender|empty sender|empty envelope" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "envelope sender|envelope rejected" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "envelope blocked|from address|from: domain" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "from: address|mail from * refused" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "return path|return-path" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "reverse-path|reverse path" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "returned mail not accepted|batv|backscatter" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "no third-party dsn|unsigned dsn" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "transaction failed unsigned|purported" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "bogus mail|not owned by user" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "address is not verified" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "must have a valid domain|fully qualified" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "fully-qualified|domain is invalid" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "invalid domain|dead domain|dsn" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "sending to/from|your email address has been" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "not a member|non-member|members-only" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "members only|not subscribed|pre-approved" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "not allowed to post|not allowed to send to" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "not permitted to post|permission to post" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "permission to send|postings|posting to" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "closed mailing list|only * may send" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "not authorized to send" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "not authorised to send|sender list" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "list of senders|senderfilter|allowed-senders" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "administrative prohibition|emetteur" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "requires approval|moderat" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        * * "mx records for * sender|sender" sender-refused - # RFC 5321 §4.1.1.2, mailing list managers
        5xx x.1.0 "address rejected" @mail sender-refused - # RFC 3463 §3.2

        # --- The mailbox that is closed
        * * "temporarily inactive|temporary locked" inactive-mailbox soft # RFC 3463 §3.3: disabled for a time
        * * "temporarily locked|temporarily disabled" inactive-mailbox soft # RFC 3463 §3.3: disabled for a time
        * * "temporarily suspended|currently suspended" inactive-mailbox soft # RFC 3463 §3.3: disabled for a time
        * * "been suspended|is suspended|user suspended" inactive-mailbox soft # RFC 3463 §3.3: disabled for a time
        * * "account suspended|mailbox suspended|suspend" inactive-mailbox soft # RFC 3463 §3.3: disabled for a time
        * * "frozen|account is locked|is locked|locked" inactive-mailbox soft # RFC 3463 §3.3: disabled for a time
        * * "{who} ~ disabled|disabled ~ {who}" inactive-mailbox - # RFC 3463 §3.3
        * * "{who} ~ inactive|{who} ~ not active|inactive ~ {who}" inactive-mailbox - # RFC 3463 §3.3
        * * "is disabled|been disabled|was disabled" inactive-mailbox - # RFC 3463 §3.3
        * * "deactivated|de-activated" inactive-mailbox - # RFC 3463 §3.3
        * * "discontinued|is terminated|been terminated|account closed|is closed" inactive-mailbox - # RFC 3463 §3.3
        * * "been closed|not activated|extended inactivity|inactivity" inactive-mailbox - # RFC 3463 §3.3
        * * "expired account|account expired|account has expired|archived|archivee" inactive-mailbox - # RFC 3463 §3.3
        * * "no longer accepts mail|no longer accepting|is not accepting mail" inactive-mailbox - # RFC 3463 §3.3
        * * "not accepting any mail|not currently accepting" inactive-mailbox - # RFC 3463 §3.3
        * * "mail receiving disabled|inbounds disabled|compte * bloque" inactive-mailbox - # RFC 3463 §3.3
        * * "account is blocked|recipient account is blocked|banned recipient" inactive-mailbox - # RFC 3463 §3.3
        * * "user is terminated|mailbox unavailable or access denied" inactive-mailbox - # RFC 3463 §3.3
        * * "disabled or discontinued|cannot be accessed" inactive-mailbox - # RFC 3463 §3.3

        # --- The mailbox that is elsewhere
        * * "has moved|have moved|been replaced by|no longer on server|no longer here" mailbox-moved - # RFC 5321 §3.4
        * * "no longer works|no longer employed|no longer with|left the company" mailbox-moved - # RFC 5321 §3.4
        * * "not our user|user not local; please try|user not local, please try" mailbox-moved - # RFC 5321 §3.4
        * * "new address is|address has changed|changed * address" mailbox-moved - # RFC 5321 §3.4
        551 * "not local" mailbox-moved - # RFC 5321 §3.4

        # --- What recipients do not want
        * * "recipient preferences|user preferences|recipient refuses" recipient-filter - # mail services and filters
        * * "refuses to receive|refuse to receive|refused to receive" recipient-filter - # mail services and filters
        * * "refuses to accept|user rules|user's rules|user rule" recipient-filter - # mail services and filters
        * * "user reject|rejected by recipient" recipient-filter - # mail services and filters
        * * "rejected by the recipient|blocked by the recipient" recipient-filter - # mail services and filters
        * * "blocked by recipient|recipient is only accepting" recipient-filter - # mail services and filters
        * * "recipient is not accepting|only accepts mail from" recipient-filter - # mail services and filters
        * * "only accepting mail|only accept mail" recipient-filter - # mail services and filters
        * * "does not accept mail from you|not accept mail from you" recipient-filter - # mail services and filters
        * * "specific email addresses|restricted sms" recipient-filter - # mail services and filters
        * * "account is protected|protected by|notauthorized" recipient-filter - # mail services and filters
        * * "recipient's settings|recipient has rejected" recipient-filter - # mail services and filters
        * * "user has rejected|message filtered|filtered" recipient-filter - # mail services and filters
        * * "bounced address|challenge|confirmation request" recipient-filter - # mail services and filters
        * * "whitelisted|rule imposed|refused by user" recipient-filter - # mail services and filters
        * * "refused by recipient|not in the recipient" recipient-filter - # mail services and filters
        * * "organizational settings|delivery restriction|bouncedeny" recipient-filter - # mail services and filters

        # --- The domain
        * * "null mx|nullmx|no smtp service|does not accept mail|doesn't accept mail" bad-domain - # RFC 7505, qmail
        * * "not accept any mail|doesn't receive email|does not receive email" bad-domain - # RFC 7505, qmail
        * * "accepts no mail|couldn't find a mail exchanger" bad-domain - # RFC 7505, qmail
        * * "could not find a mail exchanger|no mx record|no mail exchanger" bad-domain - # RFC 7505, qmail
        * * "malformed or unexpected name server|no mx " bad-domain - # RFC 7505, qmail
        * * "host not found, try again|try again later: host|name server * try again" dns - # RFC 3463 §3.5
        * * "temporary * lookup|lookup failure|name lookup|name service error * try again" dns - # RFC 3463 §3.5
        * * "dns error: * servfail|dns query failed|dns server failure|dns timeout" dns - # RFC 3463 §3.5
        * * "domain lookup fail|dns records for the destination|responded with code servfail" dns - # RFC 3463 §3.5
        * * "lookup * failed temporarily|temporarily unable to resolve|unable to resolve route" dns - # RFC 3463 §3.5
        * * "resolution failure|dns error: * timed" dns - # RFC 3463 §3.5
        * * "host unknown|unknown host|host or domain name not found" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "host not found|domain not found|domain name not found" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "no such domain|no such host|unknown domain|domain unknown" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "domain does not exist|domain doesn't exist|domain not exist" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "domain may not exist|domain * does not exist" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "non-existent domain|nonexistent domain|nonexistentdomain" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "nxdomain|domain is not reachable|host is unreachable" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "unrouteable address|unroutable address" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "unrouteable mail domain|unroutable domain|illegal host" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "illegal domain|bad destination system|bad destination host" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "destination domain|recipient domain|recipient's domain" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "invalid host|name or service not known" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "mail domain mentioned|unable to find the recipient domain" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "find the recipient domain|mail domain|no route to domain" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "could not find a gateway|no relevant answers" bad-domain - # RFC 3463 §3.2, Sendmail, Exim
        * * "unknown mail domain|bad domain" bad-domain - # RFC 3463 §3.2, Sendmail, Exim

        # --- Who is unknown
        5xx x.1.1,x.1.3 "unknown ~ {who}|no such ~ {who}|no such local" invalid-mailbox - # RFC 3463 §3.2
        5xx x.1.1,x.1.3 "{who} * {gone}|no mailbox" invalid-mailbox - # RFC 3463 §3.2
        5xx * "unknown ~ {who}" @data recipient-filter - # RFC 5321 §3.3: behind DATA the mailbox was accepted already
        5xx * "no such ~ {who}" @data recipient-filter - # RFC 5321 §3.3: behind DATA the mailbox was accepted already
        5xx * "no such local" @data recipient-filter - # RFC 5321 §3.3: behind DATA the mailbox was accepted already
        5xx * "{who} * {gone}" @data recipient-filter - # RFC 5321 §3.3: behind DATA the mailbox was accepted already
        5xx * "no mailbox" @data recipient-filter - # RFC 5321 §3.3: behind DATA the mailbox was accepted already
        * * "unknown ~ {who}|no such ~ {who}|invalid ~ {who}" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "unknown local|unknown or illegal" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "unknown or invalid|unknown: " invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no such id|not our customer|mailbox name not allowed|nosuchuser" invalid-mailbox - # RFC 5321 §4.2.3
        * * "no such local|no mailbox|no user|no recipient|no account" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "{who} ~ by that name|no one by|no address|no person" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no valid recipient|no valid recipients" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no one by that|no person by that" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no one at|not a valid ~ {who}|not valid ~ {who}" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "not a local ~ {who}|not an active" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "not a known|illegal ~ {who}|bad ~ {who}" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "invalid-recipient|invalid local" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "bad destination mailbox" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "bad destination address|badrcptto" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "badrecipient|validrcptto|userunknown" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "nosuchuser|mailboxnotfound" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "recipnotfound|exrecipnotfound" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "{who} * {gone}|doesn't have a * account" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "does not have a * account" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "doesn't have an account" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "does not have an account" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "have a * account|doesn't handle" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "not listed in|not in directory" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "directory lookup|name directory" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "address not present|mailbox not present" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no mail box|virtual user|notfound" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "not present in|destination addresses" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "user missing home" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "missing home directory" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "could not be found. * address" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "the address couldn't be found" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "address couldn't|is not accepted here" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "can't accept user|cannot accept user" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "recipient is not local|recipient not ok" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "envelope recipient|user doesn't" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "user isn't|existent user" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "wrong or no longer valid|misspelled" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no one here|not here" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "utilisateur inconnu|utilisateur" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "destinataire * invalid" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "destinataire inconnu|adresse * invalid" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "nessun utente|no existe" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "no thank you rejected|unknown e" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "domain or user|nobody here" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "not email addresses|not deliverable" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "undeliverable address" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "address is undeliverable" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "rcpt * not exist|rcpt ( * exist" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "is not a registered|not registered" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        * * "unknown to" invalid-mailbox - # RFC 5321 §4.2.3, RFC 3463 §3.2, many servers
        5xx * "mailbox unavailable|mailbox unavaiable" invalid-mailbox - # RFC 5321 §4.2.3: the words of 550
        5xx * "mailbox not available|recipient unavailable" invalid-mailbox - # RFC 5321 §4.2.3: the words of 550

        553 * "does not exist" @data bad-domain - # Sendmail access(5)

        # --- Ways that lead nowhere
        * * "mailloop|mail loop|loop detected" routing - # RFC 5321 §6.3
        * * "loop|loops|looping|too many hops|hop count|too many received|hops" routing - # RFC 5321 §6.3
        * * "mail exchanger problem|routing|no route|cannot route|unrouteable|unroutable" routing - # RFC 5321 §6.3
        * * "unable to route|route for|network error|network is unreachable|destination mxs" routing - # RFC 5321 §6.3
        * * "mail exchanger|no gateway" routing - # RFC 5321 §6.3

        # --- Time and connection
        * * "expired|delivery failed * attempts|retry timeout" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "retry time not reached|in the queue too long|queue too long" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "been in the queue|after sitting in queue|giving up|given up" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "delivery attempts|failing for a long" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "unable to deliver * after|after multiple retries" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "multiple attempts|not be delivered for|allowed queue period" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "delivery time|not been collected|has been delayed" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "have been delayed|is delayed|was delayed|message delayed" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "message timed out|not yet been delivered" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "last * seconds. giving up|too old" expired - # RFC 5321 §4.5.4.1, Exim, qmail
        * * "connection timed out|timed out|timeout|time out" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "did not respond|no answer|not responding" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "not reachable|unreachable|socket error" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "did not accept our requests to connect" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "cannot connect|could not connect|couldn't connect" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "unable to connect|can't connect|failed to connect" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "connection refused|connection reset" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "connection dropped|connection was dropped" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "connection lost|lost connection|connection closed" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "connection died|connection was closed" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "broken connection|broken pipe|closed connection" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "smtp connection|establish * connection" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "unable to contact|no connection|hung up|end of file" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail
        * * "unexpected eof" connection - # RFC 5321 §4.5.3.2, Postfix, Sendmail

        # --- The receiving system
        * * "mail system full|system full|insufficient system|insufficient resources" system - # RFC 5321 §4.2.3: 452
        * * "out of memory|resources temporarily|system resource|system storage" system - # RFC 5321 §4.2.3: 452
        * * "local error|local configuration|local problem" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "internal error|internal server|internal system" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "internal software|system error|system problem" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "system config|server error|server configuration" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "server busy|server is busy|too busy" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "temporarily unavailable|temporary failure" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "temporary error|temporary problem" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "temporary system|temporarily rejected" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "temporarily deferred|service unavailable" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "service not available|service currently" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "service temporarily|not available" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "currently unavailable|please try later" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "try again later|try later|misconfigured" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "incorrectly configured|configuration error" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "could not load|can't create|cannot create" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "can't open|cannot open|queue file|write error" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "read error|reading data|interrupted|i/o error" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "encountered an error|error while being processed" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "mailer error|command failed|command died" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "command output|died with status|exit status" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "pipe to|procmail|maildrop|deliver: |x-unix|unix" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "generated by|local delivery|database error|ldap" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "mail server error|transaction failed|no mdb" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "software error|cannot be processed" system - # RFC 5321 §4.2.3: 451, local delivery agents
        * * "unable to process|protocol error" system - # RFC 5321 §4.2.3: 451, local delivery agents

        # --- The dialogue
        * * "bad sequence|unrecognized command|unrecognised command|unimplemented" protocol - # RFC 5321 §4.2.2
        * * "not implemented|command not|syntax error|bad address syntax|bad syntax" protocol - # RFC 5321 §4.2.2
        * * "unrecognized parameter|parameter|protocol violation|ehlo first|helo first" protocol - # RFC 5321 §4.2.2
        * * "hello first|mail first|rcpt first|bad command|unknown command|no data" protocol - # RFC 5321 §4.2.2
        """

    /// Words that say little: an enhanced status code that says anything says more.
    static let vagueWordRules = """
        [* weak]
        # --- Policy
        5xx * "access denied|denied|refused|rejected|not allowed|blocked" @connect blocklist - # RFC 5321 §3.1
        * * "policy|policies|security|not authorized|not authorised|unauthorized" policy - # RFC 3463 §3.8
        * * "permission denied|access denied|access not|access to this|prohibited" policy - # RFC 3463 §3.8
        * * "not allowed|not permitted|disallowed|forbidden|refused by|not acceptable" policy - # RFC 3463 §3.8
        * * "restricted|denied|captcha|low priority|message not accepted|message rejected" policy - # RFC 3463 §3.8
        * * "message refused|mail refused|mail rejected|rejected by|delivery not" policy - # RFC 3463 §3.8

        # --- What says only that it did not work
        * * "on hold" policy - # Postfix
        * * "not found|does not exist|doesn't exist|undeliverable|was not found" invalid-mailbox - # many servers
        * * "notfound" invalid-mailbox - # many servers
        * * "recipient address rejected|recipient rejected|recipient is not accept" invalid-mailbox - # Postfix
        * * "recipient not accept|recipients rejected|rejected recipient|rejected address" invalid-mailbox - # Postfix
        * * "rejected all recipients|address rejected" invalid-mailbox - # Postfix
        5xx * - @connect blocklist - # RFC 5321 §3.1: what is refused in the greeting is the client
        5xx * - @hello blocklist - # RFC 5321 §4.1.4
        * * "rejected|refused|not accepted|was not accepted|blocked" policy - # many servers
        [*]
        """
}
