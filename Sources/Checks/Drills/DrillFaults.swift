import DNS
package import FaultLab
package import Findings
package import Scenarios

/// One entry of a drill's `faults`: exactly one kind of fault.
package struct DrillFault: ScenarioMapping {
    /// Where it is written.
    package var place: Place
    /// What it breaks.
    package var kind: Kind

    /// The kinds of this version.
    package enum Kind: Sendable {
        /// A server of the lab refuses.
        case smtp(SMTPFault, server: Located<String>?)
        /// The lab's DNS answers otherwise.
        case dns(DNSFault)
    }

    package init?(_ fields: inout Fields) {
        let smtp = fields.optional("smtp", SMTPPart.self, "An SMTP server of the lab refuses what it would have taken.")
        let dns = fields.optional("dns", DNSPart.self, "The lab's DNS answers otherwise than its zones do.")
        fields.notInThisVersion("tls", "A listener's certificate or version.")
        fields.notInThisVersion("network", "Latency, bandwidth or reset on a proxied port.")
        fields.notInThisVersion("command", "Armed and disarmed by a program of the user's.")
        guard let place = fields.place else { return nil }
        self.place = place
        let given = ["smtp", "dns", "tls", "network", "command"].compactMap { fields.keyPlace($0) }
        guard given.count == 1 else {
            fields.report(
                "drill/one-fault", "an entry of faults is one fault: smtp or dns", at: given.last ?? place,
                remedy: given.isEmpty ? "add one" : "make each an entry of its own")
            return nil
        }
        if let smtp {
            kind = .smtp(smtp.fault, server: smtp.server)
        } else if let dns {
            kind = .dns(dns.fault)
        } else {
            return nil
        }
    }

    /// In a few words, for the timeline.
    package var description: String {
        switch kind {
        case .smtp(let fault, _): fault.description
        case .dns(let fault): fault.description
        }
    }
}

/// The moments at which an SMTP fault may speak, with those that are known and not built.
private enum Stage: ScenarioScalar {
    case known(SMTPStage)

    static var schema: JSONSchema { .words(suggestions) }
    static var suggestions: [String] { SMTPStage.allCases.map(\.rawValue) }
    static var expectation: String { "one of \(suggestions.joined(separator: ", "))" }

    static func remedy(forText text: String) -> String? {
        text == "starttls" || text == "auth" ? "\(text) is known, but not in this version" : nil
    }

    init?(scalarText: String) {
        guard let stage = SMTPStage(rawValue: scalarText) else { return nil }
        self = .known(stage)
    }

    var stage: SMTPStage {
        switch self {
        case .known(let stage): stage
        }
    }

    var scalarText: String { stage.rawValue }
}

/// `smtp: { server: mx, at: rcpt, when: …, reply: … }`.
private struct SMTPPart: ScenarioMapping {
    var fault: SMTPFault
    var server: Located<String>?

    init?(_ fields: inout Fields) {
        let server = fields.optional(
            "server", Located<String>.self, "The server of lab.smtp that refuses; every one by default.")
        let stage = fields.required(
            "at", Located<Stage>.self, "Where in the dialogue: connect, ehlo, mail, rcpt, data or message.")
        let when = fields.optional("when", Target.self, "Whom it refuses; everybody by default.")
        let reply = fields.required(
            "reply", Located<String>.self, "What it says: code, enhanced status code and text.")
        let cadence = Cadence(&fields)
        fields.notInThisVersion("delay", "How long it waits before it answers.")
        fields.notInThisVersion("drop_after", "After how many bytes it closes the connection.")
        fields.notInThisVersion("close", "Whether it closes the connection.")
        fields.notInThisVersion("throttle", "How many bytes a second it takes.")
        fields.notInThisVersion("per", "How many it lets pass in a window of time.")
        fields.notInThisVersion("for", "For how long it is armed.")
        let isWhenBroken = when == nil && fields.keyPlace("when") != nil
        guard let stage, let reply, let cadence, !isWhenBroken else { return nil }
        self.server = server
        do throws(InvalidFault) {
            fault = try SMTPFault(
                server: server?.value, at: stage.value.stage, when: when?.target ?? SMTPFault.Target(),
                reply: reply.value, cadence: cadence.value)
        } catch {
            let place = error.field == .reply ? reply.place : fields.valuePlace(error.field.rawValue) ?? stage.place
            fields.report("drill/impossible-fault", error.message, at: place, remedy: error.remedy)
            return nil
        }
    }
}

