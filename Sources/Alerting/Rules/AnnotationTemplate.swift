/// The text of an annotation, with places for the alert's labels and its number.
package struct AnnotationTemplate: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The pieces in order.
    package var pieces: [Piece]

    /// One piece of a text.
    package enum Piece: Sendable, Hashable {
        /// Text as it is.
        case text(String)
        /// `$(labels.NAME)`.
        case label(String)
        /// `$(value)`, written as the measure writes its numbers.
        case value
    }

    /// A text of pieces.
    package init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    /// A text without any place to fill.
    package init(stringLiteral text: String) {
        pieces = [.text(text)]
    }

    /// The text of one alert; a label that it does not have is empty, as in Prometheus.
    package func filled(labels: LabelSet, value: String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .label(let name): labels[name] ?? ""
            case .value: value
            }
        }.joined()
    }

    /// The names of the labels that it asks for.
    package var labelNames: [String] {
        pieces.compactMap { if case .label(let name) = $0 { name } else { nil } }
    }
}
