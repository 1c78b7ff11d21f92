import Glibc
import MailTransport

/// What `ci/bench/send` runs beside the peers: the SMTP client alone, with as little around it as a program can have.
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
        let chosen = options
        let accepted = await withTaskGroup(of: Int.self) { group in
            for session in 0..<sessions {
                let share = count / sessions + (session < count % sessions ? 1 : 0)
                group.addTask {
                    await way == "kept"
                        ? send(mail, times: share, to: endpoint, chosen)
                        : sendEach(mail, times: share, to: endpoint, chosen)
                }
            }
            var sum = 0
            for await accepted in group { sum += accepted }
            return sum
        }
        print("\(accepted) of \(count) accepted")
        exit(accepted == count ? 0 : 1)
    }

    /// A header and lines of 80 bytes, as the peers send them.
    private static func message(of size: Int) -> [UInt8] {
        let header = "From: <a@b.test>\r\nTo: <c@d.test>\r\nSubject: bench\r\nMIME-Version: 1.0\r\n\r\n"
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 78) + [0x0D, 0x0A]
        return Array(header.utf8) + (0..<size / 80).flatMap { _ in line }
    }

    private static func send(
        _ mail: OutgoingMail, times: Int, to endpoint: SMTPEndpoint, _ options: SMTPOptions
    ) async -> Int {
        var accepted = 0
        do {
            let connection = try await SMTPConnection.open(to: endpoint, options: options)
            // Two tasks take turns, so that the next message waits on the connection when the last word on one comes.
            async let other = send(mail, times: times / 2, over: connection)
            accepted = try await send(mail, times: times - times / 2, over: connection) + other
            await connection.close()
        } catch {
            print(error)
        }
        return accepted
    }

    private static func send(
        _ mail: OutgoingMail, times: Int, over connection: SMTPConnection
    ) async throws -> Int {
        var accepted = 0
        for _ in 0..<times where try await connection.send(mail).recipients[0].isAccepted { accepted += 1 }
        return accepted
    }

    private static func sendEach(
        _ mail: OutgoingMail, times: Int, to endpoint: SMTPEndpoint, _ options: SMTPOptions
    ) async -> Int {
        var accepted = 0
        do {
            for _ in 0..<times {
                let delivery = try await SMTPConnection.sendAlone(mail, to: endpoint, options: options)
                if delivery.recipients[0].isAccepted { accepted += 1 }
            }
        } catch {
            print(error)
        }
        return accepted
    }
}
