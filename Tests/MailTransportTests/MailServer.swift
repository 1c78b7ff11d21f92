import Synchronization

/// A mail server that accepts everything, but for what a test makes it say.
final class MailServer: Sendable {
    let server: ScriptedServer
    private let log: Log

    final class Log: Sendable {
        let commands = Mutex<[String]>([])
        let messages = Mutex<[String]>([])
    }

    /// A server whose answer to a command is what `answers` gives for the first prefix that fits, `250 ok` otherwise.
    init(
        greeting: String = "220 mx ready\r\n", offers: [String] = ["PIPELINING", "SIZE 1000000", "8BITMIME"],
        answers: [(prefix: String, reply: String)] = []
    ) throws {
        let log = Log()
        self.log = log
        server = try ScriptedServer { peer in
            peer.say(greeting)
            var hasRecipient = false
            while let command = peer.line() {
                log.commands.withLock { $0.append(command) }
                if let answer = answers.first(where: { command.hasPrefix($0.prefix) }) {
                    peer.say(answer.reply + "\r\n")
                    if answer.reply.hasPrefix("421") { return }
                    if command != "DATA" || !answer.reply.hasPrefix("354") { continue }
                }
                if command.hasPrefix("EHLO") {
                    let lines = ["mx.example.net"] + offers
                    let reply = lines.enumerated().map { "250\($0 + 1 == lines.count ? " " : "-")\($1)\r\n" }
                    peer.say(reply.joined())
                } else if command == "DATA", !hasRecipient {
                    peer.say("554 5.5.1 no valid recipients\r\n")
                } else if command == "DATA" {
                    hasRecipient = false
                    peer.say("354 go on\r\n")
                    guard let message = peer.message() else { return }
                    log.messages.withLock { $0.append(message) }
                    peer.say((answers.first { $0.prefix == "." }?.reply ?? "250 2.0.0 queued") + "\r\n")
                } else if command == "QUIT" {
                    peer.say("221 bye\r\n")
                    return
                } else {
                    if command.hasPrefix("RCPT") { hasRecipient = true }
                    peer.say("250 ok\r\n")
                }
            }
        }
    }

    /// Every command heard, EHLO included.
    var commands: [String] { log.commands.withLock(\.self) }

    /// Every message that came to its end, as it was on the wire.
    var messages: [String] { log.messages.withLock(\.self) }
}
