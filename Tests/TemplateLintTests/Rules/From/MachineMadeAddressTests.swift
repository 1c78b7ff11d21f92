import Findings
import Support
import TemplateLint
import Testing

@Suite struct MachineMadeAddressTests {
    let trial = RuleTrial("from/machine-made-address")

    @Test(
        "many digits in a row are remarked on",
        arguments: [
            "From: 1️⃣james5293102@b.io\n\n", "From: 1️⃣Ann <a-123456-b@b.io>\n\n",
            "From: 1️⃣12345678x@b.io\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        let report = trial.message(message.text)
        #expect(report.places == message.all)
        #expect(report.severities == [.info])
    }

    @Test(
        "short numbers, tickets, telephones and other fields are left alone",
        arguments: [
            "From: ann1984@b.io\n\n", "From: news.2026.11@b.io\n\n", "From: help+123456789@b.io\n\n",
            "From: bounce=12345678@b.io\n\n", "From: 4915112345678@b.io\n\n", "From: a@12345678.io\n\n",
            "From: a@b.io\nReply-To: a12345678@b.io\n\n", "Subject: x\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
