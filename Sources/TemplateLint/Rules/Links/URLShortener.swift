import Findings

/// Links show whose page they open.
///
/// Fires on hosts that shorten addresses of others: readers cannot see where such a link leads, filters block the whole
/// host for what others hid behind it, and a click passes a server that is not the sender's.
///
/// Left alone: short hosts that one owner alone uses (`youtu.be`, `amzn.to`, `g.co`), and hosts of `trackingHosts`. The
/// list holds the public services in wide use as of 2026 and is not complete.
/// Source: SpamAssassin 25_url_shortener.cf; Spamhaus, "abused legit redirectors".
///
/// Fires:
/// ```html
/// <a href="https://bit.ly/3xYz">Offer</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://habit.ly/3xYz">Offer</a> <a href="https://acme.io/bit.ly">Why we left bit.ly</a>
/// ```
struct URLShortener: LintRule {
    static let id: RuleID = "links/url-shortener"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use != .image {
            guard let host = url.knownHost else { continue }
            let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
            guard Self.hosts.contains(name),
                !mail.settings.trackingHosts.contains(where: { Host.isSame(host, orBelow: $0) })
            else { continue }
            findings.report(
                "link to the page itself, or over a host of your own", label: "\(name) hides where it leads",
                in: url.text, at: url.range)
        }
    }

    private static let hosts = Set(
        """
        bit.ly bitly.com j.mp tinyurl.com t.co goo.gl ow.ly is.gd v.gd buff.ly rebrand.ly cutt.ly rb.gy tiny.cc tiny.one
        shorturl.at shorturl.com t.ly bl.ink s.id lnkd.in trib.al dlvr.it adf.ly bc.vc soo.gd clck.ru vk.cc u.to qr.ae
        bit.do short.gy shorte.st ouo.io snip.ly tr.im cli.gs mcaf.ee ity.im q.gs po.st v.ht lnk.to kutt.it urlz.fr
        lc.cx surl.li t2m.io urlr.me n9.cl acortar.link dub.sh spoo.me gg.gg shrtco.de u.nu da.gd 0rz.tw reurl.cc lihi.cc
        pse.is ppt.cc me2.kr han.gl url.kr vo.la dwz.cn suo.im kisa.link tny.im hyperurl.co smarturl.it geni.us x.gd
        chilp.it clicky.me ulvis.net hubs.ly shorter.me linkd.pl tinylink.net zpr.io 1url.com 2.gp b.link bre.is
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
