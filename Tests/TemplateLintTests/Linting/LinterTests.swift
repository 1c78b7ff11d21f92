import Findings
import Support
import TemplateLint
import Testing

@Suite struct LinterTests {
    private let html = SourceText(
        file: "a.html",
        text:
            "<!doctype html><html lang=en><title>a</title><body><p>Hello</p><a href='http://acme.io'>x</a><img src='https://a/b'>"
    )

    private func lint(_ policy: LintPolicy) -> LintReport {
        Linter(.transactional, policy: policy).lint(final: html)
    }

    private func severity(of rule: RuleID, in report: LintReport) -> Severity? {
        report.findings.first { $0.rule == rule }?.severity
    }

    @Test("a profile shifts warnings and remarks, never errors down")
    func profiles() {
        let recommended = lint(LintPolicy())
        #expect(severity(of: "links/insecure-http", in: recommended) == .warning)
        #expect(severity(of: "images/missing-width", in: recommended) == .info)
        let strict = lint(LintPolicy(profile: .strict))
        #expect(severity(of: "links/insecure-http", in: strict) == .error)
        #expect(severity(of: "images/missing-width", in: strict) == .warning)
        let relaxed = lint(LintPolicy(profile: .relaxed))
        #expect(severity(of: "links/insecure-http", in: relaxed) == .info)
        #expect(severity(of: "text/image-only", in: relaxed) == .error)
    }

    @Test("what is decided about a rule wins over the profile; an ignored one is not run")
    func levels() {
        let report = lint(
            LintPolicy(profile: .strict, levels: ["links/insecure-http": .info, "images/missing-width": .ignore]))
        #expect(severity(of: "links/insecure-http", in: report) == .info)
        #expect(severity(of: "images/missing-width", in: report) == nil)
    }

