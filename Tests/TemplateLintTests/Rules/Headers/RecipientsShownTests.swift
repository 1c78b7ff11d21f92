import Findings
import Support
import TemplateLint
import Testing

@Suite struct RecipientsShownTests {
    @Test(
        "recipients of many domains are found at the field that makes them many",
        arguments: [
            "From: a@z.io\n1️⃣To: a@a.io, b@b.io, C <c@c.io>, d@d.io, e@E.io\n\n",
            "From: a@z.io\nTo: a@a.io, b@b.io\n1️⃣Cc: c@c.io, Group: d@d.io, e@e.io;\n\n",
            "1️⃣To: a@a.io, b@b.io, c@c.io, d@d.io, e@e.io\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        let report = RuleTrial("headers/recipients-shown").message(message.text)
        #expect(report.places == message.all)
        #expect(report.severities == [.warning])
    }

    @Test("in other mail than marketing it is a remark")
    func transactional() {
        let report = RuleTrial("headers/recipients-shown", .transactional)
            .message("To: a@a.io, b@b.io, c@c.io, d@d.io, e@e.io\n\n")
        #expect(report.severities == [.info])
    }

    @Test(
        "few domains, the sender's own, and recipients who are not shown are left alone",
        arguments: [
            "From: a@z.io\nTo: a@a.io, b@a.io, c@a.io, d@d.io, e@e.io, f@A.io, g@g.io\n\n",
            "From: a@z.io\nTo: a@z.io, b@b.io, c@c.io, d@d.io, e@e.io\n\n",
            "From: a@z.io\nBcc: a@a.io, b@b.io, c@c.io, d@d.io, e@e.io\n\n",
            "From: a@z.io\nTo: undisclosed-recipients:;\n\n",
            "From: a@z.io\n\n",
        ])
    func spared(_ message: String) {
        #expect(RuleTrial("headers/recipients-shown").message(message).findings.isEmpty)
    }
}
