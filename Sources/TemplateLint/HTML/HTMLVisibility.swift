/// Which texts of a document its inline styles hide from the reader.
///
/// Only inline styles and the `hidden` attribute are looked at: a class may be switched by a style sheet that this does
/// not read.
package struct HTMLVisibility: Sendable {
    /// A text that is hidden.
    package struct HiddenText: Sendable {
        /// The text.
        package let text: HTMLText
        /// The element that hides it.
        package let element: HTMLElement
        /// By which declaration: `display: none`.
        package let declaration: String
    }

    /// Hidden texts that are not blank, in document order.
    package let hidden: [HiddenText]
    /// Texts that the reader sees and that are not blank, in document order.
    package let visible: [HTMLText]

    /// What the elements above hand down.
    private struct State {
        var hiding: (element: Int, declaration: String)?
        /// A font size of nothing, which an element below may undo.
        var tiny: (element: Int, declaration: String)?
    }

    init(_ document: HTMLDocument) {
        var states: [State] = []
        states.reserveCapacity(document.nodes.count)
        var hidden: [HiddenText] = []
        var visible: [HTMLText] = []
        for (number, node) in document.nodes.enumerated() {
            var state = node.parent >= 0 ? states[node.parent] : State()
            if let element = HTMLElement(document, at: number) {
                Self.apply(element, to: &state)
            } else if node.isRendered, let text = HTMLText(document, at: number), !text.isBlank {
                if let cause = state.hiding ?? state.tiny {
                    hidden.append(
                        HiddenText(
                            text: text, element: HTMLElement(document: document, number: cause.element),
                            declaration: cause.declaration))
                } else {
                    visible.append(text)
                }
            }
            states.append(state)
        }
        self.hidden = hidden
        self.visible = visible
    }

    private static func apply(_ element: HTMLElement, to state: inout State) {
        guard state.hiding == nil else { return }
        if element["hidden"] != nil {
            state.hiding = (element.number, "hidden")
            return
        }
        guard element["style"] != nil else { return }
        let style = element.style
        if let cause = hidingDeclaration(of: style) {
            state.hiding = (element.number, "\(cause.name): \(cause.value)")
        }
        if let size = style["font-size"] {
            if let length = CSSLength(size.value) {
                state.tiny = length.isTiny ? (element.number, "font-size: \(size.value)") : nil
            } else {
                state.tiny = nil
            }
        }
    }

    /// The declaration that makes an element and all in it invisible.
    private static func hidingDeclaration(of style: StyleDeclarations) -> StyleDeclarations.Declaration? {
        func declared(_ name: String, _ holds: (String) -> Bool) -> StyleDeclarations.Declaration? {
            style[name].flatMap { holds($0.value.lowercased()) ? $0 : nil }
        }
        let isClipped = style["overflow"]?.value.lowercased() == "hidden"
        return declared("display") { $0 == "none" }
            ?? declared("visibility") { $0 == "hidden" || $0 == "collapse" }
            ?? declared("opacity") { Double($0) == 0 || $0 == "0%" }
            ?? (isClipped ? declared("max-height") { CSSLength($0)?.isZero == true } : nil)
            ?? (isClipped ? declared("height") { CSSLength($0)?.isZero == true } : nil)
            ?? (isClipped ? declared("max-width") { CSSLength($0)?.isZero == true } : nil)
            ?? declared("text-indent") { CSSLength($0).map { $0.pixels <= -500 } == true }
    }
}

/// A length as CSS writes it: a number and a unit.
struct CSSLength {
    /// The length in pixels, relative units taken at their usual size.
    let pixels: Double

    /// The length that a value is; nil for anything else.
    init?(_ value: String) {
        let text = value.trimmingBlanks.lowercased()
        let number = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        guard let amount = Double(number.hasPrefix(".") ? "0" + number : String(number)) else { return nil }
        switch text[number.endIndex...] {
        case "px": pixels = amount
        case "": pixels = amount
        case "pt": pixels = amount * 4 / 3
        case "em", "rem": pixels = amount * 16
        case "%": pixels = amount * 0.16
        default: return nil
        }
    }

    /// Whether nothing is left.
    var isZero: Bool { pixels == 0 }
    /// Whether a letter of this size cannot be read: one pixel at most.
    var isTiny: Bool { pixels <= 1 }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmingBlanks: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
