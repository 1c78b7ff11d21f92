import FaultLab
import Findings
import Scenarios

/// `network: { proxy: relay, latency: 200ms, bandwidth: 10KiB/s }`.
struct DrillNetworkFault: ScenarioMapping {
    /// What it does, and to whom.
    var fault: NetworkFault
    /// The proxy of the lab that it is for.
    var proxy: Located<String>

    init?(_ fields: inout Fields) {
        let proxy = fields.required("proxy", Located<String>.self, "The proxy of lab.proxies that it breaks.")
        let latency = fields.optional("latency", Duration.self, "How much later everything arrives, each way.")
        let bandwidth = fields.optional(
            "bandwidth", ByteRate.self, "How much arrives in a second, each way, such as 10KiB/s.")
        let reset = fields.optional(
            "reset", DrillReset.self, "true resets the connection at once; { after: 10KiB } after so many octets.")
        let blackhole = fields.optional(
            "blackhole", Bool.self, "Whether nothing arrives while it lasts, and nobody is told.")
        let cadence = DrillCadence(&fields, isSMTP: false)
        guard let place = fields.place, let proxy, let cadence else { return nil }
        let given: [(key: String, isRead: Bool)] = [
            ("latency", latency != nil), ("bandwidth", bandwidth != nil), ("reset", reset != nil),
            ("blackhole", blackhole != nil),
        ]
        guard given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil }) else { return nil }
        self.proxy = proxy
        do throws(InvalidFault) {
            fault = try NetworkFault(
                proxy: proxy.value,
                effect: .init(
                    latency: latency, bandwidth: bandwidth?.bytesPerSecond, resetAfter: reset?.octets,
                    isBlackhole: blackhole ?? false),
                cadence: cadence.value)
        } catch {
            fields.report(
                "drill/impossible-fault", error.message, at: fields.valuePlace(error.field.rawValue) ?? place,
                remedy: error.remedy)
            return nil
        }
    }
}

/// `true`, or `{ after: 10KiB }`.
private struct DrillReset: ScenarioDecodable {
    /// After how many octets; nil for never.
    var octets: Int?

    static var schema: JSONSchema { .anyOf([.boolean, DrillResetAfter.schema]) }

    static func decode(_ node: Node, in decoding: Decoding) -> DrillReset? {
        guard let node = decoding.resolved(node) else { return nil }
        if case .mapping = node.content {
            return DrillResetAfter.decode(node, in: decoding).map { DrillReset(octets: $0.octets) }
        }
        return Bool.decode(node, in: decoding).map { DrillReset(octets: $0 ? 0 : nil) }
    }

    private struct DrillResetAfter: ScenarioMapping {
        var octets: Int

        init?(_ fields: inout Fields) {
            let after = fields.required("after", ByteSize.self, "After how many octets, both ways together.")
            guard let after else { return nil }
            octets = after.bytes
        }
    }
}
