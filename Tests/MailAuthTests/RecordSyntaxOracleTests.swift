import MailAuth
import Testing

/// Record texts that another implementation accepts and refuses; its DMARC rows follow RFC 7489.
@Suite(.enabled(if: OracleFolder.isPresent, Comment(rawValue: OracleFolder.absence)))
struct RecordSyntaxOracleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var kind: String
        var text: String
        var isValid: Bool

        /// MTA-STS rows are records in DNS and policy files.
        var isRecord: Bool { text.hasPrefix("v=") }
        var testDescription: String { "\(kind): \(text)" }
    }

    static let rows: [Row] = {
        guard let text = OracleFolder.text("record-syntax/good-bad-part.json") else { return [] }
        return OracleReader.flow(text).items.map { item in
            Row(
                kind: item["kind"]?.text ?? "", text: item["text"]?.text ?? "", isValid: item["valid"]?.text == "true")
        }
    }()

    @Test("SPF records are accepted and refused alike", arguments: rows.filter { $0.kind == "spf" })
    func spf(_ row: Row) {
        #expect((SPFRecord(text: Array(row.text.utf8))?.problems.isEmpty ?? false) == row.isValid)
    }

    @Test("DKIM keys are accepted and refused alike", arguments: rows.filter { $0.kind == "dkim-key" })
    func dkim(_ row: Row) {
        #expect(DKIMKeyRecord(text: Array(row.text.utf8)).problems.isEmpty == row.isValid)
    }

    @Test(
        "MTA-STS records are accepted and refused alike", arguments: rows.filter { $0.kind == "mta-sts" && $0.isRecord }
    )
    func mtaSTS(_ row: Row) {
        #expect((MTASTSRecord(text: Array(row.text.utf8))?.problems.isEmpty ?? false) == row.isValid)
    }

    @Test(
        "MTA-STS policies are accepted and refused alike",
        arguments: rows.filter { $0.kind == "mta-sts" && !$0.isRecord })
    func mtaSTSPolicy(_ row: Row) {
        #expect(MTASTSPolicy(text: Array(row.text.utf8)).problems.isEmpty == row.isValid)
    }

    @Test("TLSRPT records are accepted and refused alike", arguments: rows.filter { $0.kind == "tlsrpt" })
    func tlsReporting(_ row: Row) {
        #expect((TLSRPTRecord(text: Array(row.text.utf8))?.problems.isEmpty ?? false) == row.isValid)
    }

    @Test("no row is left out")
    func all() {
        let driven: Set<String> = ["spf", "dkim-key", "dmarc", "mta-sts", "tlsrpt"]
        #expect(Self.rows.count == 71)
        #expect(Self.rows.allSatisfy { driven.contains($0.kind) })
    }

    @Test("DMARC records are accepted and refused alike", arguments: rows.filter { $0.kind == "dmarc" })
    func dmarc(_ row: Row) {
        let record = DMARCRecord(text: Array(row.text.utf8))
        // A record whose policy cannot be read, but which asks for reports, counts as p=none (RFC 7489 §6.6.3).
        let isValid = record.map { record in
            record.problems(under: .rfc7489).isEmpty || record.use(under: .rfc7489) == .monitoring
        }
        #expect((isValid ?? false) == row.isValid)
    }
}
