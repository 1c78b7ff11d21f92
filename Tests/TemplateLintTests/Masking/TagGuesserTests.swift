import Findings
import Support
import TemplateLint
import Testing

@Suite struct TagGuesserTests {
    private func holes(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return MaskedTemplate(guessing: SourceText(file: "t", text: text)).holes.map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }
    }

    private func mask(_ text: String) -> String {
        String(decoding: MaskedTemplate(guessing: SourceText(file: "t", text: text)).bytes, as: UTF8.self)
    }

    @Test(
        "a value of any language is a value, with nothing of its surroundings",
        arguments: [
            "{{ name }}", "{{- .Name -}}", "{{ user.name | default: \"you\" }}", "<%= name %>", "<%: Model.Name %>",
            "<?= $name ?>", "<?php echo $name; ?>", "*|FNAME|*", "%%first_name%%", "%%=v(@name)=%%",
            "%recipient.name%", "${name}", "$!{name}", "#{user.name}", "[[name]]", "[[${user.name}]]",
            "<%asm_group_unsubscribe_raw_url%>", "*|UNSUB|*",
        ])
    func values(tag: String) {
        let template = "<p title=\"a\(tag)b\">1 \(tag) 2</p>"
        #expect(holes(template) == [tag, tag])
        let filler = String(repeating: "x", count: tag.utf8.count)
        #expect(mask(template) == "<p title=\"a\(filler)b\">1 \(filler) 2</p>")
    }

    @Test(
        "what prints nothing is blank: between rows of a table, in a tag, in a style",
        arguments: [
            "{{#if x}}", "{{else}}", "{{- range .Items }}", "{{ end }}", "{{! a }}", "{{!-- }} --}}", "{% if x > 1 %}",
            "{%- endif -%}", "{# a { b } #}", "<% if (x) { %>", "<%# note %>", "<%-- a %> --%>",
            "<?php foreach ($x as $y): ?>", "*|IF:VIP|*", "*|END:IF|*", "%%[ set @a = 1 ]%%", "<#if x gt 1>", "</#if>",
            "<#-- > -->", "{{/* a */}}", "{% comment %} {{ x }} {% endcomment %}",
        ])
    func blanks(tag: String) {
        let filler = String(repeating: " ", count: tag.utf8.count)
        for (before, after) in [
            ("<table>", "<tr></tr></table>"), ("<td ", "class=a></td>"), ("<style>a{b:c}", "d{e:f}</style>"),
        ] {
            #expect(mask(before + tag + after) == before + filler + after)
        }
    }

    @Test(
        "markup of unknown content is blank, and known to be more than nothing",
        arguments: ["{{{body}}}", "{{> footer}}", "{% include 'a' %}", "{!! $html !!}", "<%- html %>", "<@footer/>"])
    func markup(tag: String) {
        let masked = MaskedTemplate(guessing: SourceText(file: "t", text: "<p>\(tag)</p>"))
        #expect(masked.holes.map(\.content) == [.markup])
    }

    @Test(
        "what looks a little like a tag and is none is left as it is",
        arguments: [
            "<p>100% of 50%</p>", "<a href='?q=%C3%A9%20a%20b'>x</a>", "a { b } <b> {{unclosed", "<?xml version='1'?>",
            "<!--[if mso]><table><tr><td><![endif]-->", "<![endif]-->", "@media print{#a{b:c} #d{e:f}}", "a[b=c]{d:e}",
            "<p>$5 {5} [1] * | *</p>", "a{width:100%}b{height:50%}", "<mj-text>a</mj-text>", "#{ }", "[[1,2]]",
            "<p th:text='a'>b</p>",
        ])
    func spared(text: String) {
        #expect(mask(text) == text)
    }

    @Test("what stands between raw tags is text, but for their end")
    func raw() {
        #expect(mask("{% raw %}{{ a }}{% endraw %}{{ b }}") == "         {{ a }}            xxxxxxx")
        #expect(mask("{% verbatim %}{{ a }}{%- endverbatim %}") == "              {{ a }}                  ")
    }

    private static let seeds = [
        "<p>{{a}} {{#l}}{{.}}{{/l}}</p>\r\n{% raw %}{{ b }}{% endraw %}<?php echo 1 ?>{!! a !!}\n",
        "*|FNAME|* %%a%% %%[ x ]%% ${a} [[b]] <% c %> <%= d %> {# e #} %recipient.name%\n",
        "<#if a>\u{e9}</#if><#-- -->",
    ]

    @Test("not a byte is added or lost, whatever the bytes")
    func length() {
        for bytes in Mutations(of: Self.seeds, seed: 4711) {
            let masked = MaskedTemplate(guessing: SourceText(file: "t", bytes: bytes))
            guard masked.bytes.count == bytes.count else {
                Issue.record("\(bytes)")
                return
            }
            let breaks = zip(bytes, masked.bytes).allSatisfy {
                ($0 == 0x0A || $0 == 0x0D) == ($1 == 0x0A || $1 == 0x0D)
            }
            let isOrdered = zip(masked.holes, masked.holes.dropFirst()).allSatisfy {
                $0.range.upperBound <= $1.range.lowerBound
            }
            #expect(breaks && isOrdered, "\(bytes)")
        }
    }

    @Test(
        "fifty thousand openings without an end take a moment",
        arguments: [
            "{{", "{{!", "{{!--", "{%", "{#", "<%", "<%--", "<?php", "*|", "%%[", "%%", "${", "[[", "<#a", "{% raw %}",
        ])
    func hostile(opening: String) async {
        let text = SourceText(file: "t", text: String(repeating: opening, count: 50_000))
        let (_, time) = await onOwnThread { MaskedTemplate(guessing: text).holes.count }
        #expect(time < .seconds(20))
    }
}
