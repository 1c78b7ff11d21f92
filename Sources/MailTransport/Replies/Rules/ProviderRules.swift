extension ReplyRuleTable {
    /// What mail services say, by their own manuals: it holds where the reply is known to be theirs.
    static let providerRules = """
        [google mx=google.com,googlemail.com,gmail.com text="gsmtp|support.google.com|groups.google.com"]
        * x.7.26 "dmarc policy" policy-dmarc - # support.google.com/a/answer/3221692
        * x.7.26 "spf record with a hard fail|hard fail policy" policy-spf - # support.google.com/a/answer/3221692
        * x.7.24,x.7.27 - policy-spf - # support.google.com/a/answer/3221692
        * x.7.30 - policy-dkim - # support.google.com/a/answer/3221692
        * x.7.32 - policy-dmarc - # support.google.com/a/answer/3221692
        * x.7.26 - policy-authentication - # support.google.com/a/answer/3221692
        * x.7.29 - tls-required - # support.google.com/a/answer/3221692
        * x.7.23,x.7.25 - reverse-dns - # support.google.com/a/answer/3221692
        * x.7.28 - rate-limit - # support.google.com/a/answer/3221692
        * x.7.0,x.7.1 "nature of the content|likely unsolicited" content - # support.google.com/a/answer/3221692
        * x.7.0,x.7.1 "links within" content - # support.google.com/a/answer/3221692
        * x.7.0,x.7.1 "very low reputation" reputation - # support.google.com/a/answer/3221692
        * x.7.0,x.7.1 "unusual rate|rate limited" rate-limit - # support.google.com/a/answer/3221692
        * x.7.0 "not in whitelist|closing connection" blocklist - # support.google.com/a/answer/3221692
        * x.7.0 "connection expired" expired - # support.google.com/a/answer/3221692
        * x.7.1 "ipv6 sending guidelines" reverse-dns - # support.google.com/a/answer/3221692
        * x.7.1 "unauthenticated email" policy-authentication - # support.google.com/a/answer/3221692
        * x.7.1 "authorized to send email directly" relay-denied - # support.google.com/a/answer/3221692
        * x.7.1 "credentials for relay" relay-denied - # support.google.com/a/answer/3221692
        * x.7.1 "has a policy that prohibited" policy - # support.google.com/a/answer/3221692
        * x.7.0 "illegal attachment|security issue" content - # support.google.com/a/answer/3221692
        * * "mail sending denied" sender-refused - # support.google.com/a/answer/3221692
        * * "spam classification" content - # support.google.com/a/answer/168383
        * * "multiple destination domains|policy size per transaction" system - # support.google.com/a/answer/3221692
        * * "rfcmessagenoncompliant" form - # support.google.com/a/answer/3221692
        552 x.3.4,x.2.3 - too-big - # support.google.com/a/answer/3221692
        554 x.7.0 "unauthenticated commands" protocol - # support.google.com/a/answer/3221692
        454 x.7.0 "temporary system problem" system - # support.google.com/a/answer/3221692
        553 5.1.3 "rfc" invalid-mailbox - # support.google.com/a/answer/3221692
        553 5.1.3 - invalid-mailbox - # support.google.com/a/answer/3221692
        553 5.1.7 - form - # support.google.com/a/answer/3221692
        * x.2.1 "too quickly|rate that prevents|relay limit" rate-limit - # support.google.com/a/answer/3221692
        * x.2.1 - inactive-mailbox - # support.google.com/a/answer/3221692
        550 5.1.1 - invalid-mailbox - # support.google.com/a/answer/3221692
        * x.4.5 "busy" system - # support.google.com/a/answer/3221692
        * x.4.5 - rate-limit - # support.google.com/a/answer/3221692
        501,503,454,530,534,535 x.7.x,x.5.1,x.5.2 "authentication" login - # support.google.com/a/answer/3221692
        501,503,454,530,534,535 x.7.x,x.5.1,x.5.2 "log in|password" login - # support.google.com/a/answer/3221692
        501,503,454,530,534,535 x.7.x,x.5.1,x.5.2 "identity|login" login - # support.google.com/a/answer/3221692
        501,503,454,530,534,535 x.7.x,x.5.1,x.5.2 "decode response" login - # support.google.com/a/answer/3221692
        501,503,454,530,534,535 x.7.x,x.5.1,x.5.2 "cannot authenticate" login - # support.google.com/a/answer/3221692
        * * "unable to find the recipient domain" bad-domain - # support.google.com/a/answer/3221692
        * * "find the recipient domain" bad-domain - # support.google.com/a/answer/3221692
        * * "address not found|address couldn't be found" invalid-mailbox - # support.google.com/mail/answer/6596
        * * "groups.google.com" sender-refused - # support.google.com/groups: the group does not take it
        * * "rcpt domain" tls-required - # support.google.com/a/answer/3221692

        [microsoft mx=protection.outlook.com,outlook.com,hotmail.com,olc.protection.outlook.com text="prod.outlook.com|protection.outlook.com|office365.com|mail.live.com|microsoft.com|weren't sent|(s3140)|(s3150)|mailbox unavailable (-"]
        550 * "requested action not taken: mailbox unavailable" invalid-mailbox - # postmaster.live.com
        421 * "rp-001|rp-002|rp-003" rate-limit - # postmaster.live.com
        550 * "ou-001|ou-002" reputation - # postmaster.live.com
        550 * "sc-001|sc-002|sc-003|sc-004" reputation - # postmaster.live.com
        550 * "dy-001|dy-002" reputation - # postmaster.live.com
        * x.7.606-649 - blocklist - # learn.microsoft.com: delist portal
        * x.7.511,x.7.513,x.7.510,x.7.506,x.7.507 - blocklist - # learn.microsoft.com: NDR codes
        * x.7.850-899 - blocklist - # learn.microsoft.com: NDR codes
        * x.7.500,x.7.700 "busy" system - # learn.microsoft.com: NDR codes
        * x.7.509 - policy-dmarc - # learn.microsoft.com: NDR codes
        * x.7.515 - policy-authentication - # support.microsoft.com: 5.7.515
        * x.7.23 - policy-spf - # learn.microsoft.com: NDR codes
        * x.7.26 - policy-authentication - # learn.microsoft.com: NDR codes
        * x.7.25 - reverse-dns - # learn.microsoft.com: NDR codes
        * x.7.650 "reputation" reputation - # postmaster.live.com
        * x.7.650,x.7.651 - rate-limit - # postmaster.live.com
        * x.7.652 - rate-limit - # postmaster.live.com
        * x.7.508,x.7.700-749 - rate-limit - # learn.microsoft.com: NDR codes
        * x.1.90,x.2.121,x.2.122 - rate-limit - # learn.microsoft.com: NDR codes
        * x.7.501-503,x.7.512,x.7.750,x.7.124,x.7.133-136,x.7.12,x.7.13 - sender-refused - # learn.microsoft.com: NDR codes
        * x.7.504,x.7.505 - inactive-mailbox - # learn.microsoft.com: NDR codes
        * x.7.500-699 - blocklist - # learn.microsoft.com: NDR codes
        * x.7.900-999 - policy - # learn.microsoft.com: NDR codes
        * x.4.310 - bad-domain - # learn.microsoft.com: NDR codes
        * x.4.312 - dns - # learn.microsoft.com: NDR codes
        * x.4.300,x.4.316 "expired" expired - # learn.microsoft.com: NDR codes
        * x.4.316 - connection - # learn.microsoft.com: NDR codes
        * x.4.317,x.4.8,x.7.321-325,x.7.51,x.7.5 - tls-required - # learn.microsoft.com: NDR codes
        * x.4.318,x.4.24,x.4.25,x.4.28 - system - # learn.microsoft.com: NDR codes
        * x.4.3 "temporary server error" system - # learn.microsoft.com: NDR codes
        * x.4.14 - routing - # learn.microsoft.com: NDR codes
        * x.7.64 - relay-denied - # learn.microsoft.com: NDR codes
        * 5.4.1 "relay access denied" relay-denied - # learn.microsoft.com: NDR codes
        * 5.4.1 - invalid-mailbox - # learn.microsoft.com: directory-based edge blocking
        * x.3.2 "thread limit" rate-limit - # learn.microsoft.com: NDR codes
        * x.5.4 "invalid domain name" blocklist - # learn.microsoft.com: NDR codes
        * 5.0.350 - policy - # learn.microsoft.com: NDR codes
        * 5.1.6,5.1.10,5.1.351 - invalid-mailbox - # learn.microsoft.com: NDR codes
        * x.1.0,x.1.7,x.1.8 "sender|invalid address" sender-refused - # learn.microsoft.com: NDR codes
        * x.7.57,x.7.3 - login - # learn.microsoft.com: NDR codes
        * x.6.11,x.5.6 - form - # learn.microsoft.com: NDR codes
        * x.3.190,x.2.14 - system - # learn.microsoft.com: NDR codes
        * x.4.4 "hosted tenant" bad-domain - # learn.microsoft.com: NDR codes
        * x.7.1 "network is on our block list" blocklist - # postmaster.live.com

        [yahoo mx=yahoodns.net,yahoo.com,yahoo.co.jp,aol.com text="yahooinc.com|postmaster.yahoo|verizonmedia|yahoo.com/error|[tss0|[ts0|[ph01]|[bl2|delivery error: dd"]
        * * "doesn't have a" invalid-mailbox - # senders.yahooinc.com/smtp-error-codes
        * * "permanently deferred|[ts03" reputation policy # senders.yahooinc.com/smtp-error-codes
        * * "user complaints|[tss04|[ts01|[ts02" reputation soft # senders.yahooinc.com/smtp-error-codes
        * * "spamhaus|[bl21|[bl23" blocklist - # senders.yahooinc.com/smtp-error-codes
        * * "authenticate with either" policy-authentication - # senders.yahooinc.com/smtp-error-codes
        * * "unresolvable rfc.5321" sender-refused - # senders.yahooinc.com/smtp-error-codes
        * * "not accepted for policy" policy - # senders.yahooinc.com/smtp-error-codes
        * * "too quickly|max message per connection" rate-limit - # senders.yahooinc.com/smtp-error-codes
        * * "this mailbox is disabled|is no longer valid" inactive-mailbox - # senders.yahooinc.com/smtp-error-codes
        * * "headers are not rfc" form - # senders.yahooinc.com/smtp-error-codes

        [apple mx=icloud.com,me.com,mac.com,mail.icloud.com text="icloud.com"]
        * * "no longer on server" mailbox-moved - # support.apple.com/102322
        * * "unknown or illegal alias|inactive email address" invalid-mailbox - # support.apple.com/102322
        * * "local policy" policy - # support.apple.com/102322

        [cox mx=cox.net text="cox too many|aup#cx|aup#cdrbl|aup#ipbl|aup#urlbl"]
        * * "cxbl|aup#cxbl|cdrbl|aup#cdrbl|ipbl|aup#ipbl" blocklist - # cox.com: email error codes
        * * "too many bad commands|too many invalid" blocklist - # cox.com: email error codes
        * * "cxdns|aup#cxdns|dns check|no rdns" reverse-dns - # cox.com: email error codes
        * * "cxsndr|aup#cxsndr" policy-authentication - # cox.com: email error codes
        * * "cxsmtp|aup#cxsmtp" sender-refused - # cox.com: email error codes
        * * "cxcnct|cxmxrt|aup#cxcnct|aup#cxmxrt|too many sessions" rate-limit - # cox.com: email error codes
        * * "try again later|message threshold" rate-limit - # cox.com: email error codes
        * * "urlbl|aup#urlbl" content - # cox.com: email error codes
        * * "cxthrt|cxmj|aup#cxthrt|aup#cxmj" policy - # cox.com: email error codes
        * * "no data before greeting|extension is forbidden" policy - # cox.com: email error codes
        * * "aup#" invalid-mailbox - # cox.com: email error codes

        [spectrum mx=charter.net,spectrum.net,rr.com,twc.com text="spectrum.net|aup#in-|aup#out-"]
        * * "aup#in-116|aup#in-117|aup#in-118|aup#in-119|aup#in-1560" policy - # spectrum.net: email error codes
        * * "aup#in-1090" system - # spectrum.net: email error codes
        * * "aup#in-1260" routing - # spectrum.net: email error codes
        * * "aup#in-1530" too-big - # spectrum.net: email error codes
        * * "aup#in-1000|aup#in-12|aup#out-1000" blocklist - # spectrum.net: email error codes
        * * "aup#in-1010|aup#in-10|aup#in-1500|aup#in-1520" sender-refused - # spectrum.net: email error codes
        * * "aup#in-11" reverse-dns - # spectrum.net: email error codes
        * * "aup#in-13|aup#in-14" rate-limit - # spectrum.net: email error codes
        * * "aup#in-15|aup#out-" rate-limit - # spectrum.net: email error codes

        [facebook mx=facebook.com,fb.com text="postmaster.facebook.com"]
        * * "pol-p7" policy-authentication - # postmaster.facebook.com/response_codes
        * * "pol-p6" content - # postmaster.facebook.com/response_codes
        * * "pol-p5" virus - # postmaster.facebook.com/response_codes
        * * "pol-p|pol-t" blocklist - # postmaster.facebook.com/response_codes
        * * "msg-p2" content - # postmaster.facebook.com/response_codes
        * * "rcp-p2|rcp-p3" recipient-filter - # postmaster.facebook.com/response_codes
        * * "msg-p1|int-p2" too-big - # postmaster.facebook.com/response_codes
        * * "msg-p3" form - # postmaster.facebook.com/response_codes
        * * "dns-p3|dns-t2" reverse-dns - # postmaster.facebook.com/response_codes
        * * "dns-p|dns-t" sender-refused - # postmaster.facebook.com/response_codes
        * * "rcp-t4" inactive-mailbox - # postmaster.facebook.com/response_codes
        * * "rcp-t1" system - # postmaster.facebook.com/response_codes
        * * "con-t|msg-t1" rate-limit - # postmaster.facebook.com/response_codes
        * * "rcp-p1|int-p" invalid-mailbox - # postmaster.facebook.com/response_codes

        let fr = ofr_|lpn_|ofr000_|ofr001_|ofr002_|ofr003_|ofr004_|ofr005_|ofr006_|ofr007_|lpn000_|lpn001_|lpn002_
        let fr = {fr}|lpn003_|lpn004_|lpn005_|lpn006_|lpn007_
        [orange mx=orange.fr,wanadoo.fr,laposte.net,voila.fr text="ofr_|ofr0|lpn_|lpn0"]
        * * "{fr}101|{fr}102|{fr}103|{fr}108|{fr}510|{fr}999" blocklist - # postmaster.orange.fr
        * * "{fr}104|{fr}109" rate-limit - # postmaster.orange.fr
        * * "{fr}305|{fr}402" login - # postmaster.orange.fr
        * * "{fr}401|{fr}517" policy-spf - # postmaster.orange.fr
        * * "{fr}403|{fr}405|{fr}415|{fr}421" sender-refused - # postmaster.orange.fr
        * * "{fr}416" invalid-mailbox - # postmaster.orange.fr
        * * "{fr}417" mailbox-full - # postmaster.orange.fr
        * * "{fr}420|{fr}426" inactive-mailbox - # postmaster.orange.fr
        * * "{fr}505" system - # postmaster.orange.fr
        * * "{fr}506" content - # postmaster.orange.fr
        * * "{fr}514" too-big - # postmaster.orange.fr
        * * "{fr}630" policy - # postmaster.orange.fr

        [godaddy mx=secureserver.net text="x.co/rlbounce|x.co/srbounce|secureserver.net"]
        * * "ib401" login - # godaddy.com/help: bounce error codes
        * * "ib501|ib502" form - # godaddy.com/help: bounce error codes
        * * "ib506" sender-refused - # godaddy.com/help: bounce error codes
        * * "ib508" policy-spf - # godaddy.com/help: bounce error codes
        * * "ib108" reverse-dns - # godaddy.com/help: bounce error codes
        * * "ib212" content - # godaddy.com/help: bounce error codes
        * * "ib705" virus - # godaddy.com/help: bounce error codes
        * * "ib605|ib007|ib101|ib504|ib510|ib607" rate-limit - # godaddy.com/help: bounce error codes
        * * "ib103" reputation - # godaddy.com/help: bounce error codes
        * * "ib104|ib105|ib106|ib110|ib111|ib112|ib113" blocklist - # godaddy.com/help: bounce error codes

        [mimecast mx=mimecast.com,mimecast-offshore.com text="mimecast.com"]
        * * "sender address blocked|temporarily blacklisted" blocklist - # community.mimecast.com: SMTP error codes
        * * "recipient temporarily unavailable" blocklist - # community.mimecast.com: SMTP error codes
        * * "internal resources|ip reputation" reputation - # community.mimecast.com: SMTP error codes
        * * "anti-spoofing|content examination|host network" policy - # community.mimecast.com: SMTP error codes
        * * "envelope blocked|envelope rejected - block" sender-refused - # community.mimecast.com: SMTP error codes
        * * "manual block|blocked senders" sender-refused - # community.mimecast.com: SMTP error codes
        * * "incorrect authentication|submitter failed" login - # community.mimecast.com: SMTP error codes
        * * "unable to process|ended early" system - # community.mimecast.com: SMTP error codes
        * * "service is temporarily unavailable|thread limit" rate-limit - # community.mimecast.com: SMTP error codes
        * * "outbounds disabled|hostname is not authorized" policy - # community.mimecast.com: SMTP error codes
        * * "past expiration" policy - # community.mimecast.com: SMTP error codes
        * * "route requires|certificate" tls-required - # community.mimecast.com: SMTP error codes
        * * "incorrect hostname" routing - # community.mimecast.com: SMTP error codes
        * * "email rejected due to security policies" virus - # community.mimecast.com: SMTP error codes

        [tencent mx=qq.com,foxmail.com text="service.mail.qq.com"]
        * * "frequency limited|access denined" rate-limit - # service.mail.qq.com: bounce codes
        * * "suspected bounce|suspected spam ip|connection denied" blocklist - # service.mail.qq.com: bounce codes
        * * "suspected spam|rejected by recipients" sender-refused - # service.mail.qq.com: bounce codes
        * * "deactivated mailbox" inactive-mailbox - # service.mail.qq.com: bounce codes
        * * "bad address syntax" protocol - # service.mail.qq.com: bounce codes

        [messagelabs mx=messagelabs.com text="messagelabs.com"]
        * * "smtp authentication" login - # Broadcom: SMTP error codes
        * * "rejected" invalid-mailbox - # Broadcom: SMTP error codes
        542 * - invalid-mailbox - # Broadcom: SMTP error codes

        [docomo mx=docomo.ne.jp text="docomo.ne.jp"]
        550 * "unknown user" recipient-filter - # docomo.ne.jp: the subscriber's filter answers as if there were no mailbox
        552 * "too many recipients" too-many-recipients - # docomo.ne.jp
        552 * "too much mail data" mailbox-full - # docomo.ne.jp
        503,504 * - protocol - # docomo.ne.jp

        [ses mx=amazonaws.com,amazonses.com text="amazonaws.com"]
        * * "email address is not verified" login - # docs.aws.amazon.com/ses: SMTP response codes
        * * "throttling" rate-limit - # docs.aws.amazon.com/ses: SMTP response codes
        [*]

        """
}
