/// The properties that decide whether a text is seen, and how well.
enum SeenProperty: Int, CaseIterable, Sendable {
    case display, visibility, opacity, fontSize, color, backgroundColor, backgroundImage, height, maxHeight, maxWidth
    case overflow, textIndent, fontWeight, outlookHides
    /// Whatever makes colours other than those that are written: filters, blending, positions over other elements.
    case disguise
}

/// One property set to a value, read once however many elements it is for.
struct SeenDeclaration: Sendable {
    /// What a value comes to.
    enum Value: Sendable {
        /// Whether it hides, clips, is bold, is an image: what the property asks.
        case flag(Bool)
        case number(Double)
        /// In pixels.
        case length(Double)
        /// So many times the size around it.
        case times(Double)
        case color(CSSColor)
        /// As the element around it has it.
        case inherit
        /// Not read: `var(--x)`, `calc(…)`.
        case unknown
    }

    var property: SeenProperty
    var value: Value
    var isImportant: Bool
    /// As the user wrote it: `display: none`.
    var written: String

    /// The declarations of a block or an attribute that matter here.
    static func list(_ tokens: CSSTokens, in range: Range<Int>) -> [SeenDeclaration] {
        var found: [SeenDeclaration] = []
        for case .declaration(let declaration) in tokens.declarations(in: range) {
            read(declaration, of: tokens, into: &found)
        }
        return found
    }

    private static func read(
        _ declaration: CSSDeclaration, of tokens: CSSTokens, into found: inout [SeenDeclaration]
    ) {
        let value = tokens.trimmed(declaration.value)
        guard let first = value.first else { return }
        let name = tokens.value(declaration.name).asciiLowercased
        let isOne = tokens.next(after: first) >= value.upperBound
        let word = isOne && tokens[first].kind == .ident ? tokens.value(first).asciiLowercased : ""
        func add(_ property: SeenProperty, _ value: Value?) {
            guard var value else { return }
            if ["inherit"].contains(word) { value = .inherit }
            if ["initial", "unset", "revert", "revert-layer"].contains(word) { value = .unknown }
            found.append(
                SeenDeclaration(
                    property: property, value: value, isImportant: declaration.isImportant,
                    written: "\(name): \(tokens.source(value_).collapsed)"))
        }
        let value_ = value
        switch name {
        case "display": add(.display, .flag(word == "none"))
        case "visibility": add(.visibility, .flag(word == "hidden" || word == "collapse"))
        case "opacity":
            switch tokens[first].kind {
            case .number where isOne: add(.opacity, .number(tokens.number(first)))
            case .percentage where isOne: add(.opacity, .number(tokens.number(first) / 100))
            default: add(.opacity, .unknown)
            }
        case "overflow", "overflow-y", "overflow-x": add(.overflow, .flag(word == "hidden" || word == "clip"))
        case "height": add(.height, .flag(isZero(tokens, first, isOne)))
        case "max-height": add(.maxHeight, .flag(isZero(tokens, first, isOne)))
        case "max-width": add(.maxWidth, .flag(isZero(tokens, first, isOne)))
        case "text-indent":
            if case .length(let pixels)? = size(tokens, first), isOne {
                add(.textIndent, .flag(pixels <= -500))
            } else {
                add(.textIndent, .flag(false))
            }
        case "font-size": add(.fontSize, isOne ? size(tokens, first) ?? .unknown : .unknown)
        case "font-weight": add(.fontWeight, weight(tokens, first) ?? .unknown)
        case "font": readFont(tokens, value, add)
        case "color": add(.color, isOne ? color(tokens, first, isText: true) : nil)
        case "background-color": add(.backgroundColor, isOne ? color(tokens, first, isText: false) : nil)
        case "background-image": add(.backgroundImage, .flag(word != "none"))
        case "background": readBackground(tokens, value, add)
        case "mso-hide": add(.outlookHides, .flag(word != "none"))
        case "position": add(.disguise, .flag(word == "absolute" || word == "fixed"))
        case "filter", "mix-blend-mode", "-webkit-text-fill-color", "background-clip", "-webkit-background-clip":
            add(.disguise, .flag(word != "none" && word != "normal" && word != "border-box" && word != "padding-box"))
        default: break
        }
    }

