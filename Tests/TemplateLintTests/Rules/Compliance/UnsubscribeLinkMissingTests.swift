import Findings
import Support
import TemplateLint
import Testing

@Suite struct UnsubscribeLinkMissingTests {
    let trial = RuleTrial("compliance/unsubscribe-link-missing")

    @Test("marketing mail without a way out is an error, at its end")
    func missing() {
        let html: MarkedText = "<p>Buy</p>\n<a href='https://acme.io'>Shop</a1️⃣>\n"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.text("Buy now").severities == [.error])
    }

    @Test("transactional mail owes none")
    func transactional() {
        #expect(RuleTrial("compliance/unsubscribe-link-missing", .transactional).html("<p>x").findings.isEmpty)
    }

    @Test(
        "links are known by their words, their address or the tag that prints it",
        arguments: [
            "<a href='https://a/x'>Unsubscribe</a>", "<a href='https://a/x'>Se désabonner</a>",
            "<a href='https://a/x'>Hier abmelden</a>", "<a href='https://a/optout?u=1'>here</a>",
            "<a href='{{unsubscribe_url}}'>here</a>", "<a href='https://a/x'><img src=x alt='Darse de baja'></a>",
            "<a href='https://a/x'>退订</a>", "{{> footer}}", "{{{footer}}}",
        ])
    func known(_ html: String) {
        #expect(trial.template("<p>Buy</p>" + html).findings.isEmpty)
    }

    @Test("in a message the address of List-Unsubscribe counts, and the text part is asked too")
    func message() {
        let report = trial.message(
            """
            List-Unsubscribe: <https://a.io/u/42>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            Buy
            --b
            Content-Type: text/html

            <p>Buy <a href="https://a.io/u/42">or not</a></p>
            --b--

            """)
        #expect(report.severities == [.warning])
        #expect(report.places == [.init(line: 8, column: 3)])
    }
}
