import Findings

/// Nests the tags of a Stencil template, and finds what is wrong with them.
struct StencilParser {
    private let text: SourceText
    private let tags: [StencilTag]
    private(set) var problems: [Finding]
    private(set) var printed: [(tag: Int, expression: StencilExpression)] = []
    private var next = 0
    private var cursor = 0
    private var depth = 0
    private var loops = 0
    /// Expressions that were read before: templates repeat themselves.
    private var expressions: [String: StencilExpression] = [:]

    /// The tags of Stencil that begin something or stand alone.
    private static let words = ["block", "break", "continue", "extends", "filter", "for", "if", "ifnot", "include"]
    /// The tags that end or divide what these begin.
    private static let inner: Set<String> = [
        "elif", "else", "empty", "endblock", "endfilter", "endfor", "endif",
    ]

    init(_ text: SourceText, _ tags: [StencilTag], problems: [Finding]) {
        self.text = text
        self.tags = tags
        self.problems = problems
    }

    mutating func parse() -> [StencilNode] {
        guard problems.allSatisfy({ $0.rule != "template/too-large" }) else { return [] }
        var nodes: [StencilNode] = []
        while true {
            nodes += body(until: [])
            guard next < tags.count else { break }
            // What closes nothing.
            let word = tags[next].word
            report(
                "personalization/unbalanced-block", "{% \(word) %} closes a tag that is not open",
                label: "nothing to close", at: next, remedy: "remove it, or open the tag first")
            skip()
        }
        return nodes
    }

    // MARK: Nesting

    /// The nodes up to a tag with one of these words, which is not read, or to one that can only belong further out.
    private mutating func body(until ends: Set<String>) -> [StencilNode] {
        var nodes: [StencilNode] = []
        while next < tags.count {
            let tag = tags[next]
            let word = String(tag.word)
            if tag.kind == .block, Self.inner.contains(word) { break }
            if let text = textBefore(next) { nodes.append(text) }
            cursor = tag.range.upperBound
            let number = next
            next += 1
            switch tag.kind {
            case .comment: continue
            case .variable:
                guard let expression = expression(tag.contents, at: number) else { continue }
                printed.append((number, expression))
                nodes.append(.variable(tag: number, expression))
            case .block:
                guard depth < RenderingLimits.depth else {
                    report(
                        "template/too-deep", "nest at most \(RenderingLimits.depth) tags", at: number,
                        remedy: "move the inner ones into a template of their own, or prepare the data")
                    continue
                }
                depth += 1
                let node = block(number, word)
                depth -= 1
                if let node { nodes.append(node) }
                if case .extends = node { return nodes }
            }
        }
        if let text = textBefore(next) { nodes.append(text) }
        return nodes
    }

    private mutating func block(_ number: Int, _ word: String) -> StencilNode? {
        let tag = tags[number]
        switch word {
        case "if", "ifnot": return choice(number, isNegated: word == "ifnot")
        case "for": return loop(number, label: nil, tag.arguments)
        case "break", "continue":
            guard loops > 0 else {
                report(
                    "template/syntax", "{% \(word) %} stands outside of a loop", at: number, remedy: "remove it")
                return nil
            }
            return .jump(tag: number, isBreak: word == "break", label: tag.arguments.isEmpty ? nil : tag.arguments)
        case "include":
            let words = tag.arguments.split(separator: " ").map(String.init)
            guard (1...2).contains(words.count), let name = expression(words[0], at: number) else {
                return complain("write {% include \"name.html\" %}", number)
            }
            return .include(tag: number, name, context: words.count == 2 ? words[1] : nil)
        case "extends":
            guard let name = expression(tag.arguments, at: number), !tag.arguments.isEmpty else {
                return complain("write {% extends \"name.html\" %}", number)
            }
            return .extends(tag: number, name, blocks: blocks(in: body(until: [])))
        case "block":
            let body = body(until: ["endblock"])
            close("endblock", of: number)
            guard !tag.arguments.isEmpty, !tag.arguments.contains(" ") else {
                return complain("write {% block name %}", number)
            }
            return .block(.init(tag: number, name: tag.arguments, body: body))
        case "filter":
            let body = body(until: ["endfilter"])
            close("endfilter", of: number)
            guard expression("x|\(tag.arguments)", at: number) != nil else { return nil }
            return .filter(tag: number, tag.arguments, body: body)
        case _ where word.hasSuffix(":") && tag.arguments.hasPrefix("for "):
            return loop(number, label: String(word.dropLast()), String(tag.arguments.dropFirst(4)))
        default:
            let nearest = NearWords.nearest(to: word, in: Self.words)
            let remedy =
                switch word {
                case "set", "macro", "call", "import", "map": "that is StencilSwiftKit; prepare the value in the data"
                case "now": "put the date into the data, so that the mail is the same in every run"
                default: nearest.map { "write {% \($0) … %}" } ?? "use \(Self.words.joined(separator: ", "))"
                }
            report(
                "template/syntax", "Stencil has no tag \(word.isEmpty ? "without a word" : word)", at: number,
                remedy: remedy)
            return nil
        }
    }

