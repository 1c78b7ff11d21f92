import Findings

/// Walks through a template with its data as the engine will, to find the names that the data does not know and to
/// refuse what would take too much; the engine itself has no limits.
struct Rehearsal {
    private let set: TemplateSet
    /// What is looked up, innermost last.
    private var stack: [TemplateValue]
    private var depth = 0
    private var steps = 0
    private var outputBytes = 0
    private var lookups: [TagKey: Lookups] = [:]

    private struct TagKey: Hashable {
        var source: Int
        var tag: Int
    }

    private struct Lookups {
        var order: Int
        var hits = 0
        var misses = 0
        var lost = ""
        var known: [String] = []
    }

    init(sources: TemplateSet, data: TemplateValue) {
        set = sources
        stack = [data]
    }

    /// Variables that were missed at least once, in the order of their first use.
    var undefined: [UndefinedVariable] {
        lookups.filter { $0.value.misses > 0 }.sorted { $0.value.order < $1.value.order }.map { key, value in
            let source = set.sources[key.source]
            let tag = source.tags[key.tag]
            return UndefinedVariable(
                name: tag.name, printsValue: tag.printsValue,
                place: source.text.place(atByte: tag.range.lowerBound, length: tag.range.count),
                misses: value.misses, hits: value.hits, lost: value.lost, known: value.known)
        }
    }

    mutating func run() throws(RenderingError) {
        try walk(0, tags: 0..<set.sources[0].tags.count)
    }

    private mutating func walk(_ source: Int, tags range: Range<Int>) throws(RenderingError) {
        let tags = set.sources[source].tags
        var index = range.lowerBound
        try spend(text(before: range.lowerBound, in: source), at: source, range.lowerBound)
        while index < range.upperBound {
            let tag = tags[index]
            switch tag.kind {
            case .variable, .unescapedVariable:
                if let value = look(up: index, in: source) {
                    // An escaped byte is six at most: `&quot;`.
                    try spend(value.printed.utf8.count * (tag.kind == .variable ? 6 : 1), at: source, index)
                }
            case .section, .invertedSection:
                guard let closing = tag.closing else { break }
                try enter(index, closing: closing, in: source)
                index = closing
            case .partial:
                if let partial = set.number(of: tag.name) {
                    try descend(source, index) { rehearsal throws(RenderingError) in
                        try rehearsal.walk(partial, tags: 0..<rehearsal.set.sources[partial].tags.count)
                    }
                }
            case .close, .comment, .delimiters:
                break
            }
            index += 1
            try spend(text(before: index, in: source), at: source, min(index, tags.count - 1))
        }
    }

    private mutating func enter(_ index: Int, closing: Int, in source: Int) throws(RenderingError) {
        let tag = set.sources[source].tags[index]
        let value = look(up: index, in: source) ?? .null
        guard value.isTruthy == (tag.kind == .section) else { return }
        let scopes: [TemplateValue?] =
            switch value {
            case .list(let items) where tag.kind == .section: items
            // A boolean decides and is no scope of its own; an inverted section has none either.
            case .boolean, .null: [nil]
            default: [tag.kind == .section ? value : nil]
            }
        for scope in scopes {
            if let scope { stack.append(scope) }
            defer { if scope != nil { stack.removeLast() } }
            try descend(source, index) { rehearsal throws(RenderingError) in
                try rehearsal.walk(source, tags: index + 1..<closing)
            }
        }
    }

    private mutating func descend(
        _ source: Int, _ index: Int, _ body: (inout Rehearsal) throws(RenderingError) -> Void
    ) throws(RenderingError) {
        guard depth < RenderingLimits.depth else {
            throw limit(
                "template/too-deep", "this nests more than \(RenderingLimits.depth) sections and partials",
                remedy: "end the recursion of the partial with a section that the data leaves out", source, index)
        }
        depth += 1
        defer { depth -= 1 }
        try body(&self)
    }

    /// The value of a tag's name, counted as found or missed.
    private mutating func look(up index: Int, in source: Int) -> TemplateValue? {
        let tag = set.sources[source].tags[index]
        let (value, lost, known) = resolve(tag.path)
        let key = TagKey(source: source, tag: index)
        var entry = lookups[key] ?? Lookups(order: lookups.count)
        if value != nil {
            entry.hits += 1
        } else {
            if entry.misses == 0 { (entry.lost, entry.known) = (lost, known) }
            entry.misses += 1
        }
        lookups[key] = entry
        return value
    }

    /// The value of a path, or the name where it was lost and the names that are known there.
    ///
    /// Mustache specification: the first name is looked for from the innermost scope outwards, the others strictly
    /// within what was found.
    private func resolve(_ path: [String]) -> (value: TemplateValue?, lost: String, known: [String]) {
        guard let first = path.first else { return (stack.last, "", []) }
        guard var value = stack.reversed().lazy.compactMap({ $0[first] }).first else {
            return (nil, first, stack.reversed().flatMap(\.names))
        }
        for name in path.dropFirst() {
            guard let inner = value[name] else { return (nil, name, value.names) }
            value = inner
        }
        return (value, "", [])
    }

    /// The bytes of template text between the tag before `index` and the tag itself.
    private func text(before index: Int, in source: Int) -> Int {
        let tags = set.sources[source].tags
        let start = index > 0 ? tags[index - 1].removal.upperBound : 0
        let end = index < tags.count ? tags[index].removal.lowerBound : set.sources[source].text.bytes.count
        return max(0, end - start)
    }

    private mutating func spend(_ bytes: Int, at source: Int, _ index: Int) throws(RenderingError) {
        steps += 1
        outputBytes += bytes
        guard steps <= RenderingLimits.steps else {
            throw limit(
                "template/too-large", "this repeats its sections more than \(RenderingLimits.steps) times",
                remedy: "use a shorter list in the data", source, index)
        }
        guard outputBytes <= RenderingLimits.outputBytes else {
            throw limit(
                "template/too-large", "this renders more than \(RenderingLimits.outputBytes >> 20) MiB",
                remedy: "use a shorter list in the data", source, index)
        }
    }

    private func limit(
        _ rule: RuleID, _ message: String, remedy: String, _ source: Int, _ index: Int
    ) -> RenderingError {
        let source = set.sources[source]
        let range = source.tags.indices.contains(index) ? source.tags[index].range : 0..<1
        return RenderingError(
            rule, message, at: source.text.place(atByte: range.lowerBound, length: range.count), remedy: remedy)
    }
}
