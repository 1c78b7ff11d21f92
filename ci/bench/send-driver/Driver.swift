import Glibc
import MailTransport

/// What `ci/bench/send` runs beside the peers: the sender that the checks use, with as little around it as a program can
/// have.
///
///     send-driver PORT MESSAGES SESSIONS BYTES kept     over connections that stay open
///     send-driver PORT MESSAGES SESSIONS BYTES each     over a connection of its own for each message
///
/// Sends to 127.0.0.1 and prints how many messages were accepted.
@main
enum Driver {
    static func main() async {
        let words = CommandLine.arguments.dropFirst()
        let numbers = words.prefix(4).compactMap { Int($0) }
        guard words.count == 5, numbers.count == 4, numbers.allSatisfy({ $0 > 0 }), let way = words.last,
            ["kept", "each"].contains(way),
            let envelope = try? SMTPEnvelope(sender: "a@b.test", recipients: ["c@d.test"])
        else {
            print("usage: send-driver PORT MESSAGES SESSIONS BYTES kept|each")
            exit(2)
        }
        let (count, sessions) = (numbers[1], numbers[2])
        let mail = OutgoingMail(envelope, message: message(of: numbers[3]))
        let endpoint = SMTPEndpoint(host: "127.0.0.1", port: numbers[0])
        var options = SMTPOptions()
        options.helloName = "bench.test"
        options.keepsTranscript = false
        options.groupsTransactions = true
        // The sender of the checks, as a load has it; three tasks a connection, so that the next message waits when one
        // is sent, though the task of the one before has not come back yet.
        let sender = SMTPSender(
            to: endpoint, options: options, connections: sessions, messagesPerConnection: way == "each" ? 1 : .max)
        let tasks = 3 * sessions
        let accepted = await withTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                let share = count / tasks + (task < count % tasks ? 1 : 0)
                group.addTask { await send(mail, times: share, by: sender) }
            }
            var sum = 0
            for await accepted in group { sum += accepted }
            return sum
        }
        await sender.close()
        print("\(accepted) of \(count) accepted")
        exit(accepted == count ? 0 : 1)
    }

    /// A header and lines of 80 bytes, as the peers send them.
    private static func message(of size: Int) -> [UInt8] {
        let header = "From: <a@b.test>\r\nTo: <c@d.test>\r\nSubject: bench\r\nMIME-Version: 1.0\r\n\r\n"
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 78) + [0x0D, 0x0A]
        return Array(header.utf8) + (0..<size / 80).flatMap { _ in line }
    }

    private static func send(_ mail: OutgoingMail, times: Int, by sender: SMTPSender) async -> Int {
        var accepted = 0
        do {
            for _ in 0..<times where try await sender.send(mail).recipients[0].isAccepted { accepted += 1 }
        } catch {
            print(error)
        }
        return accepted
    }
}
