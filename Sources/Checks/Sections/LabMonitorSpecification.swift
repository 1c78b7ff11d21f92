package import Alerting
import DNS
import Findings
package import Scenarios

/// `lab.monitor`: the rules of the embedded monitor, and whom it notifies.
package struct LabMonitorSpecification: ScenarioMapping {
    /// The file of alert rules.
    package var rulesFile: FilePath
    /// The receivers by name.
    package var receivers: [LabMonitorReceiver]
    /// The rules; nil before `load`, and where the file could not be read or understood.
    package var rules: [AlertRule]?

    /// The times in which nobody is told of some alerts.
    package var silences: [NotificationPlan.Silence] = []

    package init?(_ fields: inout Fields) {
        let rules = fields.required("rules", FilePath.self, "The file of alert rules.")
        let notify = fields.optional(
            "notify", Named<LabMonitorReceiver>.self,
            "The receivers by name; one without a destination is read by the lab, and by a drill's delivered.")
        let silences = fields.optional(
            "silences", [LabMonitorSilence].self, "Times in which nobody is told of some alerts.")
        guard let rules else { return nil }
        rulesFile = rules
        self.silences = (silences ?? []).map(\.silence)
        receivers = (notify?.entries ?? []).map { entry in
            var receiver = entry.value
            receiver.name = entry.name
            receiver.place = entry.place
            return receiver
        }
        for receiver in receivers where !Self.isName(receiver.name) {
            fields.report(
                "alerts/bad-receiver", "a receiver's name has letters, digits, - and _ alone", at: receiver.place)
        }
    }

    /// Reads the rules; what is wrong with them makes the scenario invalid.
    package mutating func load(_ loading: Loading) {
        let file = loading.decode(LabMonitorRules.self, fromFile: rulesFile)
        rules = file?.rules
        for index in receivers.indices { receivers[index].mail?.access.load(loading) }
        let names = receivers.map(\.name)
        for receiver in file?.receivers ?? [] where !names.contains(receiver.value) {
            loading.report(
                "alerts/unknown-receiver", "lab.monitor notifies no \(receiver.value)", label: "unknown receiver",
                at: receiver.place, remedy: Nearest.remedy(for: receiver.value, among: names))
        }
    }

    /// Receivers beyond loopback need leave to notify.
    package var needs: [Need] {
        receivers.flatMap(\.needs)
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
