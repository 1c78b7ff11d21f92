import FaultLab
import Foundation
import Support

/// One fault of a server that Postfix sends to, and what Postfix has to make of it.
struct PostfixTrial: Sendable {
    /// The name of the server, and of the domain that it serves.
    var name: String
    var fault: SMTPFault
    /// How many mails are sent, each to a recipient of its own.
    var mails = 1
    /// What becomes of each in the end.
    var ending = Ending.sent
    /// How often the fault strikes within one try that it makes fail.
    var hitsPerTry = 1
    /// How many tries are put off; nil for as many as the fault strikes, and one at least.
    var deferrals: Int?
    /// What Postfix says of a try that failed.
    var says: String?
    /// How many copies are filed.
    var filed: Int?

    /// The last word of Postfix on a recipient.
    enum Ending: String, Sendable { case sent, bounced }

    var domain: String { "\(name).example" }

    func recipient(_ number: Int) -> String { "user\(number)@\(domain)" }

    init(
        _ name: String, at stage: SMTPStage, when target: SMTPFault.Target = .init(), _ effect: SMTPFaultEffect,
        _ cadence: FaultCadence = FaultCadence(), mails: Int = 1, ending: Ending = .sent, hitsPerTry: Int = 1,
        deferrals: Int? = nil, says: String? = nil, filed: Int? = nil
    ) throws {
        self.name = name
        fault = try SMTPFault(server: name, at: stage, when: target, effect: effect, cadence: cadence)
        self.mails = mails
        self.ending = ending
        self.hitsPerTry = hitsPerTry
        self.deferrals = deferrals
        self.says = says
        self.filed = filed
    }
}

/// A refusal.
func refusal(_ text: String) throws -> SMTPFaultEffect { SMTPFaultEffect(reply: try ServerReply(faultText: text)) }

/// What Postfix logged of its tries to deliver.
struct PostfixLog {
    private let lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n") }

    /// The tries to deliver to a recipient that ended like this; those that were put off without a try are none.
    func tries(_ recipient: String, _ status: String) -> [String] {
        lines.filter {
            $0.contains("to=<\(recipient)>") && $0.contains("status=\(status)")
                && !$0.contains("delivery temporarily suspended")
        }.map(String.init)
    }
}

/// A Postfix that sends the mail of each trial to the trial's own server.
struct SendingPostfix {
    let postfix: Postfix

    /// How long it waits for a reply.
    ///
    /// Longer than a lab on a busy machine takes, and short enough for a test.
    static let patience = "8s"

    init(_ trials: [PostfixTrial], lab: Lab) throws {
        guard let program = Program("postfix") else { throw Missing() }
        var settings = Postfix.Settings()
        settings.files["transport"] = trials.map { trial in
            let server = lab.smtp[trial.name]
            return "\(trial.domain) smtp:[127.0.0.1]:\(server?.port ?? 0)\n"
        }.joined()
        settings.parameters = [
            "transport_maps": "texthash:$FOLDER/transport", "default_transport": "error:no such domain",
            // Each try is one connection, so that it can be counted.
            "smtp_connection_cache_on_demand": "no",
            "smtp_destination_concurrency_limit": "1", "smtp_quit_timeout": "1s",
        ]
        let timeouts = [
            "connect", "helo", "mail", "rcpt", "data_init", "data_xfer", "data_done", "rset",
        ]
        for name in timeouts { settings.parameters["smtp_\(name)_timeout"] = Self.patience }
        postfix = try Postfix(program, settings)
    }

    struct Missing: Error {}

    /// Hands over the mails of the trials.
    func send(_ trials: [PostfixTrial]) async throws {
        let client = try RawConnection(port: Int(postfix.port))
        _ = try await client.replies()
        _ = try await client.exchange("EHLO c.example")
        for trial in trials {
            for number in 1...trial.mails {
                _ = try await client.exchange(
                    "MAIL FROM:<news\(number)@sender.example>", "RCPT TO:<\(trial.recipient(number))>", "DATA")
                let filling = (0..<40).map { _ in String(repeating: "x", count: 70) }.joined(separator: "\r\n")
                try await client.say(
                    "From: News <news@sender.example>", "To: <\(trial.recipient(number))>", "Subject: number \(number)",
                    "", filling, ".")
                _ = try await client.replies()
            }
        }
        try await client.say("QUIT")
    }

    /// Waits until all mails of the trials have met their end; false where that takes too long.
    func finish(_ trials: [PostfixTrial]) async -> Bool {
        for look in 1...300 {
            let log = PostfixLog(postfix.log)
            let isOver = trials.allSatisfy { trial in
                (1...trial.mails).allSatisfy { !log.tries(trial.recipient($0), trial.ending.rawValue).isEmpty }
            }
            if isOver { return true }
            // Every twenty seconds: long after a try of its own would have come.
            if look.isMultiple(of: 40) { await postfix.flush() }
            try? await Task.sleep(for: .milliseconds(500))
        }
        return false
    }
}