    @Test("the score counts each rule once, and shows its sum")
    func score() {
        let report = lint(LintPolicy())
        // What nobody holds against mail adds nothing: links/insecure-http.
        #expect(report.score.total == 4.1)
        #expect(
            report.score.explanation == [
                "3.0 text/image-only (error)", "1.0 accessibility/img-alt (warning)",
                "0.1 images/missing-width (info)",
            ])
    }

    @Test("a rule that fires everywhere is told twenty times, and counted")
    func flood() {
        let many = SourceText(file: "a.html", text: String(repeating: "<a href='http://acme.io'>x</a>\n", count: 100))
        let report = Linter(.transactional).lint(final: many)
        let found = report.findings.filter { $0.rule == "links/insecure-http" }
        #expect(found.count == 20)
        #expect(found.last?.notes.last?.text == "and 80 more of links/insecure-http")
        #expect(report.count(.warning) >= 100)
    }

    @Test("what stands in a section that the data does not show is found too, and nothing twice")
    func hiddenSections() throws {
        let template: MarkedText = """
            <!doctype html><html lang=en><title>x</title><body>
            <a href="1️⃣http://acme.io">{{a}}</a>{{#no}}<a href="2️⃣http://acme.io/b">x</a>{{/no}}
            """
        let source = MustacheSource(SourceText(file: "a.html", text: template.text))
        let rendered = try MustacheRenderer().render(source, data: .mapping(["a": .text("x"), "no": .boolean(false)]))
        let report = Linter(.transactional).lint(rendered, of: source)
        #expect(report.findings.map(\.rule) == ["links/insecure-http", "links/insecure-http"])
        #expect(report.places == template.all)
    }

    @Test("a part in a character set that is not read is not called broken")
    func unknownCharset() {
        let header = """
            Subject: x
            From: a@b.io
            Date: 21 Nov 2026 10:04 GMT
            Message-ID: <a@b.io>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=big5
            Content-Transfer-Encoding: 8bit


            """
        let bytes = Array(header.utf8) + [0xA4, 0xA4]
        let report = Linter(.transactional).lint(message: SourceText(file: "a.eml", bytes: bytes))
        #expect(report.findings.isEmpty, "\(report.findings)")
    }

    @Test("errors come first, then the order of the text")
    func order() {
        let severities = lint(LintPolicy()).findings.map(\.severity)
        #expect(severities == severities.sorted(by: >))
    }

    @Test("a place in a base64 part names the part's line, and the decoded one")
    func base64() throws {
        let encoded = "PHA+SGkge3tuYW1lfX08L3A+"
        let message = "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\(encoded)\r\n"
        let report = Linter(.transactional).lint(message: SourceText(file: "a.eml", text: message))
        let finding = try #require(report.findings.first { $0.rule == "personalization/unresolved-placeholder" })
        #expect(finding.excerpt?.span.line == 4)
        #expect(finding.notes.first?.text == "line 1, column 7 of the decoded part: <p>Hi {{name}}</p>")
    }

    @Test("a place in an encoded inner message, or in another character set, is still in the file")
    func otherEncodings() {
        let message = "Content-Type: text/html; charset=iso-8859-1\n\n<p>caf".utf8 + [0xE9] + "{{x}}</p>".utf8
        let source = SourceText(file: "a.eml", bytes: Array(message))
        let report = Linter(.transactional).lint(message: source)
        #expect(report.findings.allSatisfy { ($0.excerpt?.span.line ?? 0) <= source.lineCount })
        #expect(!report.findings.contains { $0.rule == "text/mojibake" })
    }

    @Test(
        "whether a file is HTML is in its name, else in its text",
        arguments: [
            ("a.txt.mustache", "<p>x", TextKind.plain), ("a.html", "x", .html), ("a.html.mustache", "x", .html),
            ("a.mustache", "x <y", .html), ("a.mustache", "1 < 2", .plain), ("mail", "", .plain),
        ])
    func kinds(file: String, text: String, kind: TextKind) {
        #expect(TextKind(of: SourceText(file: file, text: text)) == kind)
    }

    @Test("any bytes are linted, in every way in")
    func mutations() {
        var generator = SeededGenerator(seed: 23)
        let seed = Array(
            """
            From: "x@y.com" <a@b.io>
            Subject: Hello {{name}}
            Content-Type: multipart/alternative; boundary=b
            List-Unsubscribe: <https://b.io/u>

            --b
            Content-Transfer-Encoding: quoted-printable

            Hi =C3=A9 =
            null
            --b
            Content-Type: text/html

            <!doctype html><style>a{b:c}</style><p style="display:none">x</p><a href="http://é.test/%7B%7B">www.bank.com</a>
            <img src=data:,x alt="Ã©"><td>undefined &amp;amp; {{a}} {{#b}}*|c|*{{/b}}
            --b--
            """.utf8)
        for _ in 0..<600 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...10, using: &generator) {
                let at = Int.random(in: 0..<max(1, bytes.count), using: &generator)
                if Bool.random(using: &generator), at < bytes.count {
                    bytes[at] = UInt8.random(in: 0...255, using: &generator)
                } else {
                    bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...9, using: &generator)))
                }
            }
            let source = SourceText(file: "a.eml", bytes: bytes)
            let linter = Linter(.marketing)
            let template = MustacheSource(SourceText(file: "a.html", bytes: bytes))
            let rendered = try? MustacheRenderer().render(
                template, data: .mapping(["a": .text("<b>"), "b": .boolean(true)]))
            let reports = [
                linter.lint(message: source), linter.lint(final: SourceText(file: "a.html", bytes: bytes)),
                linter.lint(template: template), linter.lint(template: source),
                rendered.map { linter.lint($0, of: template) },
            ].compactMap(\.self)
            for finding in reports.flatMap(\.findings) {
                #expect((1...source.lineCount).contains(finding.excerpt?.span.line ?? 0))
            }
        }
    }

    @Test("megabytes of mail are linted in a moment")
    func speed() async {
        let row =
            "<tr><td style=\"color:#333;font-size:14px\"><a href=\"https://acme.io/a?b=1&amp;c=2\">Some words</a> and more words, and even more</td></tr>\n"
        let text = "<!doctype html><html lang=en><table>" + String(repeating: row, count: 7000)
        let source = SourceText(file: "a.html", text: text)
        let (_, time) = await onOwnThread { Linter(.marketing).lint(final: source).findings.count }
        #expect(time < .seconds(20))
    }
}
