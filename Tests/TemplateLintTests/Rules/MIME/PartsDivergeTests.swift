import Findings
import Support
import TemplateLint
import Testing

@Suite struct PartsDivergeTests {
    let trial = RuleTrial("mime/parts-diverge")

    private func message(text: String, html: String) -> String {
        """
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        \(text)
        --b
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: 8bit

        \(html)
        --b--
        """
    }

    private func words(_ stem: String, _ count: Int) -> String {
        (0..<count).map { "\(stem)\($0)" }.joined(separator: " ")
    }

    @Test("parts with other words are found at the text")
    func found() {
        let report = trial.message(message(text: words("plain", 40), html: "<p>" + words("html", 40)))
        #expect(report.places == [.init(line: 7, column: 1)])
        #expect(report.labels == ["0 % of the words are in both"])
    }

    @Test("a shorter part, capitals, addresses and hidden words do not make parts diverge")
    func spared() {
        let text = words("word", 40)
        #expect(trial.message(message(text: text, html: "<p>\(text) \(words("more", 300))")).findings.isEmpty)
        #expect(trial.message(message(text: text.uppercased(), html: "<p>\(text)")).findings.isEmpty)
        let addresses = (0..<80).map { "https://b.io/path\($0)/to " }.joined()
        #expect(trial.message(message(text: text + " " + addresses, html: "<p>\(text)")).findings.isEmpty)
        #expect(trial.message(message(text: text, html: "<p style='display:none'>\(text)</p>x")).findings.isEmpty)
        #expect(trial.message(message(text: text, html: "<p>" + words("other", 500))).findings.isEmpty)
        #expect(trial.message(message(text: words("a", 20), html: words("b", 20))).findings.isEmpty)
    }

    @Test("scripts without blanks are compared sign by sign")
    func signs() {
        let text = "今日は良い天気ですので公園へ散歩に行きましょう。お弁当も持って、友達と一緒に楽しい時間を過ごします"
        #expect(trial.message(message(text: text, html: "<p>\(text.replacing("、", with: "、<br>"))")).findings.isEmpty)
    }
}
