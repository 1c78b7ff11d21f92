import Findings
import MailMessage
import MailTransport
package import Scenarios

/// What is written below `seed_send`.
package struct SeedSendSpecification: ScenarioMapping {
    /// The server that the mail is handed to; nil for the mail exchangers of each recipient's domain.
    package var via: Deferred<String>?
    /// The author.
    package var from: MailboxText
    /// The return path; nil for the author's address.
    package var envelopeFrom: ReturnPathText?
    /// What is sent.
    package var message: SeedMessageSpecification
    /// Whose signature it carries; nil where the relay signs.
    package var signature: MessageSignature?
    /// The file that lists the seeds.
    package var seedsFile: FilePath
    /// How many messages are sent a second at most; nil for the usual courtesy.
    package var rate: MessageRate?
    /// How many messages the server must take.
    package var accepted: Located<CountBound>?
    /// How long it may take to hand one over.
    package var latency: SeedLatencySpecification?
    /// Where the messages must arrive; nil where nobody looks.
    package var placement: SeedPlacementSpecification?
    /// How the server is talked to.
    package var access: SMTPAccess
    /// The seeds of a row; empty before rows are made.
    package var seeds: [Seed] = []
    /// What asking DNS for exchangers needs leave for.
    var needsOfDNS: [Need] = []

    /// How fast is sent to a server beyond loopback where nothing is said.
    ///
    /// Our choice: a list of the largest size is through in a minute, and no provider takes it for a flood.
    package static let courteousRate = MessageRate(perSecond: 20)

    /// The rate that holds for a relay, or for exchangers; nil for any.
    func rate(to relay: SMTPEndpoint?) -> MessageRate? {
        rate ?? (relay?.isLoopback == true ? nil : Self.courteousRate)
    }

    package init?(_ fields: inout Fields) {
        via = fields.optional(
            "via", Deferred<String>.self,
            "The SMTP server, smtp:// or smtps://; $(lab.smtp.NAME.url) for the lab. Without it, the mail exchangers that DNS names for each recipient."
        )
        let from = fields.required("from", MailboxText.self, "The author: Example <news@example.com>.")
        envelopeFrom = fields.optional(
            "envelope_from", ReturnPathText.self, "The return path; the author's address by default.")
        let message = fields.required("message", SeedMessageSpecification.self, "What is sent.")
        signature = fields.optional(
            "sign", MessageSignature.self, "The DKIM key to sign with, only where the relay does not sign.")
        let seeds = fields.required("seeds", FilePath.self, "The file that lists the seeds.")
        rate = fields.optional(
            "rate", MessageRate.self, "How many messages are sent a second at most; beyond loopback 20/s by default.")
        accepted = fields.optional(
            "accepted", Located<CountBound>.self, "How many messages the server must take, 100% by default.")
        latency = fields.optional(
            "latency", SeedLatencySpecification.self, "How long the server may take for one message.")
        placement = fields.optional(
            "placement", SeedPlacementSpecification.self, "Where the messages must arrive; not looked for by default.")
        access = SMTPAccess(&fields)
        guard let from, let message, let seeds else { return nil }
        self.from = from
        self.message = message
        seedsFile = seeds
        if let via { check(via, fields) }
    }

    /// Where it is said who the mail is handed to.
    var serverPlace: Place { via?.place ?? seedsFile.place }

    /// The server must be known when permissions are judged, or be the lab.
    private func check(_ via: Deferred<String>, _ fields: Fields) {
        if let url = via.known {
            if let endpoint = SMTPEndpoint(url: url) { return access.check(with: endpoint, fields) }
            fields.report(
                "scenario/bad-value", "\(url) is no URL of an SMTP server", label: "expected an SMTP URL",
                at: via.place, remedy: "write smtp://HOST:PORT or smtps://HOST:PORT")
        } else if let name = via.pending?.names.first(where: { !$0.hasPrefix("lab.") }) {
            fields.report(
                "scenario/bad-reference", "via must not depend on $(\(name))",
                label: "the host must be known before the run", at: via.place,
                remedy: "write the host itself, or use $(lab.smtp.NAME.url)")
        } else {
            access.check(with: nil, fields)
        }
    }

    /// Reads the files that it names; what is wrong with them makes the scenario invalid.
    mutating func load(_ loading: Loading) {
        message.load(loading)
        signature?.load(loading)
        access.load(loading)
        seeds = SeedFile.seeds(seedsFile, lookedFor: placement, loading: loading)
        if via == nil { needsOfDNS = loading.needsOfAbsentDNS(at: seedsFile.place) }
    }
}

