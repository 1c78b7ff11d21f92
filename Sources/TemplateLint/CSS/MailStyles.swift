/// The style sheets of a mail, read once, and which of their rules an element may meet.
///
/// Rules under `@media` and its kin, of sheets for Outlook, and with selectors that are not read hold for some readers
/// only: they are kept as such, so that nobody is accused because of them or in spite of them.
struct MailStyles: Sendable {
    /// A style sheet.
    struct Sheet: Sendable {
        /// Its tokens; their offsets are those of the part.
        var tokens: CSSTokens
        /// Its rules, the outermost.
        var rules: [CSSItem]
    }

    /// A rule with one of its selectors.
    struct Candidate: Sendable {
        var selector: CSSSelector
        var declarations: Range<Int>
        var order: Int
        /// Whether it holds for some readers only.
        var isConditional: Bool
    }

    /// Blocks in blocks that are followed; style sheets of mail have `@media` in `@supports` at most.
    static let depth = 16
    /// Selectors that are kept; one of 4 MiB could have more than any mail.
    static let candidates = 50_000

    private(set) var sheets: [Sheet] = []
    private(set) var declarations: [SeenDeclaration] = []
    private(set) var candidates: [Candidate] = []
    private(set) var byClass: [String: [Int]] = [:]
    private(set) var byID: [String: [Int]] = [:]
    private(set) var byTag: [String: [Int]] = [:]
    private(set) var anywhere: [Int] = []

    /// Reads the style elements of a document; `holes` says what a template language fills in.
    init(_ document: HTMLDocument, bytes: [UInt8], holes text: LintText?) {
        for style in document.elements("style") where style.isWritten {
            let numbers = style.descendants
            guard let first = numbers.first, let last = numbers.last else { continue }
            let range = document.nodes[first].range.lowerBound..<document.nodes[last].range.upperBound
            guard range.upperBound <= bytes.count else { continue }
            let media = style["media"]?.value.trimmingBlanks.asciiLowercased ?? ""
            add(CSSTokens(bytes, in: range), isConditional: !["", "all"].contains(media), holes: text, isShown: true)
        }
        for comment in document.comments where comment.text.hasPrefix("[if") {
            // Conditional comments: Outlook reads their styles.
            guard let tag = comment.text.firstRange(of: "<style"), let end = comment.text.firstRange(of: "</style")
            else { continue }
            guard tag.upperBound < end.lowerBound, let open = comment.text[tag.upperBound...].firstIndex(of: ">"),
                open < end.lowerBound
            else { continue }
            let css = comment.text[comment.text.index(after: open)..<end.lowerBound]
            add(CSSTokens(String(css)), isConditional: true, holes: nil, isShown: false)
        }
    }

    private mutating func add(_ tokens: CSSTokens, isConditional: Bool, holes: LintText?, isShown: Bool) {
        let rules = tokens.rules(in: tokens.all)
        if isShown { sheets.append(Sheet(tokens: tokens, rules: rules)) }
        add(rules, of: tokens, isConditional: isConditional, holes: holes, depth: 0)
    }

    private mutating func add(
        _ rules: [CSSItem], of tokens: CSSTokens, isConditional: Bool, holes: LintText?, depth: Int
    ) {
        guard depth < Self.depth else { return }
        for case .rule(let rule) in rules {
            guard let block = rule.block else { continue }
            guard let keyword = rule.atKeyword else {
                add(rule, block, of: tokens, isConditional: isConditional, holes: holes)
                continue
            }
            switch tokens.value(keyword).asciiLowercased {
            case "media", "supports", "layer", "container", "document", "-moz-document", "scope":
                let isForAll = tokens.source(rule.prelude).trimmingBlanks.asciiLowercased == "all"
                add(
                    tokens.rules(in: block, isTopLevel: false), of: tokens, isConditional: isConditional || !isForAll,
                    holes: holes, depth: depth + 1)
            default: break
            }
        }
    }

    private mutating func add(
        _ rule: CSSRule, _ block: Range<Int>, of tokens: CSSTokens, isConditional: Bool, holes: LintText?
    ) {
        let found = SeenDeclaration.list(tokens, in: block)
        guard !found.isEmpty, candidates.count < Self.candidates else { return }
        let start = declarations.count
        declarations += found
        let isFilled = holes?.holes(in: tokens.byteRange(rule.prelude.lowerBound..<block.upperBound)).isEmpty == false
        for selector in CSSSelector.list(tokens, in: rule.prelude) where !selector.isPassing {
            guard let last = selector.compounds.last else { continue }
            let number = candidates.count
            candidates.append(
                Candidate(
                    selector: selector, declarations: start..<declarations.count, order: number,
                    isConditional: isConditional || isFilled || selector.isUncertain))
            if let id = last.id {
                byID[id, default: []].append(number)
            } else if let name = last.classes.first {
                byClass[name, default: []].append(number)
            } else if let tag = last.tag {
                byTag[tag, default: []].append(number)
            } else {
                anywhere.append(number)
            }
        }
    }

    /// Declarations of a `style` attribute are kept here too; returns where.
    mutating func keep(_ found: [SeenDeclaration]) -> Range<Int> {
        declarations += found
        return declarations.count - found.count..<declarations.count
    }
}
