import DNS
import MailAuth
import Support
import Testing

/// The RFC 7208 conformance cases that were published for every implementation.
@Suite(.enabled(if: OracleFolder.isPresent, Comment(rawValue: OracleFolder.absence)))
struct SPFOracleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var ip: String
        var helo: String
        var mailFrom: String
        var results: [String]
        var explanation: String?
        var records: [ResourceRecord]
        var markers: [StubZone.Marker]

        var testDescription: String { name }
    }

    @Test("evaluates a published conformance case as it asks", arguments: SPFOracle.cases)
    func conforms(_ item: Case) async {
        let spf = SPF(resolver: StubZone(item.records, item.markers))
        let result = await spf.check(ip: address(item.ip), helo: item.helo, mailFrom: item.mailFrom)
        let trace = result.trace.map(\.description).joined(separator: "\n")
        #expect(item.results.contains(result.value.rawValue), "\(result.problem?.description ?? "")\n\(trace)")
        // A list of results admits what another reading of the RFC would say.
        guard result.value == .fail, let explanation = item.explanation else { return }
        #expect(result.explanation == (explanation == "DEFAULT" ? nil : explanation), "\(trace)")
    }

    @Test("the conformance cases are read whole")
    func count() {
        #expect(SPFOracle.cases.count == 125)
    }
}

enum SPFOracle {
    static let cases: [SPFOracleTests.Case] = {
        guard let text = OracleFolder.text("spf/rfc7208-tests-part.yml") else { return [] }
        return OracleReader.documents(text).flatMap(cases)
    }()

    private static func cases(_ document: OracleValue) -> [SPFOracleTests.Case] {
        let zone = document["zonedata"]?.entries ?? []
        let names = zone.compactMap { entry in ownerName(entry.key).map { ($0, entry.value) } }
        let resources = names.flatMap { records($0, $1) }
        let markers = names.flatMap { name, value in
            value.items.contains(.scalar("TIMEOUT")) ? [StubZone.Marker(name: name, reply: .TIMEOUT)] : []
        }
        return (document["tests"]?.entries ?? []).map { entry in
            SPFOracleTests.Case(
                name: entry.key, ip: entry.value["host"]?.text ?? "", helo: entry.value["helo"]?.text ?? "",
                mailFrom: entry.value["mailfrom"]?.text ?? "",
                results: entry.value["result"]?.items.compactMap(\.text) ?? [],
                explanation: entry.value["explanation"]?.text, records: resources, markers: markers)
        }
    }

    private static func ownerName(_ text: String) -> DomainName? {
        DomainName(labels: text.split(separator: ".").map { Array($0.utf8) })
    }

    private static func records(_ name: DomainName, _ value: OracleValue) -> [ResourceRecord] {
        let entries = value.items.flatMap(\.entries)
        let hasText = entries.contains { $0.key == "TXT" }
        return entries.compactMap { entry in
            let type = entry.key == "SPF" && !hasText ? "TXT" : entry.key
            return data(type, entry.value).map {
                ResourceRecord(name: name, type: RecordType(mnemonic: type) ?? .TXT, timeToLive: 300, data: $0)
            }
        }
    }

    private static func data(_ type: String, _ value: OracleValue) -> RecordData? {
        switch type {
        case "TXT":
            if value == .scalar("NONE") { return nil }
            return .txt(value.items.map(\.octets))
        case "A": return IPAddress(value.text ?? "").map { .a($0) }
        case "AAAA": return IPAddress(value.text ?? "").map { .aaaa($0) }
        case "MX":
            let exchange = value.items.last?.text ?? ""
            return .mx(
                preference: UInt16(value.items.first?.text ?? "") ?? 0,
                exchange: exchange.isEmpty ? .root : ownerName(exchange) ?? .root)
        case "PTR": return ownerName(value.text ?? "").map { .ptr($0) }
        case "CNAME": return ownerName(value.text ?? "").map { .cname($0) }
        default: return nil
        }
    }
}
