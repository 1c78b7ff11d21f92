import Findings
import Support
import TemplateLint
import Testing

@Suite struct UndefinedVariableTests {
    let trial = RuleTrial("personalization/undefined-variable")

    @Test("a variable that the data does not know is found, with the name that was meant")
    func unknown() throws {
        let template: MarkedText = "<p>Hi 1️⃣{{customer.nmae}}</p>"
        let report = try trial.rendered(template.text, .mapping(["customer": .mapping(["name": .text("Ana")])]))
        #expect(report.places == template.all)
        #expect(report.severities == [.error])
        #expect(report.messages == ["replace nmae with name, or add customer.nmae to the data"])
        #expect(report.findings.first?.notes.map(\.text) == ["known here: name"])
    }

    @Test("one that some items have warns")
    func sometimes() throws {
        let data: TemplateValue = .mapping(["l": .list([.mapping(["p": .text("1")]), .mapping([:])])])
        let report = try trial.rendered("{{#l}}{{p}}{{/l}}", data)
        #expect(report.severities == [.warning])
        #expect(report.findings.first?.notes.first?.text == "missing 1 times of 2")
    }

    @Test("a section over a name that is left out is a remark, a misspelt one warns")
    func sections() throws {
        #expect(try trial.rendered("{{#discount}}x{{/discount}}", .mapping([:])).severities == [.info])
        #expect(try trial.rendered("{{#itms}}x{{/itms}}", .mapping(["items": .list([])])).severities == [.warning])
    }

    @Test("names that are there, empty or null too, are left alone")
    func known() throws {
        let data: TemplateValue = .mapping(["a": .null, "b": .text(""), "l": .list([.text("x")])])
        #expect(try trial.rendered("{{a}}{{b}}{{#l}}{{.}}{{a}}{{/l}}", data).findings.isEmpty)
    }
}
