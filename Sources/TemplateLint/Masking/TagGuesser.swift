/// Finds the tags of template languages that are not read any further, by their look.
///
/// Mustache, Handlebars, Go and Liquid (`{{ }}`, `{% %}`, `{# #}`), ERB, EJS and ASP (`<% %>`), PHP (`<?php ?>`,
/// `<?= ?>`), Freemarker (`<#if>`, `${ }`), Blade (`{!! !!}`), and what sending platforms fill in (`*|NAME|*`,
/// `%%name%%`, `%recipient.name%`, `[[name]]`, `#{name}`). `th:` attributes and MJML are markup already. One look at each
/// byte: where an end that may be far away is not there, that is remembered.
struct TagGuesser {
    typealias Content = MaskedTemplate.Hole.Content

    private let bytes: [UInt8]
    private var holes: [MaskedTemplate.Hole] = []
    /// Where the end of a kind of tag was found last, and from where on it was looked for; nil where there is none.
    private var found: [String: (from: Int, end: Int?)] = [:]
    /// Where the text ends that is not template language (`{% raw %}`).
    private var rawUntil = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func scan() -> [MaskedTemplate.Hole] {
        var index = 0
        while index < bytes.count {
            guard Self.mayBegin[Int(bytes[index])], let hole = hole(at: index) else {
                index += 1
                continue
            }
            holes.append(hole)
            index = max(hole.range.upperBound, rawUntil)
        }
        return holes
    }

