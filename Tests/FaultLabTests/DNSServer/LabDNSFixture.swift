import DNS
import FaultLab
import Findings
import Support
import Testing

/// A lab whose DNS server dig asks.
struct DugLab {
    let lab: Lab
    let dig: Dig
    let server: LabDNSServer

    static let absence: Comment = "dig is not installed: apt-get install bind9-dnsutils"

    /// Starts a lab of these zones, and stops it whatever happens.
    static func run(_ zones: [Zone] = [ExampleZone.zone], _ body: (DugLab) async throws -> Void) async throws {
        let program = try #require(Program("dig"), "CI=true and dig is missing: ci/install bind9-dnsutils")
        let lab = try await Lab.start(LabConfiguration(servers: [], dns: .init(zones: zones), seed: 7))
        do {
            let server = try #require(lab.dns)
            try await body(DugLab(lab: lab, dig: Dig(program, port: server.port), server: server))
        } catch {
            Issue.record(error)
        }
        #expect(await lab.stop() == [])
    }

    /// Arms a fault for the length of a test.
    func arm(
        _ text: String = "mx.example.com", _ type: RecordType = .A, _ answer: DNSFault.Reply? = nil,
        delay: Duration? = nil, timeToLive: UInt32? = nil, cadence: FaultCadence = FaultCadence()
    ) throws -> ArmedFault {
        let fault = DNSFault(
            name(text), type, answer: answer, delay: delay, timeToLive: timeToLive, cadence: cadence)
        try fault.check()
        return try lab.arm(fault, lease: .seconds(600))
    }

    /// What one question after the other is answered with.
    func statuses(of count: Int, _ text: String = "mx.example.com", _ type: String = "A") async throws -> [String] {
        var statuses: [String] = []
        for _ in 0..<count { statuses.append(try await dig.ask(text, type).status ?? "none") }
        return statuses
    }
}

extension Zone {
    /// The zone of a text without mistakes.
    static func of(_ text: String, file: String = "test.zone") throws -> Zone {
        let read = ZoneFile(SourceText(file: file, text: text))
        try #require(!read.hasErrors, "\(read.findings)")
        return try #require(read.zone)
    }
}
