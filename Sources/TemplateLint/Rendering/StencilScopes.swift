import Findings

/// Which names are known at each point of a rendering, and which were asked for in vain.
struct StencilScopes {
    /// What is known of a name.
    enum Known {
        /// A value of the data, whose own names are known.
        case value(TemplateValue)
        /// Something that the template made.
        case opaque
    }

    /// The names that a tag adds for what stands in it.
    struct Scope {
        var names: [String: Known]

        init(_ names: [String: Known] = [:]) {
            self.names = names
        }

        /// The names of a mapping.
        init(_ value: TemplateValue) {
            names = [:]
            if case .mapping(let values) = value { names = values.mapValues { .value($0) } }
        }
    }

    private struct Key: Hashable {
        var source: Int
        var tag: Int
        var name: String
    }

    private struct Lookups {
        var order: Int
        var isPrinted: Bool
        var hits = 0
        var misses = 0
        var lost = ""
        var known: [String] = []
    }

    private var stack: [Scope]
    private var lookups: [Key: Lookups] = [:]

    init(_ data: TemplateValue) {
        stack = [Scope(data)]
    }

    mutating func push(_ scope: Scope) {
        stack.append(scope)
    }

    mutating func pop() {
        stack.removeLast()
    }

    /// A block that was rendered can be printed again as `block.name`.
    mutating func define(block: String) {
        stack[0].names["block"] = .opaque
    }

    /// The value of a path where it is one of the data.
    func value(of path: [String]) -> TemplateValue? {
        guard let first = path.first, case .value(var value) = find(first) else { return nil }
        for name in path.dropFirst() {
            guard let inner = value[name] else { return nil }
            value = inner
        }
        return value
    }

    /// Counts the names of an expression as found or missed.
    mutating func look(up expression: StencilExpression, at tag: Int, of source: Int, isPrinted: Bool) {
        // `{{ a if b else c }}`: only one of them is printed, and `b` decides.
        let isChoice = expression.names.count > 1 || !isPrinted
        for name in expression.names {
            let key = Key(source: source, tag: tag, name: name.text)
            var entry = lookups[key] ?? Lookups(order: lookups.count, isPrinted: !isChoice)
            if let (lost, known) = miss(name), !name.hasDefault {
                if entry.misses == 0 { (entry.lost, entry.known) = (lost, known) }
                entry.misses += 1
            } else {
                entry.hits += 1
            }
            lookups[key] = entry
        }
    }

    /// Names that were missed at least once, in the order of their first use.
    func undefined(in sources: [StencilSource]) -> [UndefinedVariable] {
        lookups.filter { $0.value.misses > 0 }.sorted { $0.value.order < $1.value.order }.map { key, value in
            UndefinedVariable(
                name: key.name, printsValue: value.isPrinted, place: sources[key.source].place(ofTag: key.tag),
                misses: value.misses, hits: value.hits, lost: value.lost, known: value.known)
        }
    }

    private func find(_ name: String) -> Known? {
        stack.reversed().lazy.compactMap { $0.names[name] }.first
    }

    /// The part of a name that is not there, and what is; nil where all of it is.
    private func miss(_ name: StencilExpression.Name) -> (lost: String, known: [String])? {
        guard let first = name.path.first else { return nil }
        guard let found = find(first) else {
            let known = stack.reversed().flatMap { $0.names.keys.sorted() }.filter { !$0.isEmpty && $0 != "forloop" }
            return (first, known)
        }
        guard case .value(var value) = found else { return nil }
        for word in name.path.dropFirst() {
            switch (value, word) {
            case (.list, "count"), (.text, "count"), (.mapping, "count"), (.text, _): return nil
            case (.list(let items), "first"), (.list(let items), "last"):
                guard let inner = word == "first" ? items.first : items.last else { return nil }
                value = inner
            case (.list(let items), _):
                guard let index = Int(word), items.indices.contains(index) else { return (word, []) }
                value = items[index]
            default:
                guard let inner = value[word] else { return (word, value.names) }
                value = inner
            }
        }
        return nil
    }
}
