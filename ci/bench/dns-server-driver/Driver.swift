import DNS
import FaultLab
import Foundation

/// What `ci/bench/dns-server` runs beside NSD: the lab's DNS server alone.
///
///     dns-server-driver PORT FOLDER unarmed     every *.zone of the folder, on 127.0.0.1
///     dns-server-driver PORT FOLDER armed       with a fault that no question of the bench matches
///
/// Says `ready`, serves until its input ends, and then says what it counted.
@main
enum Driver {
    static func main() async {
        let words = CommandLine.arguments.dropFirst()
        guard words.count == 3, let listen = ListenAddress("127.0.0.1:\(words[1])"),
            ["armed", "unarmed"].contains(words[3]),
            let name = DomainName("nobody.asks.test")
        else {
            print("usage: dns-server-driver PORT FOLDER armed|unarmed")
            exit(2)
        }
        do {
            let lab = try await Lab.start(
                LabConfiguration(servers: [], dns: .init(zones: try zones(in: words[2]), listen: listen), seed: 1))
            if words[3] == "armed" {
                _ = try lab.arm(DNSFault(name, .TXT, answer: .serverFailure), lease: .seconds(3600))
            }
            print("ready")
            fflush(nil)
            while readLine() != nil {}
            if let counts = lab.dns?.counts { print("\(counts)") }
            _ = await lab.stop()
        } catch {
            print(error)
            exit(1)
        }
    }

    private static func zones(in folder: String) throws -> [Zone] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".zone") }
            .compactMap { ZoneFile(path: "\(folder)/\($0)")?.zone }
    }
}
