import Findings

/// Links are whole addresses.
///
/// Fires on links that cannot work: without a scheme (`www.acme.io`, `acme.io/offer`, `offer.html`), with a scheme that
/// is misspelt or stands twice (`https://http://`), with a host that no name can be, with a port that there is none, with
/// what a program left to fill in (`{id}`), and on `mailto:` without an address. A mail has no page that a link could be
/// relative to. It warns of blanks within a link, which some programs cut it at, and of relative links in a template that
/// is not filled, because a later step may complete them.
///
/// Left alone: anchors, schemes of apps (`myapp://open`), what a template will fill in, and placeholders, which
/// personalization/unresolved-placeholder speaks of. Source: RFC 3986 §3 and §4.2; RFC 6068 §2; WHATWG URL §3.
///
/// Fires:
/// ```html
/// <a href="www.acme.io/offer">Offer</a> <a href="https//acme.io">Shop</a> <a href="https://acme..io/">Help</a>
/// ```
///
/// Left alone:
/// ```mustache
/// <a href="#offer">Offer</a> <a href="acme://orders/17">Open the app</a> <a href="{{base}}/www.acme.io">Shop</a>
/// <a href="mailto:?subject=Look">Tell a friend</a> <a href="https://{{#test}}staging.{{/test}}acme.io/">Help</a>
/// ```
struct MalformedLink: LintRule {
    static let id: RuleID = "links/malformed"
    static let severity = Severity.error
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls where url.use == .link || url.use == .form {
            guard !url.target.text.isEmpty, let objection = objection(to: url, isFinal: mail.isFinal),
                Placeholder.all(in: url.target.text, isAddress: true).isEmpty
            else { continue }
            findings.report(
                objection.advice, label: objection.label, in: url.text, at: url.range, severity: objection.severity)
        }
    }

    private struct Objection {
        var advice: String
        var label: String
        var severity = Severity.error
    }

    private func objection(to url: MailURL, isFinal: Bool) -> Objection? {
        let target = url.target
        if isFinal, let field = field(in: target.text) {
            return Objection(advice: "fill in \(field)", label: "left by a program")
        }
        if !url.hostDependsOnData {
            if target.scheme == nil, target.host == nil { return relative(url, isFinal: isFinal) }
            if target.scheme == "mailto" { return url.hasHoles ? nil : mail(target, isFinal: isFinal) }
            if let objection = scheme(of: target) ?? host(of: target, isFinal: isFinal) { return objection }
        }
        // Tags are masked with blanks, so that only a link without any is known.
        guard !url.hasHoles, target.text.holds(0x20), target.scheme != "tel", target.scheme != "sms",
            target.scheme != "data", target.scheme != "javascript"
        else { return nil }
        return Objection(advice: "write %20 for the blank in the link", label: "a blank", severity: .warning)
    }

    // MARK: Without a scheme

    private func relative(_ url: MailURL, isFinal: Bool) -> Objection? {
        let text = url.target.text
        guard let first = text.utf8.first, first != UInt8(ascii: "#"), text != "/",
            first.isASCIILetter || first.isASCIIDigit || "/.?".utf8.contains(first)
        else { return nil }
        let lowered = text.lowercased()
        // RFC 3986 §3: the colon is missing, or is a semicolon.
        for start in ["https//", "http//", "https;//", "http;//", "https:\\"] where lowered.hasPrefix(start) {
            return Objection(advice: "begin the link with https://", label: "no colon")
        }
        // A form that is sent to nowhere is sent to the page that shows it, as script may want it.
        guard url.use == .link else { return nil }
        if lowered.hasPrefix("www.") || ShownAddress.host(of: text) != nil {
            if text.contains("@") {
                return Objection(advice: "write mailto: before the address", label: "no scheme")
            }
            return Objection(advice: "write https:// before \(text.shortened(to: 60))", label: "no scheme")
        }
        return Objection(
            advice: "write the whole address of the link, beginning with https://", label: "relative",
            severity: isFinal ? .error : .warning)
    }

    // MARK: Mail addresses

    private func mail(_ target: LinkTarget, isFinal: Bool) -> Objection? {
        let address = target.rest.prefix { $0 != "?" }
        if address.hasPrefix("//") {
            return Objection(advice: "remove the slashes after mailto:", label: "slashes", severity: .warning)
        }
        // RFC 6068 §2: the address may be missing where the query has one, or none is known yet.
        guard !address.utf8.allSatisfy({ $0 == 0x20 }) || !target.rest.contains("?") else { return nil }
        // An @ may be percent-encoded.
        guard !address.utf8.contains(UInt8(ascii: "@")), !address.contains("%40") else { return nil }
        return Objection(
            advice: "write a mail address after mailto:", label: "no address",
            severity: isFinal || !address.isEmpty ? .error : .warning)
    }

    // MARK: Scheme and host

    private func scheme(of target: LinkTarget) -> Objection? {
        guard let scheme = target.scheme else { return nil }
        if target.isWeb {
            // `http:/x` works in browsers and is no address for others (RFC 3986 §3).
            guard target.slashes.utf8.count >= 2 else {
                return Objection(advice: "write \(scheme):// with two slashes", label: "no two slashes")
            }
            if target.slashes.utf8.count > 2, target.slashes.utf8.allSatisfy({ $0 == UInt8(ascii: "/") }) {
                return Objection(advice: "write \(scheme):// with two slashes", label: "too many slashes")
            }
            let second = target.host ?? ""
            if second == "http" || second == "https" {
                return Objection(advice: "remove the second scheme", label: "\(scheme) and \(second)")
            }
            return nil
        }
        guard !Self.schemes.contains(scheme), target.host != nil || target.rest.hasPrefix("/"),
            NearWords.nearest(to: scheme, in: ["http", "https"]) != nil
        else { return nil }
        return Objection(advice: "begin the link with https://", label: "\(scheme): is misspelt")
    }

    private func host(of target: LinkTarget, isFinal: Bool) -> Objection? {
        guard target.isWeb || target.scheme == nil else { return nil }
        guard let host = target.host else {
            return target.text.utf8.count > target.slashes.utf8.count + (target.scheme.map { $0.utf8.count + 1 } ?? 0)
                ? Objection(advice: "write the host of the link", label: "no host") : nil
        }
        if let port = target.port, !port.isEmpty, UInt16(port) == nil {
            return Objection(advice: "correct the port: \(port.shortened(to: 20)) is none", label: "at most 65535")
        }
        // IP addresses, percent signs and what nobody sees have rules of their own.
        guard !host.hasPrefix("["), Host.ipv4(host) == nil, !host.holds(UInt8(ascii: "%")) else { return nil }
        if let byte = host.utf8.first(where: Self.isForbidden) {
            let character = byte == 0x20 ? "a blank" : String(Unicode.Scalar(byte))
            return Objection(advice: "correct the host: it may not have \(character)", label: "no host name")
        }
        let labels = labels(of: host)
        // RFC 1035 §2.3.4.
        guard labels.shortest > 0, labels.longest <= 63, host.utf8.count <= 254 else {
            return Objection(
                advice: "correct the host \(host.shortened(to: 60))",
                label: labels.shortest == 0 ? "nothing between two dots" : "longer than a name can be")
        }
        guard labels.count == 1, Host.reasonUnreachable(host) == nil, !Host.isExample(host),
            !host.utf8.contains(where: { $0 >= 0x80 })
        else { return nil }
        return Objection(
            advice: "complete the host: \(host.shortened(to: 60)) is none", label: "no dot",
            severity: isFinal ? .error : .warning)
    }

    /// How many labels a host has, and the bytes of the shortest and the longest; a dot at its end begins no other.
    private func labels(of host: String) -> (count: Int, shortest: Int, longest: Int) {
        var labels = (count: 0, shortest: Int.max, longest: 0)
        var length = 0
        func end() {
            labels = (labels.count + 1, min(labels.shortest, length), max(labels.longest, length))
            length = 0
        }
        for byte in host.utf8 {
            if byte == UInt8(ascii: ".") { end() } else { length += 1 }
        }
        if length > 0 { end() }
        return labels
    }

    /// WHATWG URL §3.1, "forbidden domain code point", without what ends a host or has a rule of its own.
    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || forbidden.contains(byte)
    }

    private static let forbidden = ByteSet("<>[]^|{}\"`:,;!$&'()*+=")

    /// Schemes that come near to http or https and are none of them.
    private static let schemes: Set<String> = ["httpx", "ftps", "ftp"]

    /// What a program would have filled in: `{name}`.
    private func field(in text: String) -> String? {
        guard text.holds(UInt8(ascii: "{")), let open = text.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = text.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
        else { return nil }
        let name = text.utf8[text.utf8.index(after: open)..<close]
        guard let first = name.first, first.isASCIILetter,
            name.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }),
            open == text.startIndex || text.utf8[text.utf8.index(before: open)] != UInt8(ascii: "$"),
            open == text.startIndex || text.utf8[text.utf8.index(before: open)] != UInt8(ascii: "#")
        else { return nil }
        return String(text[open...close])
    }
}