    /// The bytes that a tag may begin with.
    private static let mayBegin: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in "{<*%$[#".utf8 { table[Int(byte)] = true }
        return table
    }()

    private mutating func hole(at start: Int) -> MaskedTemplate.Hole? {
        guard start + 1 < bytes.count else { return nil }
        switch (bytes[start], bytes[start + 1]) {
        case (UInt8(ascii: "{"), UInt8(ascii: "{")): return curly(at: start)
        case (UInt8(ascii: "{"), UInt8(ascii: "%")): return block(at: start)
        case (UInt8(ascii: "{"), UInt8(ascii: "#")): return comment(at: start)
        case (UInt8(ascii: "{"), UInt8(ascii: "!")) where has("{!!", at: start):
            return tag(at: start, open: 3, until: "!!}", .markup)
        case (UInt8(ascii: "<"), UInt8(ascii: "%")): return percent(at: start)
        case (UInt8(ascii: "<"), UInt8(ascii: "?")): return php(at: start)
        case (UInt8(ascii: "<"), UInt8(ascii: "#")), (UInt8(ascii: "<"), UInt8(ascii: "@")):
            return freemarker(at: start, name: start + 2)
        case (UInt8(ascii: "<"), UInt8(ascii: "/")) where has("</#", at: start) || has("</@", at: start):
            return freemarker(at: start, name: start + 3)
        case (UInt8(ascii: "*"), UInt8(ascii: "|")): return mergeTag(at: start)
        case (UInt8(ascii: "%"), UInt8(ascii: "%")): return doublePercent(at: start)
        case (UInt8(ascii: "%"), _): return name(at: start, open: 1, until: UInt8(ascii: "%"), shortest: 3)
        case (UInt8(ascii: "$"), UInt8(ascii: "{")), (UInt8(ascii: "#"), UInt8(ascii: "{")):
            return expression(at: start, until: "}")
        case (UInt8(ascii: "$"), UInt8(ascii: "!")) where has("$!{", at: start):
            return expression(at: start, until: "}")
        case (UInt8(ascii: "["), UInt8(ascii: "[")): return expression(at: start, until: "]]")
        default: return nil
        }
    }

    // MARK: Languages

    /// `{{name}}`, `{{{name}}}`, `{{#if}}`, `{{! … }}`, `{{!-- … --}}`, `{{- if -}}`.
    private mutating func curly(at start: Int) -> MaskedTemplate.Hole? {
        if has("{{!--", at: start), let hole = far(from: start, open: 5, until: "--}}", .nothing) { return hole }
        if has("{{!", at: start) { return far(from: start, open: 3, until: "}}", .nothing) }
        if has("{{/*", at: start) || has("{{- /*", at: start) {
            return far(from: start, open: 4, until: "}}", .nothing)
        }
        if has("{{{", at: start), let hole = tag(at: start, open: 3, until: "}}}", .markup) { return hole }
        guard let end = find("}}", from: start + 2, within: RenderingLimits.tagBytes) else { return nil }
        return .init(range: start..<end, content: curlyContent(start + 2..<end - 2))
    }

    private func curlyContent(_ inside: Range<Int>) -> Content {
        var words = word(in: inside, skipping: [UInt8(ascii: "-"), UInt8(ascii: "~")])
        switch words.first {
        case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "^"), UInt8(ascii: "="), nil: return .nothing
        case UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "{"): return .markup
        default: break
        }
        // Handlebars `{{else}}`, and the words of Go templates.
        words = words.prefix { $0.isASCIILetter }
        switch String(decoding: words, as: UTF8.self) {
        case "else", "if", "end", "range", "with", "define", "break", "continue": return .nothing
        case "template", "block", "yield", "partial": return .markup
        default: return .value
        }
    }

    /// `{% if %}`, `{% include %}`, `{% raw %}` … `{% endraw %}`.
    private mutating func block(at start: Int) -> MaskedTemplate.Hole? {
        guard let end = find("%}", from: start + 2, within: RenderingLimits.blockTagBytes) else { return nil }
        let word = word(in: start + 2..<end - 2, skipping: [UInt8(ascii: "-"), UInt8(ascii: "+")])
        let name = String(decoding: word.prefix { $0.isASCIILetter }, as: UTF8.self)
        switch name {
        case "raw", "verbatim":
            // What stands in it reaches the reader; only its end is a tag again.
            rawUntil = beginOfEnd(of: name, from: end) ?? end
            return .init(range: start..<end, content: .nothing)
        case "comment":
            let close = beginOfEnd(of: name, from: end).flatMap { find("%}", from: $0, within: 64) }
            return .init(range: start..<(close ?? end), content: .nothing)
        case "include", "render", "extends", "block", "call", "section", "component", "embed", "snippet", "layout",
            "partial", "yield", "macro", "import":
            return .init(range: start..<end, content: .markup)
        default: return .init(range: start..<end, content: .nothing)
        }
    }

    /// Where `{% endNAME` begins.
    private mutating func beginOfEnd(of name: String, from start: Int) -> Int? {
        let word = "end\(name)"
        guard let end = findFar(word, from: start) else { return nil }
        var index = end - word.utf8.count
        while index > start, bytes[index - 1].isBlankOrBreak || bytes[index - 1] == UInt8(ascii: "-") { index -= 1 }
        return index - 2 >= start && has("{%", at: index - 2) ? index - 2 : nil
    }

    /// `{# … #}`, which is no comment where CSS could mean it: `@media print{#a{…} #b{…}}`.
    private mutating func comment(at start: Int) -> MaskedTemplate.Hole? {
        guard let hole = far(from: start, open: 2, until: "#}", .nothing) else { return nil }
        let inside = bytes[start + 2..<hole.range.upperBound - 2]
        guard let first = inside.first, first.isASCIILetter else { return hole }
        return inside.contains(UInt8(ascii: "{")) ? nil : hole
    }

    /// `<%= value %>`, `<%- markup %>`, `<%-- comment --%>`, `<% code %>`.
    private mutating func percent(at start: Int) -> MaskedTemplate.Hole? {
        if has("<%--", at: start), let hole = far(from: start, open: 4, until: "--%>", .nothing) { return hole }
        let content: Content =
            switch start + 2 < bytes.count ? bytes[start + 2] : 0 {
            case UInt8(ascii: "="): has("<%==", at: start) ? .markup : .value
            case UInt8(ascii: ":"): .value
            case UInt8(ascii: "-"): .markup
            case UInt8(ascii: "a"): has("<%asm_", at: start) ? .value : .nothing
            default: .nothing
            }
        return far(from: start, open: 2, until: "%>", content)
    }

    /// `<?= $value ?>`, `<?php echo $value; ?>`, `<?php code ?>`; the last one of a file needs no end.
    private mutating func php(at start: Int) -> MaskedTemplate.Hole? {
        let isEcho = has("<?=", at: start)
        guard isEcho || has("<?php", at: start) else { return nil }
        let end = findFar("?>", from: start + 2) ?? bytes.count
        let word = word(in: start + (isEcho ? 3 : 5)..<end, skipping: []).prefix { $0.isASCIILetter || $0 == 0x5F }
        let content: Content =
            switch (isEcho, String(decoding: word.prefix(20), as: UTF8.self)) {
            case (true, _), (_, "echo"), (_, "print"): .value
            case (_, "include"), (_, "require"), (_, "include_once"), (_, "require_once"): .markup
            default: .nothing
            }
        return .init(range: start..<end, content: content)
    }

    /// `<#if x>`, `</#if>`, `<@macro/>`, `<#-- … -->`.
    private mutating func freemarker(at start: Int, name: Int) -> MaskedTemplate.Hole? {
        if has("<#--", at: start) { return far(from: start, open: 4, until: "-->", .nothing) }
        guard name < bytes.count, bytes[name].isASCIILetter else { return nil }
        return tag(at: start, open: 2, until: ">", bytes[start + 1] == UInt8(ascii: "@") ? .markup : .nothing)
    }

    /// Mailchimp: `*|FNAME|*`, `*|IF:VIP|*`, `*|END:IF|*`.
    private mutating func mergeTag(at start: Int) -> MaskedTemplate.Hole? {
        guard let hole = tag(at: start, open: 2, until: "|*", .value) else { return nil }
        let inside = bytes[start + 2..<hole.range.upperBound - 2]
        guard !inside.isEmpty, !inside.contains(where: { $0 == UInt8(ascii: "<") || $0 == 0x0A }) else { return nil }
        switch String(decoding: inside.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self) {
        case "IF", "IFNOT", "ELSE", "ELSEIF", "END", "INTERESTED", "ABTEST", "RSS", "RSSITEMS":
            return .init(range: hole.range, content: .nothing)
        case "HTML", "MC_LANGUAGE", "FEEDBLOCK", "RSSITEM", "RSSFEED": return .init(range: hole.range, content: .markup)
        default: return hole
        }
    }

    /// `%%name%%`, AMPscript `%%=v(@name)=%%` and `%%[ code ]%%`.
    private mutating func doublePercent(at start: Int) -> MaskedTemplate.Hole? {
        if has("%%[", at: start) { return far(from: start, open: 3, until: "]%%", .nothing) }
        if has("%%=", at: start) { return tag(at: start, open: 3, until: "=%%", .value) }
        guard let inner = name(at: start + 1, open: 1, until: UInt8(ascii: "%"), shortest: 1),
            inner.range.upperBound < bytes.count, bytes[inner.range.upperBound] == UInt8(ascii: "%")
        else { return nil }
        return .init(range: start..<inner.range.upperBound + 1, content: .value)
    }

    /// A name between two of the same byte, `%recipient.name%`.
    ///
    /// What could be a percent-encoded byte is none.
    private func name(at start: Int, open: Int, until end: UInt8, shortest: Int) -> MaskedTemplate.Hole? {
        var index = start + open
        guard index < bytes.count, bytes[index].isASCIILetter || bytes[index] == UInt8(ascii: "_") else { return nil }
        while index < bytes.count, index - start <= 64, bytes[index].isNameByte { index += 1 }
        guard index < bytes.count, bytes[index] == end, index - start - open >= shortest else { return nil }
        let isEncoded = shortest > 1 && bytes[start + 1].isHexDigit && bytes[start + 2].isHexDigit
        return isEncoded ? nil : .init(range: start..<index + 1, content: .value)
    }

    /// `${name}`, `#{name}`, `[[name]]`: one line, and a name or a call to begin with.
    private mutating func expression(at start: Int, until end: String) -> MaskedTemplate.Hole? {
        let open = bytes[start + 1] == UInt8(ascii: "!") ? 3 : 2
        guard let hole = tag(at: start, open: open, until: end, .value) else { return nil }
        let inside = bytes[start + open..<hole.range.upperBound - end.utf8.count]
        let first = inside.first { !$0.isBlank }
        guard let first, first.isASCIILetter || first == UInt8(ascii: "_") || first == UInt8(ascii: "$"),
            !inside.contains(where: { $0 == 0x0A || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ";") })
        else { return nil }
        return hole
    }

    // MARK: Bytes

    private mutating func tag(at start: Int, open: Int, until end: String, _ content: Content) -> MaskedTemplate.Hole? {
        find(end, from: start + open, within: RenderingLimits.tagBytes).map {
            .init(range: start..<$0, content: content)
        }
    }

    /// A tag that may be as long as it likes.
    private mutating func far(from start: Int, open: Int, until end: String, _ content: Content)
        -> MaskedTemplate.Hole?
    {
        findFar(end, from: start + open).map { .init(range: start..<$0, content: content) }
    }

    /// Where the pattern ends that begins at `start` or at most `limit` bytes later.
    private mutating func find(_ pattern: String, from start: Int, within limit: Int) -> Int? {
        guard let end = findFar(pattern, from: start), end - pattern.utf8.count <= start + limit else { return nil }
        return end
    }

    /// Where the next such pattern ends.
    ///
    /// What was found last is the next one for whatever lies before it.
    private mutating func findFar(_ pattern: String, from start: Int) -> Int? {
        if let known = found[pattern], known.from <= start {
            guard let end = known.end else { return nil }
            if end - pattern.utf8.count >= start { return end }
        }
        let end = search(Array(pattern.utf8), from: start)
        found[pattern] = (start, end)
        return end
    }

    private func search(_ pattern: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first else { return nil }
        var index = start
        let last = bytes.count - pattern.count
        while index <= last {
            if bytes[index] == first, bytes[index..<index + pattern.count].elementsEqual(pattern) {
                return index + pattern.count
            }
            index += 1
        }
        return nil
    }

    private func has(_ pattern: String, at start: Int) -> Bool {
        var index = start
        for byte in pattern.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// What stands there from the first byte on that is neither blank nor one of these.
    private func word(in range: Range<Int>, skipping: [UInt8]) -> ArraySlice<UInt8> {
        bytes[range].drop { $0.isBlankOrBreak || skipping.contains($0) }
    }
}

extension UInt8 {
    /// A byte of a dotted name.
    fileprivate var isNameByte: Bool {
        isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || self == UInt8(ascii: "_") || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
    }

    fileprivate var isHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(asciiLowercased)
    }
}