/// `when`: whom an SMTP fault is for.
private struct Target: ScenarioMapping {
    var target: SMTPFault.Target

    init?(_ fields: inout Fields) {
        let domains = fields.optional(
            "recipient_domain", OneOrMany<DomainName>.self, "The domains of recipients that are refused.")
        let recipients = fields.optional(
            "recipient", OneOrMany<AddressText>.self, "The recipients that are refused.")
        let senders = fields.optional("sender", OneOrMany<AddressText>.self, "The senders that are refused.")
        let clients = fields.optional(
            "client_address", OneOrMany<IPAddress>.self, "The addresses of clients that are refused.")
        fields.notInThisVersion("header", "What a header field of the message must say.")
        guard fields.place != nil else { return nil }
        let isBroken =
            domains == nil && fields.keyPlace("recipient_domain") != nil
            || recipients == nil && fields.keyPlace("recipient") != nil
            || senders == nil && fields.keyPlace("sender") != nil
            || clients == nil && fields.keyPlace("client_address") != nil
        guard !isBroken else { return nil }
        target = SMTPFault.Target(
            recipientDomains: (domains?.values ?? []).map(\.description),
            recipients: (recipients?.values ?? []).map(\.address), senders: (senders?.values ?? []).map(\.address),
            clients: clients?.values ?? [])
    }
}

/// `chance`, `first` and `every`: which of the attempts that match are struck.
private struct Cadence {
    var value: FaultCadence

    init?(_ fields: inout Fields) {
        let chance = fields.optional("chance", Percent.self, "The share of attempts that it strikes; 100% by default.")
        let first = fields.optional("first", Located<Int>.self, "It strikes so many times and no more.")
        let every = fields.optional("every", Located<Int>.self, "It strikes each so-manieth attempt.")
        for count in [first, every].compactMap(\.self) where count.value < 1 {
            fields.report("scenario/bad-value", "expected at least 1, found \(count.value)", at: count.place)
            return nil
        }
        value = FaultCadence(chance: chance?.fraction ?? 1, first: first?.value, every: every?.value)
    }
}

/// `dns: { name: …, type: …, answer: … }`.
private struct DNSPart: ScenarioMapping {
    var fault: DNSFault

    init?(_ fields: inout Fields) {
        let name = fields.required("name", DomainName.self, "The name that is asked for.")
        let type = fields.required("type", Located<RecordType>.self, "The type that is asked for, such as TXT.")
        let answer = fields.required(
            "answer", Located<String>.self,
            "nxdomain, nodata, servfail, refused, timeout, or the data of a record that replaces those there are.")
        let cadence = Cadence(&fields)
        guard let name, let type, let answer, let cadence else { return nil }
        guard !type.value.isMeta else {
            fields.report(
                "drill/impossible-fault", "no record is of type \(type.value)", at: type.place,
                remedy: "write the type of a record, such as TXT")
            return nil
        }
        guard let reply = Self.reply(answer.value, type.value) else {
            fields.report(
                "drill/impossible-fault", "\(answer.value) is no data of type \(type.value)",
                label: "expected data of \(type.value)", at: answer.place,
                remedy: Nearest.word(to: answer.value, among: Self.words).map { "did you mean '\($0)'?" }
                    ?? "write one of \(Self.words.joined(separator: ", ")), or data as in a zone file")
            return nil
        }
        fault = DNSFault(name, type.value, answer: reply, cadence: cadence.value)
    }

    private static let words = ["nxdomain", "nodata", "servfail", "refused", "timeout"]

    private static func reply(_ text: String, _ type: RecordType) -> DNSFault.Reply? {
        switch text {
        case "nxdomain": .nameError
        case "nodata": .noData
        case "servfail": .serverFailure
        case "refused": .refused
        case "timeout": .timeout
        default: RecordData(type, text: text).map { .records([$0]) }
        }
    }
}
