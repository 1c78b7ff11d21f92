package import Findings
package import Scenarios

/// A policy file: the most that runs may do, whatever their scenarios and their command line ask for.
///
/// It is taken from where a change under test cannot reach it, such as a protected branch.
package struct RunPolicy: ScenarioMapping {
    /// What is allowed beyond loopback, entry by entry.
    private let allowed: [Located<Permissions>]
    /// The domains that mail beyond loopback may be written to beside seeds and reserved names.
    private let recipients: [Located<String>]
    /// The most messages a second that one check may send.
    let rate: Located<MessageRate>?
    /// The most messages that one run may send.
    let total: Located<Int>?
    /// The receivers of an Alertmanager that a drill may reach.
    private let drillReceivers: [Located<String>]
    /// Where it begins.
    private let place: Place

    /// The version of the format.
    private static let version = 1

    package init?(_ fields: inout Fields) {
        let version = fields.required("policy", Located<Int>.self, "The version of the format: 1.")
        let allow = fields.optional(
            "allow", OneOrMany<Located<String>>.self,
            "What may be done beyond loopback, as --allow says it; nothing by default.")
        let recipients = fields.optional(
            "recipients", OneOrMany<Located<String>>.self,
            "Domains that mail beyond loopback may be written to, with those below them; without them seeds and reserved names alone."
        )
        rate = fields.optional("rate", Located<MessageRate>.self, "The most messages a second of one check: 20/s.")
        total = fields.optional("total", Located<Int>.self, "The most messages of one run.")
        let receivers = fields.optional(
            "drill_receivers", OneOrMany<Located<String>>.self,
            "The receivers of a shared Alertmanager that a drill may reach; none by default.")
        guard let place = fields.place, let version else { return nil }
        self.place = place
        if version.value != Self.version {
            fields.report(
                "policy/bad-value", "this mailproof reads version \(Self.version) of policies, found \(version.value)",
                at: version.place, remedy: "write policy: \(Self.version)")
        }
        allowed = (allow?.values ?? []).compactMap { Self.permissions($0, fields) }
        self.recipients = (recipients?.values ?? []).compactMap { Self.domain($0, fields) }
        drillReceivers = receivers?.values ?? []
        if let total, total.value < 0 {
            fields.report("policy/bad-value", "expected a number of messages, found \(total.value)", at: total.place)
        }
        for receiver in drillReceivers where receiver.value.isEmpty {
            fields.report(
                "policy/bad-value", "a receiver has a name", at: receiver.place, remedy: "write the receiver's name")
        }
    }

    private static func permissions(_ word: Located<String>, _ fields: Fields) -> Located<Permissions>? {
        do throws(Permissions.Failure) {
            return Located(try Permissions(parsing: word.value), at: word.place)
        } catch {
            fields.report(
                "policy/bad-value", error.description, at: word.place,
                remedy: "write words of --allow: smtp=smtp.staging.example.com, exec")
            return nil
        }
    }

    /// A domain in lower case, without the dots that people write around it.
    private static func domain(_ text: Located<String>, _ fields: Fields) -> Located<String>? {
        var name = Substring(text.value.lowercased())
        if name.hasPrefix("*.") { name = name.dropFirst(2) }
        if name.hasSuffix(".") { name = name.dropLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(Self.isLabelByte)
        }
        // RFC 1035 §2.3.4: 253 letters and dots are the longest name.
        guard isDomain, name.utf8.count <= 253 else {
            fields.report(
                "policy/bad-value", "expected a domain, found '\(text.value.prefix(60))'", label: "no domain",
                at: text.place, remedy: "write the domain alone, in its ASCII form: staging.example.com")
            return nil
        }
        return Located(String(name), at: text.place)
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The name of its file.
    var file: String { place.text.file }

    /// What it grants where the need is known only while a check runs.
    package var grants: PolicyGrants {
        PolicyGrants(
            file: file, recipientDomains: recipients.map(\.value), drillReceivers: drillReceivers.map(\.value))
    }

    /// Whether it allows a need.
    package func allows(_ need: Need) -> Bool {
        guard need.permission == .recipient else { return allowed.contains { $0.value.allow(need) } }
        return need.host.map(grants.allowsMail) ?? false
    }

    /// The line that says what it allows instead of a need, or where it would stand.
    package func line(for need: Need) -> SourceExcerpt {
        if need.permission == .recipient { return (recipients.first?.place ?? place).excerpt }
        let same = allowed.first { $0.value.speaks(of: need.permission) }
        return (same?.place ?? allowed.first?.place ?? place).excerpt
    }

    /// What to add to it for a need.
    package func remedy(for need: Need) -> String {
        if need.permission == .recipient {
            return
                "write to seeds or reserved names, or have \(need.host ?? "the domain") added to recipients of \(file)"
        }
        return "have \(Permissions.word(for: need)) added to allow of \(file)"
    }
}
