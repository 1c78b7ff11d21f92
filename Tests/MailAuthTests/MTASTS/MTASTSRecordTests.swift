import MailAuth
import Testing

@Suite struct MTASTSRecordTests {
    private func record(_ text: String) throws -> MTASTSRecord {
        try #require(MTASTSRecord(text: Array(text.utf8)))
    }

    @Test("a record has an id, and extensions that say nothing")
    func reads() throws {
        let record = try record("v=STSv1; id=20260131120000; more=x;")
        #expect(record.id == "20260131120000")
        #expect(record.problems.isEmpty)
    }

    @Test(
        "another record is none of its business",
        arguments: ["", "v=stsv1; id=1", "v=STSv10; id=1", "v=DMARC1; p=none"])
    func others(_ text: String) {
        #expect(MTASTSRecord(text: Array(text.utf8)) == nil)
    }

    @Test("a mistake is shown at its octets")
    func places() throws {
        #expect(try record("v=STSv1; id=2026-01").problems.map(\.range) == [9..<19])
        #expect(try record("v=STSv1; id=1; id=2").problems.map(\.range) == [15..<19])
        #expect(try record("v=STSv1; x=1").problems.map(\.range) == [12..<12])
        #expect(try record("v=STSv1; ; id=1").problems.map(\.range) == [8..<10])
        #expect(try record("v=STSv1; id=1; id=2").id == nil)
    }
}
