/// Domains in which providers give addresses to anybody.
///
/// Nobody but the provider can authenticate mail from them, so that bulk mail in their name fails DMARC. Compiled from
/// what the providers say of themselves; only domains that a provider gives out today, and no service for businesses,
/// where the sender owns the domain. A domain that is missing costs a finding, one too many accuses somebody.
enum ConsumerMailProviders {
    private static let domains: Set<String> = [
        // Google, Yahoo and AOL, Microsoft, Apple.
        "gmail.com", "googlemail.com", "ymail.com", "rocketmail.com", "myyahoo.com", "aol.com", "aim.com", "msn.com",
        "passport.com", "icloud.com", "me.com", "mac.com",
        // Europe.
        "gmx.com", "gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.fr", "gmx.es", "gmx.us", "gmx.co.uk", "web.de",
        "mail.com", "email.com", "t-online.de", "freenet.de", "arcor.de", "posteo.de", "mailbox.org", "tutanota.com",
        "tutanota.de", "tuta.io", "tuta.com", "proton.me", "protonmail.com", "protonmail.ch", "pm.me", "laposte.net",
        "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "libero.it", "virgilio.it", "tiscali.it", "alice.it",
        "btinternet.com", "bluewin.ch", "seznam.cz", "email.cz", "centrum.cz", "wp.pl", "o2.pl", "onet.pl",
        "interia.pl",
        "op.pl", "freemail.hu", "citromail.hu", "abv.bg", "ukr.net",
        // Russia and its neighbours.
        "mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "yandex.ru", "yandex.com", "ya.ru", "yandex.by",
        "yandex.kz", "yandex.ua", "rambler.ru", "tut.by",
        // Asia.
        "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "aliyun.com",
        "139.com", "189.cn", "naver.com", "daum.net", "hanmail.net", "kakao.com", "nate.com", "rediffmail.com",
        // The Americas.
        "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net",
        "earthlink.net", "juno.com", "uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "zipmail.com.br",
        "sympatico.ca", "shaw.ca",
        // Everywhere.
        "fastmail.com", "fastmail.fm", "hushmail.com", "zohomail.com", "inbox.com", "mail2world.com", "lycos.com",
    ]

    /// Names under which a provider has a domain in many countries: `yahoo.co.jp`, `hotmail.fr`.
    private static let names: Set<String> = ["yahoo", "hotmail", "outlook", "live"]
    /// What follows such a name; `yahoo.com.example.org` is somebody else's.
    private static let endings: Set<String> = [
        "com", "de", "fr", "it", "es", "nl", "be", "at", "ch", "dk", "se", "no", "fi", "ie", "pt", "gr", "pl", "ro",
        "hu", "cz", "sk", "ca", "in", "cn", "jp", "ru", "cl", "co.uk", "co.jp", "co.in", "co.id", "co.kr", "co.th",
        "co.nz", "co.za", "co.il", "com.au", "com.br", "com.ar", "com.mx", "com.co", "com.pe", "com.ve", "com.cn",
        "com.hk", "com.tw", "com.sg", "com.my", "com.ph", "com.vn", "com.tr", "com.gr", "net.tr",
    ]

    /// Whether a domain, in small letters, is such a provider's.
    static func own(_ domain: String) -> Bool {
        if domains.contains(domain) { return true }
        guard let dot = domain.firstIndex(of: ".") else { return false }
        return names.contains(String(domain[..<dot])) && endings.contains(String(domain[domain.index(after: dot)...]))
    }
}
