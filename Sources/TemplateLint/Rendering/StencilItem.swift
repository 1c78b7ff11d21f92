/// One item that a loop of Stencil goes over.
enum StencilItem {
    /// An item of a list.
    case value(Any, StencilScopes.Known)
    /// A name and a value of a mapping.
    case pair(String, Any, StencilScopes.Known)

    /// The items of a value: those of a list, or the names of a mapping in alphabetical order.
    static func items(of value: Any?, known: TemplateValue?) -> [StencilItem] {
        if let mapping = value as? [String: Any] {
            return mapping.sorted { $0.key < $1.key }.map { name, value in
                .pair(name, value, known?[name].map { .value($0) } ?? .opaque)
            }
        }
        guard let list = value as? [Any] else { return [] }
        var items: [TemplateValue] = []
        if case .list(let known) = known { items = known }
        return list.enumerated().map { index, item in
            .value(item, items.count == list.count ? .value(items[index]) : .opaque)
        }
    }

    /// The names that a loop gives its item: a pair has one for its name and one for its value.
    func values(named variables: [String]) -> (engine: [String: Any], scope: StencilScopes.Scope) {
        let first = variables.first ?? ""
        switch self {
        case .value(let value, let known): return ([first: value], .init([first: known]))
        case .pair(let name, let value, let known):
            var engine: [String: Any] = [:]
            var scope = StencilScopes.Scope()
            if first != "_" {
                engine[first] = name
                scope.names[first] = .opaque
            }
            if variables.count > 1, variables[1] != "_" {
                engine[variables[1]] = value
                scope.names[variables[1]] = known
            }
            return (engine, scope)
        }
    }

    /// A whole number that a range may begin or end with.
    static func whole(_ value: Any?) -> Int? {
        switch value {
        case let number as Int where number.magnitude <= 1 << 40: number
        case let number as Double where number.magnitude <= 1e9: Int(number)
        case let number as Float where number.magnitude <= 1e9: Int(number)
        default: nil
        }
    }
}
