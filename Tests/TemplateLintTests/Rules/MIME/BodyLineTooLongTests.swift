import Findings
import Support
import TemplateLint
import Testing

@Suite struct BodyLineTooLongTests {
    let trial = RuleTrial("mime/line-too-long")

    private let long = String(repeating: "x", count: 999)

    @Test("a line of more than 998 octets in a message is an error at that line")
    func message() {
        let message: MarkedText = "A: b\n\nshort\n1️⃣\(long)\n\(long.dropLast())\n2️⃣\(long)"
        let report = trial.message(message.text)
        #expect(report.places == message.all)
        #expect(report.severities == [.error, .error])
    }

    @Test("in a text that is not a message yet it is a remark")
    func text() {
        #expect(trial.html("<p>\n\(long)").severities == [.info])
        #expect(trial.text("\(long)\r\n").severities == [.info])
    }

    @Test("soft line breaks, binary parts and tags of a template are left alone")
    func spared() {
        let half = String(repeating: "x", count: 600)
        #expect(
            trial.message("Content-Transfer-Encoding: quoted-printable\n\n\(half)=\n\(half)").findings.isEmpty)
        #expect(trial.message("Content-Transfer-Encoding: binary\n\n\(long)").findings.isEmpty)
        #expect(trial.template("<p>\(long){{name}}").findings.isEmpty)
    }
}
