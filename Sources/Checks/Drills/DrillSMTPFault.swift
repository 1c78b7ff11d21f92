import DNS
import FaultLab
import Findings
import Scenarios

/// `smtp: { server: mx, at: rcpt, when: …, reply: … }`.
struct DrillSMTPFault: ScenarioMapping {
    /// What it does, where and to whom.
    var fault: SMTPFault
    /// The server of the lab that it is for.
    var server: Located<String>?

    init?(_ fields: inout Fields) {
        let server = fields.optional(
            "server", Located<String>.self, "The server of lab.smtp that it breaks; every one by default.")
        let behaviour = fields.optional(
            "behaviour", DrillBehaviour.self, "A ready fault, such as gmail-like-rate-limit; says what and where.")
        let stage = fields.optional(
            "at", Located<DrillStage>.self,
            "Where in the dialogue: connect, ehlo, starttls, auth, mail, rcpt, data or message.")
        let when = fields.optional("when", DrillTarget.self, "Whom it is for; everybody by default.")
        let effect = DrillEffect(&fields)
        let cadence = DrillCadence(&fields, isSMTP: true)
        let given: [(key: String, isRead: Bool)] = [
            ("server", server != nil), ("behaviour", behaviour != nil), ("at", stage != nil), ("when", when != nil),
        ]
        guard let place = fields.place, let effect, let cadence,
            given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil })
        else { return nil }
        self.server = server
        let target = when?.target ?? SMTPFault.Target()
        do throws(InvalidFault) {
            if let behaviour {
                guard Self.standsAlone(fields) else { return nil }
                let isRated = DrillCadence.keys.contains { fields.keyPlace($0) != nil }
                fault = try SMTPFault(
                    behaviour.behaviour, server: server?.value, when: target, cadence: isRated ? cadence.value : nil)
            } else if let stage {
                fault = try SMTPFault(
                    server: server?.value, at: stage.value.stage, when: target, effect: effect.value,
                    cadence: cadence.value)
            } else {
                fields.report(
                    "scenario/missing-key", "the key at is missing", label: "at is missing here", at: place,
                    remedy:
                        "add at: \(DrillStage.suggestions.dropLast().joined(separator: ", ")) or message, or a behaviour"
                )
                return nil
            }
        } catch {
            let key = error.field.rawValue
            fields.report(
                "drill/impossible-fault", error.message, at: fields.valuePlace(key) ?? place, remedy: error.remedy)
            return nil
        }
    }

    /// Whether nothing is said beside a behaviour that it says itself.
    private static func standsAlone(_ fields: Fields) -> Bool {
        for key in ["at"] + DrillEffect.keys {
            guard let keyPlace = fields.keyPlace(key) else { continue }
            fields.report(
                "drill/impossible-fault", "a behaviour says by itself what happens, and where", at: keyPlace,
                remedy: "remove \(key), or write the fault without behaviour")
            return false
        }
        return true
    }
}

/// The ready faults.
private struct DrillBehaviour: ScenarioScalar {
    var behaviour: ProviderBehaviour

    static var schema: JSONSchema { .words(suggestions) }
    static var suggestions: [String] { ProviderBehaviour.allCases.map(\.rawValue) }
    static var expectation: String { "one of \(suggestions.joined(separator: ", "))" }

    init?(scalarText: String) {
        guard let behaviour = ProviderBehaviour(rawValue: scalarText) else { return nil }
        self.behaviour = behaviour
    }

    var scalarText: String { behaviour.rawValue }
}

/// The moments at which an SMTP fault may strike.
struct DrillStage: ScenarioScalar {
    var stage: SMTPStage

    static var schema: JSONSchema { .words(suggestions) }
    static var suggestions: [String] { SMTPStage.allCases.map(\.rawValue) }
    static var expectation: String { "one of \(suggestions.joined(separator: ", "))" }

    init?(scalarText: String) {
        guard let stage = SMTPStage(rawValue: scalarText) else { return nil }
        self.stage = stage
    }

    var scalarText: String { stage.rawValue }
}

/// `when`: whom an SMTP fault is for.
struct DrillTarget: ScenarioMapping {
    /// Whom it is for.
    var target: SMTPFault.Target

    init?(_ fields: inout Fields) {
        let domains = fields.optional(
            "recipient_domain", OneOrMany<DomainName>.self, "The domains of recipients that are refused.")
        let recipients = fields.optional(
            "recipient", OneOrMany<AddressText>.self, "The recipients that are refused.")
        let senders = fields.optional("sender", OneOrMany<AddressText>.self, "The senders that are refused.")
        let clients = fields.optional(
            "client_address", OneOrMany<ClientNetwork>.self, "The addresses or networks of clients that are refused.")
        let header = fields.optional(
            "header", Named<Located<String>>.self, "What header fields must say; * is any text; at: message.")
        let size = fields.optional("size", Bound<ByteSize>.self, "How long the message must be; at: message.")
        guard let place = fields.place else { return nil }
        let given: [(key: String, isRead: Bool)] = [
            ("recipient_domain", domains != nil), ("recipient", recipients != nil), ("sender", senders != nil),
            ("client_address", clients != nil), ("header", header != nil), ("size", size != nil),
        ]
        guard given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil }) else { return nil }
        if case .oneOf? = size?.form {
            fields.report(
                "scenario/bad-value", "expected a size or a range of sizes, found a list",
                at: fields.valuePlace("size") ?? place, remedy: "write { min: …, max: … }")
            return nil
        }
        if let entry = header?.entries.first(where: { $0.value.value.hasPrefix("re:") }) {
            fields.report(
                "drill/impossible-fault", "a header field is compared with a text, not with a regular expression",
                at: entry.value.place, remedy: "write * for any text, such as spring-*")
            return nil
        }
        target = SMTPFault.Target(
            recipientDomains: (domains?.values ?? []).map(\.description),
            recipients: (recipients?.values ?? []).map(\.address), senders: (senders?.values ?? []).map(\.address),
            clients: clients?.values ?? [],
            header: (header?.entries ?? []).map { HeaderPattern(name: $0.name, text: $0.value.value) },
            size: size.map { ($0.lowerBound?.bytes ?? 0)...($0.upperBound?.bytes ?? .max) })
    }
}
