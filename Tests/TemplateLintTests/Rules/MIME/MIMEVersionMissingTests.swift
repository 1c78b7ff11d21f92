import Findings
import Support
import TemplateLint
import Testing

@Suite struct MIMEVersionMissingTests {
    let trial = RuleTrial("mime/version-missing")

    @Test(
        "MIME fields without a version, and other versions, are found",
        arguments: [
            "1️⃣Content-Type: text/html\n\nx", "From: a@b.io\n1️⃣Content-Transfer-Encoding: 8bit\n\nx",
            "1️⃣MIME-Version: 2.0\nContent-Type: text/html\n\nx", "1️⃣MIME-Version:\n\nx",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("a missing version is an error, another one a warning")
    func severities() {
        #expect(trial.message("Content-Type: text/html\n\n").severities == [.error])
        #expect(trial.message("MIME-Version: 1.1\n\n").severities == [.warning])
    }

    @Test(
        "version 1.0 with comments, and messages without MIME, are right",
        arguments: [
            "MIME-Version: 1.0\nContent-Type: text/html\n\nx", "mime-version: 1.(x)0 (Mac (OS))\n\nx",
            "From: a@b.io\n\nx",
        ])
    func right(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
