import DNS
import Findings
import Support
import Testing

@Suite("pinned answers, fed with mistakes")
struct SnapshotMutationTests {
    private static let text = """
        ; mailproof dns snapshot 1
        _dmarc.com. NXDOMAIN
        _spf.vendor.example. TXT "v=spf1 ip4:198.51.100.0/26 " "~all"
        s1._domainkey.example.com. TXT ( "v=DKIM1; k=rsa; "
            "p=MIGf\\"\\059" )
        vendor.example. A 192.0.2.1
        vendor.example. AAAA 2001:db8::1
        vendor.example. MX NODATA
        www.example.com. CNAME vendor.example.
        x.example.com. TYPE65280 \\# 4 0A000001

        """

    @Test("a set of a hundred thousand pinned records is read in bounded time", .timeLimit(.minutes(10)))
    func largeSet() async {
        var text = "; mailproof dns snapshot 1\n"
        for number in 0..<100_000 { text += "a.example. A 10.\(number >> 16).\(number >> 8 & 255).\(number & 255)\n" }
        let source = SourceText(file: "a.snapshot", text: text)
        let (file, time) = await onOwnThread { SnapshotFile(source) }
        #expect(time < .seconds(5))
        #expect(file.findings.isEmpty)
        #expect(file.snapshot.text.utf8.count > text.utf8.count / 2)
    }

    @Test("a text that is nearly a snapshot is read or refused, and what was read reads back as it is written")
    func snapshots() {
        for octets in Mutations(of: [Self.text], seed: 6) {
            let file = SnapshotFile(SourceText(file: "a.snapshot", bytes: octets))
            let text = SourceText(file: "a.snapshot", bytes: octets)
            for span in file.findings.compactMap(\.excerpt?.span) {
                guard span.line <= text.lineCount, span.column <= text.line(span.line).unicodeScalars.count + 1 else {
                    Issue.record("\(span) is not in \(octets)")
                    return
                }
            }
            let written = file.snapshot.text
            let again = SnapshotFile(SourceText(file: "b.snapshot", text: written))
            guard again.findings.isEmpty, again.snapshot.text == written else {
                Issue.record("\(again.findings.map(\.message)): \(octets)")
                return
            }
        }
    }
}
