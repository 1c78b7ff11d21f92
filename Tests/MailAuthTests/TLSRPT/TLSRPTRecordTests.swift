import MailAuth
import Testing

@Suite struct TLSRPTRecordTests {
    private func record(_ text: String) throws -> TLSRPTRecord {
        try #require(TLSRPTRecord(text: Array(text.utf8)))
    }

    @Test("a record says where reports go")
    func reads() throws {
        let record = try record("v=TLSRPTv1; rua=mailto:tls@example.com , https://r.example/tls")
        #expect(record.addresses == ["mailto:tls@example.com", "https://r.example/tls"])
        #expect(record.problems.isEmpty)
    }

    @Test(
        "another record is none of its business", arguments: ["", "v=tlsrptv1; rua=mailto:a@b.example", "v=TLSRPTv10"])
    func others(_ text: String) {
        #expect(TLSRPTRecord(text: Array(text.utf8)) == nil)
    }

    @Test("a mistake is shown at its octets, and what is right beside it is kept")
    func places() throws {
        let scheme = try record("v=TLSRPTv1; rua=http://r.example/,mailto:a@b.example")
        #expect(scheme.problems.map(\.range) == [16..<33])
        #expect(scheme.addresses == ["mailto:a@b.example"])
        #expect(try record("v=TLSRPTv1; rua=mailto:nobody").problems.map(\.range) == [16..<29])
        #expect(try record("v=TLSRPTv1; rua=mailto:a!b@c.example").problems.map(\.range) == [24..<25])
        #expect(try record("v=TLSRPTv1; rua=https://r.example/%zz").problems.map(\.range) == [34..<35])
        #expect(try record("v=TLSRPTv1").problems.map(\.range) == [10..<10])
    }
}