    private func blocks(in nodes: [StencilNode]) -> [String: StencilNode.Block] {
        var blocks: [String: StencilNode.Block] = [:]
        for case .block(let block) in nodes { blocks[block.name] = block }
        return blocks
    }

    private mutating func choice(_ number: Int, isNegated: Bool) -> StencilNode? {
        var branches: [StencilNode.Branch] = []
        var opener = number
        while true {
            let condition = expression(tags[opener].arguments, at: opener)
            if tags[opener].arguments.isEmpty {
                report("template/syntax", "the condition is missing", at: opener, remedy: "write {% if name %}")
            }
            branches.append(
                .init(
                    tag: opener, condition: condition, isNegated: isNegated,
                    body: body(until: ["elif", "else", "endif"])))
            guard next < tags.count, tags[next].word == "elif", !isNegated else { break }
            opener = next
            skip()
        }
        if next < tags.count, tags[next].word == "else" {
            let tag = next
            skip()
            branches.append(.init(tag: tag, condition: nil, body: body(until: ["endif"])))
        }
        close("endif", of: number)
        return .choice(branches)
    }

    private mutating func loop(_ number: Int, label: String?, _ arguments: String) -> StencilNode? {
        loops += 1
        let body = body(until: ["empty", "endfor"])
        loops -= 1
        var whenEmpty: [StencilNode] = []
        if next < tags.count, tags[next].word == "empty" {
            skip()
            whenEmpty = self.body(until: ["endfor"])
        }
        close("endfor", of: number)
        let halves = arguments.firstRange(of: " in ")
        guard let halves else { return complain("write {% for item in items %}", number) }
        let rest = String(arguments[halves.upperBound...])
        let condition = rest.firstRange(of: " where ")
        let variables = arguments[..<halves.lowerBound].split(whereSeparator: { $0 == "," || $0 == " " }).map(
            String.init)
        guard !variables.isEmpty,
            let list = expression(String(condition.map { rest[..<$0.lowerBound] } ?? rest[...]), at: number),
            !list.text.contains(" ")
        else { return complain("write {% for item in items %}", number) }
        let filter = condition.flatMap { expression(String(rest[$0.upperBound...]), at: number) }
        return .loop(
            .init(
                tag: number, label: label, variables: variables, list: list, condition: filter, body: body,
                whenEmpty: whenEmpty))
    }

    private mutating func close(_ word: String, of opener: Int) {
        if next < tags.count, tags[next].word == word, tags[next].kind == .block {
            skip()
            return
        }
        report(
            "personalization/unbalanced-block", "{% \(tags[opener].word) %} is not closed",
            label: "no {% \(word) %} follows", at: opener, remedy: "add {% \(word) %} where it ends")
    }

    private mutating func skip() {
        cursor = tags[next].range.upperBound
        next += 1
    }

    // MARK: Text and expressions

    /// The text between the tag before and this one, without the white space that either takes away.
    private func textBefore(_ number: Int) -> StencilNode? {
        var start = cursor
        var end = number < tags.count ? tags[number].range.lowerBound : text.bytes.count
        if number > 0, tags[number - 1].trimsAfter {
            while start < end, text.bytes[start].isBlankOrBreak { start += 1 }
        }
        if number < tags.count, tags[number].trimsBefore {
            while end > start, text.bytes[end - 1].isBlankOrBreak { end -= 1 }
        }
        return start < end ? .text(start..<end) : nil
    }

    private mutating func expression(_ text: String, at number: Int) -> StencilExpression? {
        guard !text.isEmpty else {
            if tags[number].kind == .variable {
                report("template/syntax", "the tag has no name", at: number, remedy: "write a name of the data")
            }
            return nil
        }
        let isPrinted = tags[number].kind == .variable
        let key = isPrinted ? "{" + text : text
        if let known = expressions[key] { return known }
        do throws(StencilExpression.Objection) {
            let expression = try StencilExpression(text)
            if let refusal = StencilEngine.refusal(of: expression, isPrinted: isPrinted) {
                report("template/syntax", "Stencil refuses the tag: \(refusal)", at: number, remedy: nil)
                return nil
            }
            expressions[key] = expression
            return expression
        } catch {
            report("template/syntax", error.message, at: number, remedy: error.remedy)
            return nil
        }
    }

    // MARK: Problems

    private mutating func complain(_ instruction: String, _ number: Int) -> StencilNode? {
        report("template/syntax", instruction, at: number, remedy: nil)
        return nil
    }

    private mutating func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at number: Int, remedy: String?
    ) {
        guard problems.count < RenderingLimits.problems else { return }
        let range = tags[number].range
        let place = text.place(atByte: range.lowerBound, length: range.count)
        problems.append(Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy))
    }
}