/// `latency: { p95: { max: 2s } }`: from the beginning of a message's dialogue to its last reply, the connection
/// counted where one was made for it.
package struct SeedLatencySpecification: ScenarioMapping {
    /// The percentiles with their bounds, lowest first.
    package var percentiles: [(percent: Double, name: String, bound: Located<Bound<Duration>>)]

    package init?(_ fields: inout Fields) {
        percentiles = []
        let names: [(Double, String, String)] = [
            (50, "p50", "The median."), (90, "p90", "What nine of ten stay within."),
            (95, "p95", "What nineteen of twenty stay within."), (99, "p99", "What 99 of 100 stay within."),
            (100, "max", "The longest."),
        ]
        for (percent, name, documentation) in names {
            let bound = fields.optional(name, Located<Bound<Duration>>.self, documentation)
            if let bound { percentiles.append((percent, name, bound)) }
        }
    }
}

/// `placement`: where the messages must arrive, and when.
package struct SeedPlacementSpecification: ScenarioMapping {
    /// How long is looked for, counted from the last message that was sent.
    package var within: Duration
    /// Whether each provider is judged by itself.
    package var each: Each
    /// How many must be in the inbox.
    package var inbox: Located<CountBound>?
    /// How many may be in the junk folder.
    package var junk: Located<CountBound>?
    /// How many may be nowhere.
    package var missing: Located<CountBound>?
    /// What the receivers must have found out about the sender.
    package var authentication: SeedAuthenticationSpecification?

    /// What is judged together.
    package enum Each: String, ScenarioWord {
        /// All seeds.
        case all
        /// The seeds of each provider, one row for each.
        case provider
    }

    /// How long is looked for by default.
    ///
    /// Our choice: mail between large providers takes seconds, greylisting minutes.
    package static let standardWithin: Duration = .seconds(60)

    package init?(_ fields: inout Fields) {
        within =
            fields.optional(
                "within", Duration.self, "How long the messages are looked for; 1m by default.") ?? Self.standardWithin
        each =
            fields.optional("each", Each.self, "Whether each provider is judged by itself; all is the default.") ?? .all
        inbox = fields.optional("inbox", Located<CountBound>.self, "How many must be in the inbox.")
        junk = fields.optional("junk", Located<CountBound>.self, "How many may be in the junk folder.")
        missing = fields.optional(
            "missing", Located<CountBound>.self, "How many may be in neither when the time is over.")
        authentication = fields.optional(
            "authentication", SeedAuthenticationSpecification.self,
            "The results that each receiver wrote into its own Authentication-Results.")
        let keys = ["inbox", "junk", "missing", "authentication"]
        if let place = fields.place, keys.allSatisfy({ fields.keyPlace($0) == nil }) {
            fields.report(
                "seed/no-bound", "nothing is expected of where the mail arrives", label: "no bound", at: place,
                remedy: "add inbox: 100%, or one of \(keys.dropFirst().joined(separator: ", "))")
        }
    }
}

/// `authentication: { spf: pass, dkim: pass, dmarc: pass }`.
package struct SeedAuthenticationSpecification: ScenarioMapping {
    /// The methods with the results that are fine, in the order of the manual.
    package var methods: [(name: String, expected: Located<Words<AuthenticationWord>>)]

    package init?(_ fields: inout Fields) {
        methods = []
        for name in ["spf", "dkim", "dmarc"] {
            let expected = fields.optional(
                name, Located<Words<AuthenticationWord>>.self, "The results of \(name.uppercased()) that are fine.")
            if let expected { methods.append((name, expected)) }
        }
    }
}

/// The words of RFC 8601 §2.7.1 to §2.7.2 and RFC 7489 §11.2 for what a method found.
package enum AuthenticationWord: String, ScenarioWord {
    /// Nothing to check was found.
    case none
    /// The sender is who it says.
    case pass
    /// It is not.
    case fail
    /// Probably not.
    case softfail
    /// The domain does not say.
    case neutral
    /// The receiver does not accept it for reasons of its own.
    case policy
    /// The receiver could not find out this time.
    case temperror
    /// What the domain publishes cannot be used.
    case permerror
}
