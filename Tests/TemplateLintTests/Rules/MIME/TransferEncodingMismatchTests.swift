import Findings
import Support
import TemplateLint
import Testing

@Suite struct TransferEncodingMismatchTests {
    let trial = RuleTrial("mime/cte-mismatch")

    @Test(
        "what the encoding does not allow is found where it stands",
        arguments: [
            "Content-Type: text/plain\n\nGr1️⃣üße", "Content-Transfer-Encoding: 7bit\n\n1️⃣é",
            "1️⃣Content-Transfer-Encoding: utf-8\n\nx", "Content-Transfer-Encoding: quoted-printable\n\na 1️⃣= b = c",
            "Content-Transfer-Encoding: quoted-printable\n\n1️⃣é", "Content-Transfer-Encoding: base64\n\nQUJD\nQ1️⃣*JD",
            "Content-Type: multipart/mixed; boundary=b\n1️⃣Content-Transfer-Encoding: base64\n\n--b\n\nx\n--b--",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("eight bits in 7bit are an error, what readers recover from a warning, a long line a remark")
    func severities() {
        #expect(trial.message("A: b\n\né").severities == [.error])
        #expect(trial.message("Content-Transfer-Encoding: base64\n\n*").severities == [.warning])
        let line = String(repeating: "x", count: 77)
        #expect(trial.message("Content-Transfer-Encoding: quoted-printable\n\n\(line)\n").severities == [.info])
    }

    @Test(
        "what is in order is left alone",
        arguments: [
            "Content-Transfer-Encoding: 8bit\n\né", "Content-Transfer-Encoding: binary\n\né",
            "Content-Transfer-Encoding: quoted-printable\n\na=3d=  \nb=", "A: b\n\nx",
            "Content-Transfer-Encoding: BASE64 (x)\n\n QUJD\t\nQQ==\n",
            "Content-Type: message/rfc822\n\nContent-Transfer-Encoding: 8bit\n\né",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
