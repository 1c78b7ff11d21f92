import Findings
import Stencil

/// One rendering of a Stencil template: walks its tags, lets Stencil evaluate expressions, and counts what it costs.
struct StencilRun {
    private var sources: [StencilSource]
    private var numbers: [String: Int] = [:]
    private let partials: [String: SourceText]
    private let context: Context
    private let environment: Environment
    private var scopes: StencilScopes
    private var output: [UInt8] = []
    private var segments: [OriginMap.Segment] = []
    private var steps = 0
    private var depth = 0
    /// A jump that is on its way out to its loop.
    private var jump: (isBreak: Bool, label: String?)?
    private var labels: [String?] = []
    /// What replaces the blocks of a base template, the outermost child first.
    private var overrides: [String: [Override]] = [:]
    /// The block around, and what stands for `block.super` in it.
    private var parents: [[Override]] = []
    private var compiled: [Key: Compiled] = [:]

    private struct Override {
        var source: Int
        var block: StencilNode.Block
    }

    private struct Key: Hashable {
        var text: String
        var isPrinted: Bool
    }

    private enum Compiled {
        case printed(any NodeType)
        case condition(any Expression)
        case value(any Resolvable)
    }

    init(_ template: StencilSource, partials: [String: SourceText], data: TemplateValue) {
        sources = [template]
        self.partials = partials
        environment = StencilEngine.environment()
        let values = StencilEngine.wrap(data) as? [String: Any] ?? [:]
        // A context without a dictionary takes no blocks.
        context = Context(dictionary: values.merging(["": ""]) { value, _ in value }, environment: environment)
        scopes = StencilScopes(data)
    }

    mutating func run() throws(RenderingError) {
        try render(sources[0].nodes, of: 0)
    }

    var result: RenderedTemplate {
        RenderedTemplate(
            bytes: output, map: OriginMap(sources: sources.map(\.text), segments: segments),
            undefined: scopes.undefined(in: sources), unused: [])
    }

    // MARK: Nodes

    private mutating func render(_ nodes: [StencilNode], of source: Int) throws(RenderingError) {
        for node in nodes {
            try render(node, of: source)
            if jump != nil { return }
        }
    }

    private mutating func render(_ node: StencilNode, of source: Int) throws(RenderingError) {
        switch node {
        case .text(let range):
            try spend(range.count, at: source, nil)
            segments.append(.init(start: output.count, source: source, range: range, relation: .verbatim))
            output += sources[source].text.bytes[range]
        case .variable(let tag, let expression):
            if expression.text == "block.super", let parent = parents.last {
                try render(parent, at: tag, of: source)
            } else {
                try print(try printed(expression, at: tag, of: source), at: tag, of: source)
            }
        case .choice(let branches):
            for branch in branches {
                try spend(1, at: source, branch.tag)
                guard let condition = branch.condition else { return try render(branch.body, of: source) }
                let holds = try evaluate(condition, at: branch.tag, of: source)
                if holds != branch.isNegated { return try render(branch.body, of: source) }
            }
        case .loop(let loop): try render(loop, of: source)
        case .jump(let tag, let isBreak, let label):
            guard label.map({ name in labels.contains { $0 == name } }) ?? !labels.isEmpty else {
                throw failure("no loop labelled \(label ?? "") is running here", at: tag, of: source)
            }
            jump = (isBreak, label)
        case .include(let tag, let name, let key):
            let number = try load(name, at: tag, of: source)
            let inner = key.flatMap { context[$0] as? [String: Any] } ?? [:]
            let known = key.flatMap { scopes.value(of: [$0]) }
            try within(inner, known.map { StencilScopes.Scope($0) } ?? .init(), at: tag, of: source) {
                run throws(RenderingError) in try run.render(run.sources[number].nodes, of: number)
            }
        case .extends(let tag, let name, let blocks):
            let number = try load(name, at: tag, of: source)
            let isOutermost = overrides.isEmpty
            for (name, block) in blocks { overrides[name, default: []].append(.init(source: source, block: block)) }
            try within([:], .init(), at: tag, of: source) { run throws(RenderingError) in
                try run.render(run.sources[number].nodes, of: number)
            }
            if isOutermost { overrides = [:] }
        case .block(let block):
            let chain = (overrides[block.name] ?? []) + [Override(source: source, block: block)]
            let start = output.count
            try render(chain, at: block.tag, of: source)
            context.cacheBlock(block.name, content: String(decoding: output[start...], as: UTF8.self))
            scopes.define(block: block.name)
        case .filter(let tag, let filter, let body):
            let text = try captured(body, of: source)
            let value: [String: Any] = ["filter_value": text]
            let expression = try parsed("filter_value|\(filter)", at: tag, of: source)
            try within(value, .init(["filter_value": .opaque]), at: tag, of: source) { run throws(RenderingError) in
                try run.print(try run.printed(expression, at: tag, of: source), at: tag, of: source)
            }
        }
    }

