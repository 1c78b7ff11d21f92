import DNS
import MailAuth
import Support
import Testing

/// Discovery and alignment cases written from the text that became RFC 9989.
@Suite(.enabled(if: OracleFolder.isPresent, Comment(rawValue: OracleFolder.absence)))
struct DMARCOracleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var id: String
        var records: [ResourceRecord]
        var from: String
        var spf: String?
        var dkim: [String]
        var expect: OracleValue

        var testDescription: String { id }
    }

    static let cases: [Case] = {
        guard let text = OracleFolder.text("dmarc/tree-walk-part.yaml") else { return [] }
        return OracleReader.documents(text).flatMap(\.items).map { item in
            Case(
                id: item["id"]?.text ?? "", records: item["zone"]?.entries.flatMap(records) ?? [],
                from: item["from"]?.text ?? "", spf: item["spf_pass"]?.text,
                dkim: item["dkim_pass"]?.items.compactMap(\.text) ?? [], expect: item["expect"] ?? .mapping([]))
        }
    }()

    private static func records(_ entry: OracleValue.Entry) -> [ResourceRecord] {
        let owner = name(entry.key)
        if let address = entry.value["A"]?.text.flatMap({ IPAddress($0) }) {
            return [ResourceRecord(name: owner, type: .A, timeToLive: 300, data: .a(address))]
        }
        return entry.value.items.map {
            ResourceRecord(name: owner, type: .TXT, timeToLive: 300, data: .txt([$0.octets]))
        }
    }

    @Test("discovers and judges as the case asks", arguments: cases)
    func conforms(_ item: Case) async {
        let dns = StubZone(item.records)
        let result = await DMARCEvaluator(resolver: dns).evaluate(
            from: name(item.from), spf: item.spf.map { (.pass, name($0)) }, dkim: item.dkim.map { (.pass, name($0)) })
        let trace = Comment(rawValue: result.trace.map(\.description).joined(separator: "\n"))
        let expect = item.expect
        let discovery = result.discovery
        if let queries = expect["queries"]?.items.compactMap(\.text) {
            #expect(dns.questions.prefix(queries.count).map(\.name.description) == queries, trace)
        }
        if let domain = expect["org_domain"]?.text {
            #expect(discovery?.organizationalDomain == name(domain), trace)
        }
        if let domain = expect["record_at"]?.text { #expect(discovery?.published?.domain == name(domain), trace) }
        if let policy = expect["policy"]?.text { #expect(discovery?.policy?.rawValue == policy, trace) }
        if let value = expect["dmarc"]?.text { #expect(result.value.rawValue == value, trace) }
        for method in DMARCIdentifier.Method.allCases {
            guard let wanted = expect["aligned_\(method.rawValue)"]?.text else { continue }
            #expect(result.alignedBy.contains { $0.method == method } == (wanted == "true"), trace)
        }
    }

    @Test("the cases are read whole")
    func count() {
        #expect(DMARCOracleTests.cases.count == 15)
    }
}
