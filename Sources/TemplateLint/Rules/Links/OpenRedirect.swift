import Findings

/// Links lead to their page without a detour over somebody else's.
///
/// Fires on addresses of large sites that send whoever follows them on to any page: `google.com/url?q=…`, the AMP pages
/// of Google, `l.facebook.com/l.php`, `bing.com/ck/a` and their like. Phishing uses them so that a known name is shown;
/// that is why filters and browsers stop at them. Mostly such a link was copied from a page of results.
///
/// Left alone: the other pages of these sites, hosts of `trackingHosts`, and redirects of the sender's own.
/// Source: Rspamd's list of redirectors; Spamhaus, "abused legit redirectors".
///
/// Fires:
/// ```html
/// <a href="https://www.google.com/url?q=https://acme.io/sale">Sale</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://www.google.com/maps/place/ACME">Map</a> <a href="https://acme.io/url?q=https://acme.io/">Sale</a>
/// ```
struct OpenRedirect: LintRule {
    static let id: RuleID = "links/open-redirect"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    /// A site that sends readers on, and how the path of those addresses begins.
    private static let redirects: [String: [String]] = [
        "bing.com": ["/ck/a", "/aclick"], "disq.us": ["/?url=", "/url?"], "facebook.com": ["/l.php"],
        "l.facebook.com": ["/l.php"], "lm.facebook.com": ["/l.php"], "l.instagram.com": ["/?u="],
        "youtube.com": ["/redirect?"], "linkedin.com": ["/redir/", "/slink?", "/safety/go"],
        "t.umblr.com": ["/redirect?"], "slack-redir.net": ["/link?"], "vk.com": ["/away.php"], "out.reddit.com": ["/"],
        "href.li": ["/?"],
        "anonym.to": ["/?"], "anon.to": ["/?"], "nullrefer.com": ["/?"], "exit.sc": ["/?url="],
        "steamcommunity.com": ["/linkfilter/"], "medium.com": ["/r/?url="], "duckduckgo.com": ["/l/?"],
        "click.mail.ru": ["/redir?"], "yandex.com": ["/clck/"], "yandex.ru": ["/clck/"], "baidu.com": ["/link?url="],
    ]
    /// The same for Google, which has a host in every country.
    private static let google = ["/url?", "/amp/", "/amp?", "/aclk?", "/local_url?", "/imgres?"]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use != .image {
            guard let host = url.knownHost else { continue }
            let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
            guard let paths = name.hasPrefix("google.") ? Self.google : Self.redirects[name],
                paths.contains(where: url.target.rest.hasPrefix),
                !mail.settings.trackingHosts.contains(where: { Host.isSame(host, orBelow: $0) })
            else { continue }
            findings.report(
                "link to the page itself", label: "\(name) sends readers on to any page", in: url.text, at: url.range)
        }
    }
}
