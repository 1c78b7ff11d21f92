import DNS
import FaultLab
import Glibc

/// What `ci/bench/sink` runs beside the peers: one SMTP server of the lab with faults armed, and nothing around it.
///
///     sink-driver PORT CONNECTIONS
///
/// Listens on 127.0.0.1, takes as many connections at once, says so in a line, and runs until it is ended.
@main
enum Driver {
    static func main() async {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard numbers.count == 2, (1...65_535).contains(numbers[0]), numbers[1] > 0 else {
            print("usage: sink-driver PORT CONNECTIONS")
            exit(2)
        }
        let server = LabConfiguration.Server(
            name: "sink", domains: nil, listen: ListenAddress(host: .loopback, port: numbers[0]),
            limits: SMTPLimits(connections: numbers[1]))
        do {
            let lab = try await Lab.start(LabConfiguration(servers: [server], seed: 1))
            let armed = try faults().map { try lab.arm($0, lease: .seconds(86_400)) }
            print("\(lab.smtp.count) server, \(armed.count) faults")
            fflush(nil)
            while true { try await Task.sleep(for: .seconds(3600)) }
        } catch {
            print("sink-driver: \(error)")
            exit(1)
        }
    }

    /// Faults that every message is compared with and none is struck by: what a drill costs the mail that it spares.
    private static func faults() throws(InvalidFault) -> [SMTPFault] {
        [
            try SMTPFault(
                at: .mail, when: .init(clients: ClientNetwork("192.0.2.0/24").map { [$0] } ?? []), reply: "550 5.7.1 No"
            ),
            try SMTPFault(
                at: .rcpt, when: .init(recipientDomains: ["slow.example"]), reply: "451 4.7.1 Try again later"),
            try SMTPFault(
                at: .message, when: .init(header: [HeaderPattern(name: "X-Campaign", text: "spring-*")]),
                reply: "554 5.7.1 Looks like spam"),
        ]
    }
}
