/// Something that a user may tell a rule, and where it is put.
package struct LintOption: Sendable {
    /// What may be given.
    package enum Kind: Sendable, Hashable {
        /// A whole number within bounds.
        case integer(ClosedRange<Int>)
        /// A number of bytes.
        case size
        /// A text.
        case text
        /// A list of texts.
        case texts
        /// Yes or no.
        case boolean
    }

    /// A value as it was given.
    package enum Value: Sendable, Hashable {
        /// A whole number, of bytes for a size.
        case integer(Int)
        /// A text.
        case text(String)
        /// A list of texts.
        case texts([String])
        /// Yes or no.
        case boolean(Bool)
    }

    /// Why a value was not taken, as an instruction: `write a whole number from 10 to 500`.
    package struct Refusal: Error, Sendable, Hashable {
        /// The instruction.
        package let message: String
    }

    /// The name that users write: `phrases`.
    package let name: String
    /// What may be given.
    package let kind: Kind
    /// What it is for, in a sentence.
    package let help: String
    private let store: @Sendable (Value, inout LintSettings) -> Void

    /// Puts a value into the settings.
    package func put(_ value: Value, into settings: inout LintSettings) throws(Refusal) {
        guard isTaken(value) else { throw Refusal(message: "write \(kind.expected)") }
        store(value, &settings)
    }

    private func isTaken(_ value: Value) -> Bool {
        switch (kind, value) {
        case (.integer(let range), .integer(let number)): range.contains(number)
        case (.size, .integer(let number)): number >= 0
        case (.text, .text(let text)): !text.isEmpty
        case (.texts, .texts(let texts)): texts.allSatisfy { !$0.isEmpty }
        case (.boolean, .boolean): true
        default: false
        }
    }

    /// An option that is a whole number.
    static func integer(
        _ name: String, in range: ClosedRange<Int>, _ help: String,
        _ path: any WritableKeyPath<LintSettings, Int> & Sendable
    ) -> LintOption {
        LintOption(name: name, kind: .integer(range), help: help) { value, settings in
            if case .integer(let number) = value { settings[keyPath: path] = number }
        }
    }

    /// An option that is a number of bytes.
    static func size(
        _ name: String, _ help: String, _ path: any WritableKeyPath<LintSettings, Int> & Sendable
    ) -> LintOption {
        LintOption(name: name, kind: .size, help: help) { value, settings in
            if case .integer(let number) = value { settings[keyPath: path] = number }
        }
    }

    /// An option that is a text.
    static func text(
        _ name: String, _ help: String, _ path: any WritableKeyPath<LintSettings, String?> & Sendable
    ) -> LintOption {
        LintOption(name: name, kind: .text, help: help) { value, settings in
            if case .text(let text) = value { settings[keyPath: path] = text }
        }
    }

    /// An option that is a list of texts.
    static func texts(
        _ name: String, _ help: String, _ path: any WritableKeyPath<LintSettings, [String]> & Sendable
    ) -> LintOption {
        LintOption(name: name, kind: .texts, help: help) { value, settings in
            if case .texts(let texts) = value { settings[keyPath: path] = texts }
        }
    }

    /// An option that is yes or no.
    static func boolean(
        _ name: String, _ help: String, _ path: any WritableKeyPath<LintSettings, Bool> & Sendable
    ) -> LintOption {
        LintOption(name: name, kind: .boolean, help: help) { value, settings in
            if case .boolean(let flag) = value { settings[keyPath: path] = flag }
        }
    }
}

extension LintOption.Kind {
    /// What may be given, in words.
    package var expected: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .size: "a number of bytes"
        case .text: "a text that is not empty"
        case .texts: "a list of texts, none of them empty"
        case .boolean: "true or false"
        }
    }
}
