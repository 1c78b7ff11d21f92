/// How many elements are open, at most, while tags are read in order.
///
/// Not many more than the tree builder of the HTML standard has open in honest mail: elements whose end tag may be left out
/// count for no more than they can nest. And no fewer than half as many in any: an end tag that closes nothing, because an
/// element stands between, is counted as closing, and that element as open.
struct OpenElements {
    /// Elements that stay open until their end tag.
    private var lasting = 0
    private var openByName: [TagName: Int] = [:]
    private var openSelects = 0
    /// Open elements of each kind of `Kind` that ends by itself.
    private var passing = [Int](repeating: 0, count: Kind.allCases.count)
    /// The item of a list that was opened last, and how often it was not one of the kind before it.
    private var lastItem: Kind?
    private var changesOfItem = 0
    /// Whether SVG or MathML has begun, in which other elements last: §13.2.6.5.
    private var isForeign = false

    /// Elements that end where the next of their kind begins, unless an element that lasts stands between the two.
    enum Kind: Int, CaseIterable, Sendable {
        /// HTML standard §13.2.6.4.7, "a start tag whose tag name is p": one in button scope is closed.
        case paragraph
        /// The same, "li": one is closed unless another special element stands between; `dd` is one.
        case listItem
        /// The same, "dd", "dt".
        case definition
        /// §13.2.6.4.13 to 15: these stand in a table only, one in another only with a table between.
        case row, cell, rowGroup
    }

    /// Elements in another, at most.
    var depth: Int {
        var depth = lasting
        for kind in Kind.allCases {
            let isItem = kind == .listItem || kind == .definition
            depth += min(passing[kind.rawValue], lasting + 1 + (isItem ? changesOfItem : 0))
        }
        return depth
    }

    /// A start tag.
    mutating func open(_ tag: ScannedTag) {
        let name = tag.name
        guard !(isForeign ? tag.traits.isVoidInForeign : tag.traits.isVoid) else { return }
        if let kind = kind(of: tag) {
            passing[kind.rawValue] += 1
            if kind == .listItem || kind == .definition {
                if let lastItem, lastItem != kind { changesOfItem += 1 }
                lastItem = kind
            }
            return
        }
        openByName[name, default: 0] += 1
        if name == Self.select { openSelects += 1 }
        if name == Self.svg || name == Self.math { isForeign = true }
        // A table has a row group and a row, written or not: §13.2.6.4.9.
        lasting += name == Self.table ? 3 : 1
    }

    /// An end tag.
    mutating func close(_ tag: ScannedTag) {
        let name = tag.name
        // §13.2.6.4.16: in a select any other end tag is ignored.
        guard openSelects == 0 || Self.closingInSelect.contains(name) else { return }
        // Before SVG and MathML none of these was counted by its name.
        if let kind = kind(of: tag), !isForeign || openByName[name] ?? 0 == 0 {
            passing[kind.rawValue] = max(0, passing[kind.rawValue] - 1)
            return
        }
        guard let count = openByName[name], count > 0 else { return }
        openByName[name] = count - 1
        if name == Self.select { openSelects -= 1 }
        lasting -= name == Self.table ? 3 : 1
    }

    private func kind(of tag: ScannedTag) -> Kind? {
        guard let kind = tag.traits.passing else { return nil }
        switch kind {
        case .paragraph, .listItem, .definition: return kind
        case .row, .cell, .rowGroup: return isForeign ? nil : kind
        }
    }

    private static let svg = TagName("svg")
    private static let math = TagName("math")
    private static let table = TagName("table")
    private static let select = TagName("select")
    private static let closingInSelect = Set(TagName.list("select option optgroup"))
}
