/// Names of the data that nothing in a template asks for.
///
/// A name counts as used where any tag has it in its path, whatever it is the name of: what a section leaves out this
/// time is used all the same.
struct UnusedNames {
    /// Dotted and sorted: `customer.nickname`.
    ///
    /// A mapping that is unused is named without its names.
    private(set) var all: [String] = []

    private let used: Set<String>
    private var known: Set<String> = []
    /// Items of a list that are looked at; others are like them.
    private static let itemsOfList = 100

    init(of data: TemplateValue, in sources: TemplateSet) {
        used = Set(sources.sources.lazy.flatMap(\.tags).flatMap(\.path))
        look(at: data, within: "")
        all.sort()
    }

    private mutating func look(at value: TemplateValue, within path: String) {
        switch value {
        case .list(let items):
            for item in items.prefix(Self.itemsOfList) { look(at: item, within: path) }
        case .mapping(let values):
            for (name, value) in values {
                let path = path.isEmpty ? name : "\(path).\(name)"
                if used.contains(name) {
                    look(at: value, within: path)
                } else if known.insert(path).inserted {
                    all.append(path)
                }
            }
        case .null, .boolean, .number, .text: break
        }
    }
}
