import MailTransport

/// What one line of Postfix's log tells of a mail that it sends.
///
///     5F3A61C05E: to=<ana@slow.example>, relay=…, delay=1.2, delays=…, dsn=4.7.1, status=deferred (host … said: 451 …)
///
/// Source: Postfix, `src/global/log_adhoc.c` and `src/qmgr/qmgr_active.c`.
enum PostfixRecord: Sendable, Hashable {
    /// A try to deliver to one recipient, or the queue manager's word that there was none.
    case delivery(Delivery)
    /// A mail has come into the active queue.
    case queued(id: String)
    /// A mail was given up; its sender is told.
    case expired(id: String)
    /// A mail has left the queue.
    case removed(id: String)

    /// A try to deliver.
    struct Delivery: Sendable, Hashable {
        /// The name of the queue file.
        var id: String
        /// The address, as far as the line has it.
        var recipient: String
        /// Where it was tried; `none` where nobody was asked.
        var relay: String
        /// How long the mail has been here, in seconds.
        var delay: Double
        /// `dsn=`.
        var status: EnhancedStatusCode?
        /// What became of it.
        var outcome: Outcome
        /// What stands in parentheses.
        var text: String

        /// What is behind the last `@`, in lower case; empty where there is none.
        var domain: String {
            guard let at = recipient.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "" }
            return recipient[recipient.utf8.index(after: at)...].lowercased()
        }
    }

    /// What became of a try.
    enum Outcome: String, Sendable, Hashable {
        case sent
        case deferred
        case bounced
    }

    /// Why a line that should be one of these is none, in a few words.
    struct Problem: Error, Sendable, Hashable {
        var reason: String
    }

    /// The programs that deliver, or say that nobody did.
    private static let agents: Set<String> = [
        "smtp", "lmtp", "error", "retry", "local", "virtual", "pipe", "discard", "relay",
    ]
    private static let managers: Set<String> = ["qmgr", "oqmgr", "nqmgr"]
    /// The names of queue files are hexadecimal, or with `enable_long_queue_ids` of letters and digits; none is longer.
    private static let longestID = 40

    /// What a line tells; nil where it is about something else.
    ///
    /// - Parameters:
    ///   - program: `postfix/smtp`, or with a name of the user's own, `out/relay/smtp`.
    init?(program: String, message: String) throws(Problem) {
        guard let slash = program.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let daemon = String(program[program.utf8.index(after: slash)...])
        let isAgent = Self.agents.contains(daemon)
        guard isAgent || Self.managers.contains(daemon), let colon = message.firstRange(of: ": ") else { return nil }
        let id = message[..<colon.lowerBound]
        guard (5...Self.longestID).contains(id.utf8.count), id.utf8.allSatisfy(\.isLetterOrDigit), id != "NOQUEUE"
        else {
            return nil
        }
        let rest = message[colon.upperBound...]
        if isAgent {
            guard rest.hasPrefix("to=<") else { return nil }
            guard let delivery = try Self.delivery(String(id), rest) else { return nil }
            self = .delivery(delivery)
        } else if rest == "removed" {
            self = .removed(id: String(id))
        } else if rest.hasPrefix("from=<") {
            // A sender's address can hold anything: what we say is looked for at the end of the line.
            if rest.hasSuffix(", status=expired, returned to sender")
                || rest.hasSuffix(", status=force-expired, returned to sender")
            {
                self = .expired(id: String(id))
            } else if rest.hasSuffix(" (queue active)") {
                self = .queued(id: String(id))
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    private static func delivery(_ id: String, _ rest: Substring) throws(Problem) -> Delivery? {
        let begin = rest.utf8.index(rest.startIndex, offsetBy: 4)
        // The recipient can hold anything too, in quotes; what follows is Postfix's own, up to the server's words.
        guard let end = rest[begin...].firstRange(of: ">, ") else {
            throw Problem(reason: "a recipient without an end")
        }
        var delivery = Delivery(
            id: id, recipient: String(rest[begin..<end.lowerBound]), relay: "", delay: -1, outcome: .sent, text: "")
        var fields = rest[end.upperBound...]
        while let equals = fields.firstRange(of: "=") {
            let name = fields[..<equals.lowerBound]
            let value = fields[equals.upperBound...]
            if name == "status" {
                let word = value.prefix { $0 != " " }
                // Probes of addresses (`deliverable`) say nothing of a mail.
                guard let outcome = Outcome(rawValue: String(word)) else { return nil }
                delivery.outcome = outcome
                var text = value[word.endIndex...]
                if text.hasPrefix(" (") { text = text.dropFirst(2) }
                if text.hasSuffix(")") { text = text.dropLast() }
                delivery.text = String(text)
                guard delivery.delay >= 0 else { throw Problem(reason: "a delivery without its delay") }
                return delivery
            }
            let end = value.firstRange(of: value.hasPrefix("<") ? ">, " : ", ")
            let content = value[..<(end?.lowerBound ?? value.endIndex)]
            switch name {
            case "relay": delivery.relay = String(content)
            case "delay":
                guard let delay = Double(content), delay.isFinite, delay >= 0, delay < 1e9 else {
                    throw Problem(reason: "a delay that is none")
                }
                delivery.delay = delay
            case "dsn": delivery.status = EnhancedStatusCode(content)
            default: break
            }
            guard let end else { break }
            fields = value[end.upperBound...]
        }
        throw Problem(reason: "a delivery without its status")
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter or digit.
    fileprivate var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
