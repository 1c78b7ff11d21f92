import Findings
import Support
import TemplateLint
import Testing

@Suite struct BoundaryBrokenTests {
    let trial = RuleTrial("mime/boundary-broken")

    private let open = "Content-Type: multipart/mixed; boundary=b\n\n"

    @Test("each way to break a boundary is found at its place")
    func found() {
        let cases: [MarkedText] = [
            "1️⃣Content-Type: multipart/mixed\n\nx", "1️⃣\(open)x", "\(open)--b\n\n1️⃣last line\n\n",
            "\(open)--b\n\nx\n--b--\n\n1️⃣--b\n\ny\n--b--",
            "\(open)--b\n1️⃣Content-Type: multipart/alternative; boundary=b\n\n--b\n\nx\n--b--\n",
        ]
        for message in cases {
            #expect(trial.message(message.text).places.contains(message.all[0]), "\(message.text)")
        }
    }

    @Test("a boundary of more than 70 characters is a warning")
    func long() {
        let boundary = String(repeating: "b", count: 71)
        let message = "Content-Type: multipart/mixed; boundary=\(boundary)\n\n--\(boundary)\n\nx\n--\(boundary)--\n"
        #expect(trial.message(message).severities == [.warning])
    }

    @Test("boundaries that begin alike, and text that looks like one, are left alone")
    func spared() {
        let inner = "Content-Type: multipart/alternative; boundary=bb\n\n--bb\n\nx\n--bb--\n"
        #expect(trial.message("\(open)--b\n\(inner)--b--\nepilogue --b\n").findings.isEmpty)
        #expect(trial.message("\(open)preamble\n--b\n\n-- \nsignature --b\n--b--").findings.isEmpty)
        #expect(trial.message("A: b\n\n--b\n").findings.isEmpty)
    }
}
