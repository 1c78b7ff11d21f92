import DNS
import FaultLab
import Findings
import Scenarios

/// `dns: { name: …, type: …, answer: …, delay: …, ttl: … }`.
struct DrillDNSFault: ScenarioMapping {
    /// What is answered, to which question, and when.
    var fault: DNSFault

    init?(_ fields: inout Fields) {
        let name = fields.required("name", DomainName.self, "The name that is asked for.")
        let type = fields.required("type", Located<RecordType>.self, "The type that is asked for, such as TXT.")
        let answer = fields.optional(
            "answer", Located<String>.self,
            "nxdomain, nodata, servfail, refused, timeout, truncated, wrong-id, flipped, or the data of a record that "
                + "replaces those there are; what is true by default.")
        let delay = fields.optional("delay", Duration.self, "How long the answer is held back.")
        let ttl = fields.optional("ttl", Duration.self, "For how long the records of the answer claim to be good.")
        let cadence = DrillCadence(&fields, isSMTP: false)
        let given: [(key: String, isRead: Bool)] = [
            ("answer", answer != nil), ("delay", delay != nil), ("ttl", ttl != nil),
        ]
        guard let place = fields.place, let name, let type, let cadence,
            given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil })
        else { return nil }
        guard !type.value.isMeta else {
            fields.report(
                "drill/impossible-fault", "no record is of type \(type.value)", at: type.place,
                remedy: "write the type of a record, such as TXT")
            return nil
        }
        let reply = answer.map { (answer: $0, reply: Self.reply($0.value, type.value)) }
        if let reply, reply.reply == nil {
            let answer = reply.answer
            fields.report(
                "drill/impossible-fault", "\(answer.value) is no data of type \(type.value)",
                label: "expected data of \(type.value)", at: answer.place,
                remedy: Nearest.word(to: answer.value, among: DNSFault.Reply.allWords).map { "did you mean '\($0)'?" }
                    ?? "write one of \(DNSFault.Reply.allWords.joined(separator: ", ")), or data as in a zone file")
            return nil
        }
        fault = DNSFault(
            name, type.value, answer: reply?.reply, delay: delay, timeToLive: ttl.map(Self.seconds),
            cadence: cadence.value)
        do throws(InvalidFault) {
            try fault.check()
        } catch {
            fields.report(
                "drill/impossible-fault", error.message, at: fields.valuePlace(error.field.rawValue) ?? place,
                remedy: error.remedy)
            return nil
        }
    }

    private static func reply(_ text: String, _ type: RecordType) -> DNSFault.Reply? {
        try? DNSFault.Reply(text: text, type: type)
    }

    /// A TTL has whole seconds.
    private static func seconds(_ duration: Duration) -> UInt32 {
        UInt32(clamping: duration.components.seconds)
    }
}
