import Findings
import Support
import TemplateLint
import Testing

@Suite struct StyleBlockTests {
    let trial = RuleTrial("size/style-block")

    @Test("long styles warn, very long ones fail, at the style that reaches the limit")
    func sizes() {
        let style = "<style>" + String(repeating: "a{color:red}", count: 500) + "</style>"
        let html: MarkedText = "<head>\(style)\n<style>1️⃣\(String(repeating: "b{color:red}", count: 500))</style>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
        #expect(trial.html("<head>\(style)\(style)\(style)").severities == [.error])
        #expect(trial.html("<head>\(style)").findings.isEmpty)
    }
}