    private mutating func render(_ loop: StencilNode.Loop, of source: Int) throws(RenderingError) {
        let items = try items(of: loop, source)
        var kept: [(value: [String: Any], scope: StencilScopes.Scope)] = []
        for item in items {
            try spend(1, at: source, loop.tag)
            let values = item.values(named: loop.variables)
            if let condition = loop.condition {
                var holds = false
                try within(values.engine, values.scope, at: loop.tag, of: source) { run throws(RenderingError) in
                    holds = try run.evaluate(condition, at: loop.tag, of: source)
                }
                guard holds else { continue }
            }
            kept.append((values.engine, values.scope))
        }
        guard !kept.isEmpty else { return try render(loop.whenEmpty, of: source) }
        let outer = (context["forloop"] as? [String: Any])?.filter { ($1 as? [String: Any])?["label"] != nil } ?? [:]
        labels.append(loop.label)
        defer { labels.removeLast() }
        for (index, item) in kept.enumerated() {
            try spend(1, at: source, loop.tag)
            var forloop: [String: Any] = [
                "first": index == 0, "last": index == kept.count - 1, "counter": index + 1, "counter0": index,
                "length": kept.count,
            ]
            if let label = loop.label {
                forloop["label"] = label
                forloop[label] = forloop
            }
            forloop.merge(outer) { mine, _ in mine }
            var scope = item.scope
            scope.names["forloop"] = .opaque
            try within(item.value.merging(["forloop": forloop]) { mine, _ in mine }, scope, at: loop.tag, of: source) {
                run throws(RenderingError) in try run.render(loop.body, of: source)
            }
            guard let (isBreak, label) = jump else { continue }
            guard label == nil || label == loop.label else { return }
            jump = nil
            if isBreak { return }
        }
    }

    /// A block, or the ones that it replaces: the first of the chain, the others as `block.super`.
    private mutating func render(_ chain: [Override], at tag: Int, of source: Int) throws(RenderingError) {
        guard let first = chain.first else { return }
        parents.append(Array(chain.dropFirst()))
        defer { parents.removeLast() }
        let values: [String: Any] = chain.count > 1 ? ["block": ["super": try superText(of: chain)]] : [:]
        try within(values, .init(chain.count > 1 ? ["block": .opaque] : [:]), at: tag, of: source) {
            run throws(RenderingError) in try run.render(first.block.body, of: first.source)
        }
    }

    /// The text of the replaced block, where it is asked for by more than `{{ block.super }}` alone.
    private mutating func superText(of chain: [Override]) throws(RenderingError) -> String {
        guard let first = chain.first,
            sources[first.source].tags.contains(where: {
                $0.contents.contains("block.super") && $0.contents != "block.super"
            })
        else { return "" }
        let start = (output.count, segments.count)
        try render(Array(chain.dropFirst()), at: first.block.tag, of: first.source)
        return take(from: start)
    }

    private mutating func captured(_ nodes: [StencilNode], of source: Int) throws(RenderingError) -> String {
        let start = (output.count, segments.count)
        try render(nodes, of: source)
        return take(from: start)
    }

