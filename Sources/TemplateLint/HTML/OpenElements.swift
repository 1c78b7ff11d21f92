/// How many elements are open, at most, while tags are read in order.
///
/// Not many more than the tree builder of the HTML standard has open in honest mail: elements whose end tag may be left out
/// count for no more than they can nest. And no fewer than half as many in any: an end tag that closes nothing, because an
/// element stands between, is counted as closing, and that element as open.
struct OpenElements {
    /// Elements that stay open until their end tag.
    private var lasting = 0
    private var openByName: [ArraySlice<UInt8>: Int] = [:]
    /// Open elements of each kind of `Kind` that ends by itself.
    private var passing = [Int](repeating: 0, count: Kind.allCases.count)
    /// The item of a list that was opened last, and how often it was not one of the kind before it.
    private var lastItem: Kind?
    private var changesOfItem = 0
    /// Whether SVG or MathML has begun, in which other elements last: §13.2.6.5.
    private var isForeign = false

    /// Elements that end where the next of their kind begins, unless an element that lasts stands between the two.
    private enum Kind: Int, CaseIterable {
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

    /// A start tag of that name in small letters.
    mutating func open(_ name: ArraySlice<UInt8>) {
        guard !(isForeign ? Self.voidEverywhere : Self.void).contains(name) else { return }
        if let kind = kind(of: name) {
            passing[kind.rawValue] += 1
            if kind == .listItem || kind == .definition {
                if let lastItem, lastItem != kind { changesOfItem += 1 }
                lastItem = kind
            }
            return
        }
        openByName[name, default: 0] += 1
        if name.elementsEqual("svg".utf8) || name.elementsEqual("math".utf8) { isForeign = true }
        // A table has a row group and a row, written or not: §13.2.6.4.9.
        lasting += name.elementsEqual("table".utf8) ? 3 : 1
    }

    /// An end tag of that name.
    mutating func close(_ name: ArraySlice<UInt8>) {
        // §13.2.6.4.16: in a select any other end tag is ignored.
        guard openByName[Self.select] ?? 0 == 0 || Self.closingInSelect.contains(name) else { return }
        if let kind = kind(of: name), openByName[name] ?? 0 == 0 {
            passing[kind.rawValue] = max(0, passing[kind.rawValue] - 1)
            return
        }
        guard let count = openByName[name], count > 0 else { return }
        openByName[name] = count - 1
        lasting -= name.elementsEqual("table".utf8) ? 3 : 1
    }

    private func kind(of name: ArraySlice<UInt8>) -> Kind? {
        guard let kind = Self.kinds[name] else { return nil }
        switch kind {
        case .paragraph, .listItem, .definition: return kind
        case .row, .cell, .rowGroup: return isForeign ? nil : kind
        }
    }

    private static let select = ArraySlice("select".utf8)
    private static let closingInSelect = names("select option optgroup")
    private static let void = names(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
    /// Those that end SVG and MathML: §13.2.6.5, "a start tag whose tag name is one of".
    private static let voidEverywhere = names("br embed hr img meta")
    private static let kinds: [ArraySlice<UInt8>: Kind] = [
        "p": .paragraph, "li": .listItem, "dd": .definition, "dt": .definition, "tr": .row, "td": .cell, "th": .cell,
        "tbody": .rowGroup, "thead": .rowGroup, "tfoot": .rowGroup,
    ].reduce(into: [:]) { $0[ArraySlice($1.key.utf8)] = $1.value }

    /// The names of a list with blanks between them.
    static func names(_ words: String) -> Set<ArraySlice<UInt8>> {
        Set(words.split(separator: " ").map { ArraySlice($0.utf8) })
    }
}
