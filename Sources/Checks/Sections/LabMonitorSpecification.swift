package import Alerting
import DNS
package import Findings
package import Scenarios

/// `lab.monitor`: the rules of the embedded monitor, and whom it notifies.
package struct LabMonitorSpecification: ScenarioMapping {
    /// The file of alert rules.
    package var rulesFile: FilePath
    /// The receivers by name.
    package var receivers: [Receiver]
    /// The rules; nil before `load`, and where the file could not be read or understood.
    package var rules: [AlertRule]?

    /// One receiver.
    package struct Receiver: Sendable {
        /// Its name.
        package var name: String
        /// Where the name stands.
        package var place: Place
        /// Where notifications go to; nil where the lab reads them itself.
        package var webhook: Deferred<String>?
    }

    package init?(_ fields: inout Fields) {
        let rules = fields.required("rules", FilePath.self, "The file of alert rules.")
        let notify = fields.optional(
            "notify", Named<Destination>.self,
            "The receivers by name; one without a destination is read by the lab, and by a drill's delivered.")
        guard let rules else { return nil }
        rulesFile = rules
        receivers = (notify?.entries ?? []).map { entry in
            Receiver(name: entry.name, place: entry.place, webhook: entry.value.webhook)
        }
        for receiver in receivers where !Self.isName(receiver.name) {
            fields.report(
                "alerts/bad-receiver", "a receiver's name has letters, digits, - and _ alone", at: receiver.place)
        }
    }

    /// Where a receiver is reached.
    private struct Destination: ScenarioMapping {
        var webhook: Deferred<String>?

        init?(_ fields: inout Fields) {
            webhook = fields.optional("webhook", Deferred<String>.self, "Where notifications are posted to.")
            fields.notInThisVersion("slack", "A Slack webhook.")
            fields.notInThisVersion("pagerduty", "A PagerDuty integration key.")
            fields.notInThisVersion("opsgenie", "An Opsgenie API key.")
            if let webhook, let url = webhook.known, WebURL(url) == nil {
                fields.report(
                    "alerts/bad-webhook", "a webhook is an http or https URL, found \(url)", at: webhook.place,
                    remedy: "write a URL such as https://hooks.example.com/alerts")
            }
        }
    }

    /// Reads the rules; what is wrong with them makes the scenario invalid.
    package mutating func load(_ loading: Loading) {
        rules = loading.decode(LabMonitorRules.self, fromFile: rulesFile)?.rules
    }

    /// Webhooks beyond loopback need leave to notify.
    package var needs: [Need] {
        receivers.compactMap { receiver in
            guard let webhook = receiver.webhook else { return nil }
            let host = webhook.known.map { WebURL($0)?.host ?? $0 }
            if let host, WebURL.isLoopback(host) { return nil }
            return Need(.notify, host: host, at: webhook.place)
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
                default: false
                }
            }
    }
}

/// An http or https URL, as far as its host.
struct WebURL {
    /// The host, an IPv6 address without its brackets.
    var host: String

    /// The URL of a text; nil where it is none, or has no host.
    init?(_ text: String) {
        let lowercased = text.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lowercased.hasPrefix) else { return nil }
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        var authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = String(authority[authority.index(after: authority.startIndex)..<end])
        } else {
            host = String(authority.prefix { $0 != ":" })
        }
        guard !host.isEmpty else { return nil }
    }

    /// Whether a host is this machine by its very name.
    static func isLoopback(_ host: String) -> Bool {
        IPAddress(host)?.isLoopback ?? (host.lowercased() == "localhost")
    }
}