    private mutating func take(from start: (Int, Int)) -> String {
        let text = String(decoding: output[start.0...], as: UTF8.self)
        output.removeSubrange(start.0...)
        segments.removeSubrange(start.1...)
        return text
    }

    private mutating func print(_ text: String, at tag: Int, of source: Int) throws(RenderingError) {
        try spend(text.utf8.count, at: source, tag)
        segments.append(
            .init(start: output.count, source: source, range: sources[source].tags[tag].range, relation: .printed))
        output += Array(text.utf8)
    }

    // MARK: Templates

    private mutating func load(_ name: StencilExpression, at tag: Int, of source: Int) throws(RenderingError) -> Int {
        guard let text = try value(name, at: tag, of: source) as? String else {
            throw failure("the name of the template is no text", at: tag, of: source)
        }
        if let number = numbers[text] { return number }
        guard let partial = partials[text] else {
            let nearest = NearWords.nearest(to: text, in: partials.keys)
            throw RenderingError(
                "template/partial-missing", "there is no template \(text)", label: "not found",
                at: sources[source].place(ofTag: tag),
                remedy: nearest.map { "write \"\($0)\"" } ?? "put it beside the template")
        }
        let loaded = StencilSource(partial)
        guard loaded.problems.isEmpty else { throw RenderingError(loaded.problems) }
        guard sources.count < RenderingLimits.partials else {
            throw RenderingError(
                "template/too-deep", "use at most \(RenderingLimits.partials) templates",
                at: sources[source].place(ofTag: tag))
        }
        numbers[text] = sources.count
        sources.append(loaded)
        return sources.count - 1
    }

