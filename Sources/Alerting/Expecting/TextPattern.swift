/// What a text shall be: itself, or anything that a regular expression finds something in.
package struct TextPattern: Sendable, Hashable, CustomStringConvertible {
    /// What begins a pattern that is a regular expression: `re:^https://`.
    package static let expressionPrefix = "re:"

    /// The pattern as it is written.
    package let description: String
    private let expression: String?

    /// A pattern as a scenario writes it.
    ///
    /// - Throws: what is wrong with the regular expression.
    package init(_ text: String) throws(InvalidExpression) {
        description = text
        guard text.hasPrefix(Self.expressionPrefix) else {
            expression = nil
            return
        }
        let source = String(text.dropFirst(Self.expressionPrefix.count))
        do {
            _ = try Regex(source)
        } catch {
            throw InvalidExpression(reason: "\(error)")
        }
        expression = source
    }

    /// The text itself and nothing else.
    package init(equals text: String) {
        description = text
        expression = nil
    }

    /// A regular expression that is none.
    package struct InvalidExpression: Error, Sendable, Hashable {
        /// What is wrong with it.
        package var reason: String
    }

    /// Whether a text is what is wanted.
    package func matches(_ text: String) -> Bool {
        guard let expression else { return text == description }
        // `Regex` is no Sendable value, so it is made anew; that it can be made was seen at the beginning.
        guard let regex = try? Regex(expression) else { return false }
        return text.firstMatch(of: regex) != nil
    }

    /// The one text that matches, where there is only one.
    package var exactText: String? {
        expression == nil ? description : nil
    }
}
