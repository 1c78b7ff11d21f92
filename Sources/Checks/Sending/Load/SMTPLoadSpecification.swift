import Findings
package import MailMessage
import MailTransport
package import Scenarios

/// What is written below `smtp_load`.
package struct SMTPLoadSpecification: ScenarioMapping {
    /// The server that the mail is handed to.
    package var via: Deferred<String>
    /// How often a message arrives, whatever the server does.
    package var rate: Located<MessageRate>
    /// For how long.
    package var duration: Located<Duration>
    /// How many connections may be open.
    package var connections: Int
    /// Who it is from.
    package var from: Mailbox
    /// Who it is to, with `$(n)` in it.
    package var to: Templated?
    /// How many octets of text a message has.
    package var size: Int
    /// How many messages the server must take; all by default.
    package var accepted: Located<CountBound>?
    /// How long it may take.
    package var latency: SeedLatencySpecification?
    /// How the server is talked to.
    package var access: SMTPAccess

    /// How many connections are used where nothing is said.
    package static let standardConnections = 10
    /// How many connections may be asked for: each is a thread.
    package static let mostConnections = 1000
    /// How many messages may be sent: at their size what a spool of a staging relay holds.
    package static let mostMessages = 1_000_000
    /// The octets of text where nothing is said, of a small newsletter.
    package static let standardSize = 10 << 10
    /// The octets of text that may be asked for: what large providers take at most (SIZE of Gmail and Outlook.com, 2026).
    package static let largestSize = 35 << 20

    package init?(_ fields: inout Fields) {
        let via = fields.required(
            "via", Deferred<String>.self, "The SMTP server, smtp:// or smtps://; $(lab.smtp.NAME.url) for the lab.")
        let rate = fields.required(
            "rate", Located<MessageRate>.self, "How often a message is handed over, whatever the server does: 200/s.")
        let duration = fields.required("duration", Located<Duration>.self, "For how long: 30s.")
        let connections = fields.optional(
            "connections", Located<Int>.self, "How many connections may be open at once; 10 by default.")
        let from = fields.optional(
            "from", MailboxText.self, "The author and return path; load@sender.example by default.")
        to = fields.optional(
            "to", Templated.self, locals: ["n"],
            "The recipient; $(n) is the number of the message. load-$(n)@recipient.example by default.")
        let size = fields.optional("size", Located<ByteSize>.self, "The size of the text; 10KiB by default.")
        accepted = fields.optional(
            "accepted", Located<CountBound>.self, "How many messages the server must take, 100% by default.")
        latency = fields.optional(
            "latency", SeedLatencySpecification.self,
            "How long a message may take, from the moment that it was due to the last reply.")
        access = SMTPAccess(&fields)
        guard let via, let rate, let duration else { return nil }
        self.via = via
        self.rate = rate
        self.duration = duration
        self.connections = connections?.value ?? Self.standardConnections
        self.size = size?.value.bytes ?? Self.standardSize
        guard let standard = Mailbox("load@sender.example") else { return nil }
        self.from = from?.mailbox ?? standard
        if let connections, !(1...Self.mostConnections).contains(connections.value) {
            fields.report(
                "scenario/bad-value", "expected 1 to \(Self.mostConnections) connections, found \(connections.value)",
                at: connections.place)
        }
        if let size, size.value.bytes > Self.largestSize {
            fields.report(
                "scenario/bad-value", "no large provider takes so much", label: "at most \(Self.largestSize >> 20)MiB",
                at: size.place)
        }
        check(fields)
    }

    private func check(_ fields: Fields) {
        if let url = via.known, SMTPEndpoint(url: url) == nil {
            fields.report(
                "scenario/bad-value", "\(url) is no URL of an SMTP server", label: "expected an SMTP URL",
                at: via.place, remedy: "write smtp://HOST:PORT or smtps://HOST:PORT")
        } else {
            access.check(with: via.known.flatMap { SMTPEndpoint(url: $0) }, fields)
        }
        if !(1...Self.mostMessages).contains(count) {
            fields.report(
                "scenario/bad-value",
                "\(rate.value.scalarText) for \(duration.value.scalarText) makes \(count) messages",
                label: count < 1 ? "not one message" : "at most \(Self.mostMessages)", at: duration.place)
        }
        guard let to, to.text.names.allSatisfy({ $0 == "n" }) else { return }
        let first = to.filled(["n": "1"])
        if (try? Address(first)) == nil {
            fields.report(
                "scenario/bad-value", "expected an address, found \(first)", label: "expected an address",
                at: to.place, remedy: "write user$(n)@example.com")
        }
    }

    /// How many messages that is.
    package var count: Int {
        let number = rate.value.perSecond * (duration.value / .seconds(1))
        // A limit is judged by what it is compared with, not by what overflows.
        return number < Double(Self.mostMessages) * 2 ? Int(number.rounded()) : Self.mostMessages * 2
    }

    /// When the message of that number, from 0, is due after the first.
    package func due(_ number: Int) -> Duration {
        .seconds(Double(number) / rate.value.perSecond)
    }

    /// The address of the recipient of that number.
    func recipient(_ number: Int, _ references: RuntimeReferences) throws -> Address {
        guard let to else { return try Address("load-\(number)@recipient.example") }
        return try Address(to.filled(["n": String(number)], with: references))
    }

    /// The domain of all its recipients, in lower case; nil where it is not written out.
    package var recipientDomain: String? {
        guard let to else { return "recipient.example" }
        return to.recipientDomain
    }

    /// Where it is said who they are.
    var recipientPlace: Place { to?.place ?? via.place }

    /// Reads the files that it names.
    mutating func load(_ loading: Loading) {
        access.load(loading)
    }
}
