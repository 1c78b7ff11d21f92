import DNS
import Findings
import MailAuth
import MailMessage
import Support
import Testing

/// Messages with the verdicts of another implementation; the example of RFC 8463 appendix A is the first.
@Suite(.enabled(if: OracleFolder.isPresent, Comment(rawValue: OracleFolder.absence)))
struct DKIMOracleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var message: [UInt8]
        var dns: String
        var states: [String]

        var testDescription: String { name }
    }

    static let cases: [Case] = OracleFolder.files(in: "dkim").filter { $0.hasSuffix(".msg") }.map { file in
        let stem = String(file.dropLast(4))
        let result = OracleReader.flow(content(stem, "result") ?? "{}")
        return Case(
            name: stem, message: LineBreaks.normalised(Array((content(stem, "msg") ?? "").utf8)),
            dns: content(stem, "dns") ?? "", states: result["Results"]?.items.compactMap { $0["State"]?.text } ?? [])
    }

    /// A file of a case, or the one that it names instead.
    private static func content(_ stem: String, _ ending: String) -> String? {
        guard let text = OracleFolder.text("dkim/\(stem).\(ending)") else { return nil }
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        return line.hasSuffix(".\(ending)") ? OracleFolder.text("dkim/\(line)") : text
    }

    @Test("verifies a message as another implementation does", arguments: cases)
    func conforms(_ item: Case) async {
        let moment = WallTime(microseconds: 1_710_000_000_000_000)
        let result = await DKIMVerifier(resolver: resolver(item.dns)).verify(Message(bytes: item.message), at: moment)
        let states = result.signatures.map { signature in
            switch signature.value {
            case .pass: "SUCCESS"
            case .temperror: "TEMPFAIL"
            default: "PERMFAIL"
            }
        }
        #expect(states == item.states, "\(result.signatures.map(\.description))")
    }

    @Test("the cases are read whole")
    func count() {
        #expect(DKIMOracleTests.cases.count == 11)
        #expect(DKIMOracleTests.cases.reduce(0) { $0 + $1.states.count } == 23)
    }

    private func resolver(_ text: String) -> StubZone {
        var records: [ResourceRecord] = []
        var markers: [StubZone.Marker] = []
        let joined = text.split(separator: "\\\n").joined(separator: " ")
        for line in joined.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), let owner = DomainName(String(line[..<colon])) else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            switch value {
            case "TEMPERROR": markers.append(.init(name: owner, reply: .SERVFAIL))
            case "PERMERROR": markers.append(.init(name: owner, reply: .NXDOMAIN))
            default:
                let data = RecordData.txt([Array(value.utf8)])
                records.append(ResourceRecord(name: owner, type: .TXT, timeToLive: 300, data: data))
            }
        }
        return StubZone(records, markers)
    }
}
