import Findings
import TemplateLint
import Testing

@Suite struct MaskedTemplateTests {
    private func mask(_ template: String) -> String {
        String(decoding: MaskedTemplate(MustacheSource(SourceText(file: "t", text: template))).bytes, as: UTF8.self)
    }

    private func guess(_ template: String) -> String {
        String(decoding: MaskedTemplate(guessing: SourceText(file: "t", text: template)).bytes, as: UTF8.self)
    }

    @Test("what prints becomes letters, what does not becomes blanks")
    func fillers() {
        #expect(mask("a{{b}}c{{#d}}e{{/d}}") == "axxxxxc      e      ")
        #expect(mask("{{{b}}}{{> p}}{{! c }}|") == String(repeating: " ", count: 22) + "|")
    }

    @Test("line breaks stay, and no byte is added or lost")
    func length() {
        let template = "é{{!\n x\r\n}}é{{größe}}"
        let masked = mask(template)
        #expect(masked.utf8.count == template.utf8.count)
        #expect(masked == "é   \n  \r\n  éxxxxxxxxxxx")
    }

    @Test("other template languages are masked by their look")
    func others() {
        #expect(
            guess("{{#each a}}{{b}}{% if %}<%= c %><% d %>{{{e}}}") == "           xxxxx        xxxxxxxx              ")
        #expect(guess("a { b } <b> {{unclosed") == "a { b } <b> {{unclosed")
    }

    @Test("sections between the rows of a table leave the table whole")
    func tables() {
        let template = "<table>{{#rows}}<tr><td>{{a}}</td></tr>{{/rows}}</table>"
        let masked = mask(template)
        #expect(masked == "<table>         <tr><td>xxxxx</td></tr>         </table>")
    }
}