    private static func isZero(_ tokens: CSSTokens, _ number: Int, _ isOne: Bool) -> Bool {
        [.number, .dimension, .percentage].contains(tokens[number].kind) && isOne && tokens.number(number) == 0
    }

    /// The size of letters, by a length, a percentage or a word (CSS Fonts Level 4 §2.5); relative ones stay relative.
    static func size(_ tokens: CSSTokens, _ number: Int) -> Value? {
        let amount = tokens.number(number)
        switch tokens[number].kind {
        // Mail programs in quirks mode read a bare number as pixels.
        case .number: return .length(amount)
        case .percentage: return .times(amount / 100)
        case .dimension:
            switch tokens.value(number).asciiLowercased {
            case "px": return .length(amount)
            case "pt": return .length(amount * 4 / 3)
            case "pc": return .length(amount * 16)
            case "in": return .length(amount * 96)
            case "cm": return .length(amount * 96 / 2.54)
            case "mm": return .length(amount * 96 / 25.4)
            case "em": return .times(amount)
            case "ex", "ch": return .times(amount / 2)
            case "rem": return .length(amount * 16)
            default: return .unknown
            }
        case .ident:
            switch tokens.value(number).asciiLowercased {
            case "xx-small": return .length(9)
            case "x-small": return .length(10)
            case "small": return .length(13)
            case "medium": return .length(16)
            case "large": return .length(18)
            case "x-large": return .length(24)
            case "xx-large": return .length(32)
            case "xxx-large": return .length(48)
            case "smaller": return .times(1 / 1.2)
            case "larger": return .times(1.2)
            default: return nil
            }
        default: return nil
        }
    }

    private static func weight(_ tokens: CSSTokens, _ number: Int) -> Value? {
        if tokens[number].kind == .number { return .flag(tokens.number(number) >= 600) }
        switch tokens.value(number).asciiLowercased {
        case "bold", "bolder": return .flag(true)
        case "normal", "lighter": return .flag(false)
        default: return nil
        }
    }

    private static func color(_ tokens: CSSTokens, _ number: Int, isText: Bool) -> Value? {
        switch CSSColor.reading(tokens, at: number) {
        case .color(let color): .color(color)
        case .current: isText ? .inherit : .unknown
        case .unread: .unknown
        case nil: ["inherit", "initial", "unset"].contains(tokens.value(number).asciiLowercased) ? .unknown : nil
        }
    }

    /// CSS Backgrounds Level 3 §2.10: what the shorthand does not name is set back, so the colour is transparent.
    private static func readBackground(
        _ tokens: CSSTokens, _ value: Range<Int>, _ add: (SeenProperty, Value?) -> Void
    ) {
        var color = Value.color(CSSColor(red: 0, green: 0, blue: 0, alpha: 0))
        var hasImage = false
        var index = value.lowerBound
        while index < value.upperBound {
            switch CSSColor.reading(tokens, at: index) {
            case .color(let found): color = .color(found)
            case .current, .unread: color = .unknown
            case nil: hasImage = hasImage || tokens[index].kind == .url || tokens[index].kind == .function
            }
            index = tokens.next(after: index)
        }
        add(.backgroundColor, color)
        add(.backgroundImage, .flag(hasImage))
    }

    /// CSS Fonts Level 4 §2.7: style and weight, then the size, then the families.
    private static func readFont(_ tokens: CSSTokens, _ value: Range<Int>, _ add: (SeenProperty, Value?) -> Void) {
        var isBold = false
        var index = value.lowerBound
        while index < value.upperBound {
            let isSize = tokens[index].kind == .number && tokens.number(index) < 100
            if !isSize, let weight = weight(tokens, index), case .flag(let bold) = weight {
                isBold = isBold || bold
            } else if let size = size(tokens, index) {
                add(.fontSize, size)
                return add(.fontWeight, .flag(isBold))
            }
            index = tokens.next(after: index)
        }
        add(.fontSize, .unknown)
    }
}
