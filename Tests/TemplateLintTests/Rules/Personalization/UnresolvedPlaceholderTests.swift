import Findings
import Support
import TemplateLint
import Testing

@Suite struct UnresolvedPlaceholderTests {
    let trial = RuleTrial("personalization/unresolved-placeholder")

    @Test(
        "what is left of a template language is found at its place",
        arguments: [
            "<p>Hi 1️⃣{{name}},</p>", "<p>1️⃣{% if x %}</p>", "<p>é &amp; 1️⃣*|FNAME|*</p>", "<p>1️⃣%%name%%</p>",
            "<p>1️⃣%FIRST_NAME%</p>", "<p>1️⃣${name}</p>", "<p>1️⃣[[name]]</p>", "<p>1️⃣&lt;%= name %&gt;</p>",
            "<p>1️⃣#{name}</p>", "<p>1️⃣%recipient.name%</p>", "<a href=\"https://a/?u=1️⃣{{id}}\">x</a>",
            "<a href=\"https://a/?u=1️⃣%7B%7Bid%7D%7D\">x</a>", "<img alt='1️⃣{{x}}'>", "1️⃣<title>{{t}}</title>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        let report = trial.html(html.text)
        #expect(report.places == html.all)
        #expect(report.severities == [.error])
    }

    @Test(
        "what looks like one and is none is left alone",
        arguments: [
            "<p>100% of 50%</p>", "<p>{ a } [b] $5 {5}</p>", "<a href='https://a/%C3%A9%E2%80%99'>x</a>",
            "<code>{{x}}</code>",
            "<style>a{b:c}@media x{d{e:f}}</style>", "<p>[[1]] %%</p>", "<p>a 10% b 20% c</p>", "<p>${}</p>",
            "<!-- {{x}} -->",
        ])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }

    @Test("a template that is not filled is not looked at")
    func unfilled() {
        let report = trial.template("{{name}}")
        #expect(report.findings.isEmpty)
        #expect(report.skipped.map(\.reason) == ["needs the rendered mail"])
    }

    @Test("what another engine's tag is, a rendered template still shows, at its own place")
    func rendered() throws {
        let template: MarkedText = "<p>{{a}}\n1️⃣*|DATE|*</p>"
        #expect(try trial.rendered(template.text, .mapping(["a": .text("long value")])).places == template.all)
    }

    @Test("the subject and the text part of a message are looked at")
    func message() {
        let message: MarkedText = """
            From: a@b.io
            1️⃣Subject: Hello {{name}}
            Content-Type: text/plain
            Content-Transfer-Encoding: quoted-printable

            =C3=A9 and so =
            on 2️⃣{{name}}
            """
        #expect(trial.message(message.text).places == message.all)
    }
}