    /// Runs something with more names known, one level deeper.
    private mutating func within(
        _ values: [String: Any], _ scope: StencilScopes.Scope, at tag: Int, of source: Int,
        _ body: (inout StencilRun) throws(RenderingError) -> Void
    ) throws(RenderingError) {
        guard depth < RenderingLimits.depth else {
            throw RenderingError(
                "template/too-deep", "this nests more than \(RenderingLimits.depth) tags and templates",
                at: sources[source].place(ofTag: tag),
                remedy: "end the recursion with an {% if %} that the data does not fulfil")
        }
        depth += 1
        scopes.push(scope)
        defer {
            depth -= 1
            scopes.pop()
        }
        var failure: RenderingError?
        context.push(dictionary: values) {
            do throws(RenderingError) { try body(&self) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    // MARK: Expressions

    private mutating func items(of loop: StencilNode.Loop, _ source: Int) throws(RenderingError) -> [StencilItem] {
        let expression = loop.list
        scopes.look(up: expression, at: loop.tag, of: source, isPrinted: false)
        if let range = expression.text.firstRange(of: "...") {
            let left = try parsed(String(expression.text[..<range.lowerBound]), at: loop.tag, of: source)
            let right = try parsed(String(expression.text[range.upperBound...]), at: loop.tag, of: source)
            guard let from = StencilItem.whole(try value(left, at: loop.tag, of: source)),
                let to = StencilItem.whole(try value(right, at: loop.tag, of: source))
            else { throw failure("a range needs two whole numbers", at: loop.tag, of: source) }
            try spend(0, at: source, loop.tag, steps: abs(to - from) + 1)
            let numbers = Array(min(from, to)...max(from, to))
            return (from > to ? numbers.reversed() : numbers).map { .value($0, .opaque) }
        }
        let resolved = try value(expression, at: loop.tag, of: source)
        let known =
            expression.names.count == 1 && expression.text == expression.names[0].text
            ? scopes.value(of: expression.names[0].path) : nil
        return StencilItem.items(of: resolved, known: known)
    }

    private mutating func printed(
        _ expression: StencilExpression, at tag: Int, of source: Int
    ) throws(RenderingError) -> String {
        scopes.look(up: expression, at: tag, of: source, isPrinted: true)
        let safe = try safe(expression, at: tag, of: source)
        let compiled = try compile(safe, isPrinted: true, at: tag, of: source) { environment, text in
            try StencilEngine.node(text, in: environment).map { .printed($0) }
        }
        guard case .printed(let node) = compiled else { return "" }
        do { return try node.render(context) } catch { throw failure(StencilEngine.reason(error), at: tag, of: source) }
    }

    private mutating func evaluate(
        _ expression: StencilExpression, at tag: Int, of source: Int
    ) throws(RenderingError) -> Bool {
        scopes.look(up: expression, at: tag, of: source, isPrinted: false)
        let safe = try safe(expression, at: tag, of: source)
        let compiled = try compile(safe, isPrinted: false, at: tag, of: source) { environment, text in
            let token = StencilEngine.token(block: text)
            return .condition(try environment.compileExpression(components: token.components, containedIn: token))
        }
        guard case .condition(let condition) = compiled else { return false }
        do {
            return try condition.evaluate(context: context)
        } catch {
            throw failure(StencilEngine.reason(error), at: tag, of: source)
        }
    }

    private mutating func value(
        _ expression: StencilExpression, at tag: Int, of source: Int
    ) throws(RenderingError) -> Any? {
        let safe = try safe(expression, at: tag, of: source)
        do {
            return try environment.compileFilter(safe.text).resolve(context)
        } catch {
            throw failure(StencilEngine.reason(error), at: tag, of: source)
        }
    }

    /// The expression without names that would end the program: `last` of an empty list or text is nothing instead.
    private func safe(
        _ expression: StencilExpression, at tag: Int, of source: Int
    ) throws(RenderingError) -> StencilExpression {
        var text = Array(expression.text.utf8)
        var isChanged = false
        for name in expression.names.reversed() where name.path.contains("last") {
            var value: Any? = context[name.path[0]]
            for word in name.path.dropFirst() {
                if word == "last", (value as? [Any])?.isEmpty ?? (value as? String)?.isEmpty ?? false {
                    text.replaceSubrange(name.range, with: Array("_nothing".utf8))
                    isChanged = true
                    break
                }
                guard let inner = value,
                    let next = try? Variable("x.\(word)").resolve(
                        Context(dictionary: ["x": inner], environment: environment))
                else { break }
                value = next
            }
        }
        return isChanged ? try parsed(String(decoding: text, as: UTF8.self), at: tag, of: source) : expression
    }

    private func parsed(_ text: String, at tag: Int, of source: Int) throws(RenderingError) -> StencilExpression {
        do throws(StencilExpression.Objection) {
            return try StencilExpression(text)
        } catch {
            throw failure(error.message, at: tag, of: source)
        }
    }

    private mutating func compile(
        _ expression: StencilExpression, isPrinted: Bool, at tag: Int, of source: Int,
        _ make: (Environment, String) throws -> Compiled?
    ) throws(RenderingError) -> Compiled? {
        let key = Key(text: expression.text, isPrinted: isPrinted)
        if let known = compiled[key] { return known }
        do {
            compiled[key] = try make(environment, expression.text)
        } catch {
            throw failure(StencilEngine.reason(error), at: tag, of: source)
        }
        return compiled[key]
    }

    // MARK: Limits

    private mutating func spend(_ bytes: Int, at source: Int, _ tag: Int?, steps more: Int = 1) throws(RenderingError) {
        steps += min(more, RenderingLimits.steps + 1)
        let place = sources[source].place(ofTag: tag ?? 0)
        guard steps <= RenderingLimits.steps else {
            throw RenderingError(
                "template/too-large", "this repeats its tags more than \(RenderingLimits.steps) times", at: place,
                remedy: "use a shorter list in the data")
        }
        guard output.count + bytes <= RenderingLimits.outputBytes else {
            throw RenderingError(
                "template/too-large", "this renders more than \(RenderingLimits.outputBytes >> 20) MiB", at: place,
                remedy: "use a shorter list in the data")
        }
    }

    private func failure(_ message: String, at tag: Int, of source: Int) -> RenderingError {
        RenderingError(
            "template/syntax", "Stencil cannot render this: \(message)", at: sources[source].place(ofTag: tag))
    }
}
