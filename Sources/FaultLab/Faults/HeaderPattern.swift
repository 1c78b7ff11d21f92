/// What a field of a message's header must say: a text in which `*` stands for anything, or nothing.
///
/// It is no regular expression: header fields are what a client sends, and some expressions take for ever on some texts.
package struct HeaderPattern: Sendable, Hashable, CustomStringConvertible {
    /// The field's name, compared without regard to case.
    package var name: String
    /// Its whole value, unfolded, decoded (RFC 2047) and without white space at its ends.
    package var text: String

    /// How much of a message is looked at for its header, in octets.
    ///
    /// Our choice: Postfix reads 102 400 octets of a header by default (header_size_limit).
    package static let octetLimit = 100 * 1024

    /// A pattern.
    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// Whether a value is what is wanted; its time grows with the product of both lengths at most.
    package func matches(_ value: String) -> Bool {
        let pattern = Array(text.utf8)
        let value = Array(value.utf8)
        var patternIndex = 0
        var index = 0
        /// Behind the last `*`, and what it has taken so far: what is tried again, a little longer, after a mismatch.
        var retry: (patternIndex: Int, index: Int)?
        while index < value.count {
            if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
                patternIndex += 1
                retry = (patternIndex, index)
            } else if patternIndex < pattern.count, pattern[patternIndex] == value[index] {
                patternIndex += 1
                index += 1
            } else if let last = retry {
                retry = (last.patternIndex, last.index + 1)
                patternIndex = last.patternIndex
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// `Subject: spring*`.
    package var description: String { "\(name): \(text)" }
}
