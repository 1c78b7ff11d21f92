package import Findings

/// A comment that says where a rule has nothing to say: `<!-- mailproof-disable-next-line links/ip-host -- reason -->`.
package struct LintDirective: Sendable, Hashable {
    /// How far it reaches.
    package enum Reach: String, Sendable, Hashable, CaseIterable {
        /// The line below the one that the comment ends on.
        case nextLine = "disable-next-line"
        /// The whole file, wherever the comment stands.
        case file = "disable-file"
        /// From the comment on, up to the one that enables the rule again or the end of the file.
        case block = "disable"
        /// Ends a block.
        case enable
    }

    /// A rule that it names, and the bytes of the name.
    package struct Name: Sendable, Hashable {
        /// The rule.
        package var rule: RuleID
        /// The bytes of its name in the file.
        package var range: Range<Int>
    }

    /// How far it reaches.
    package var reach: Reach
    /// The rules that it names.
    package var names: [Name]
    /// What was written behind `--`; empty where nothing was.
    package var reason: String
    /// The bytes of the word `mailproof-…`.
    package var range: Range<Int>
    /// The bytes of the whole comment.
    package var comment: Range<Int>
}

/// Finds directives in the comments of a file: of HTML, of CSS in a style element, of Mustache, Jinja and ERB.
struct LintDirectiveScanner {
    private let bytes: [UInt8]
    private let isHTML: Bool

    /// Bytes of a comment that are looked at.
    private static let longest = 1000
    private static let prefix = Array("mailproof-".utf8)
    /// The bytes of the word.
    private static let letters = ByteSet("mailproof-")
    private static let comments: [(open: [UInt8], close: [UInt8], isMarkup: Bool)] = [
        ("{{!--", "--}}", false), ("{{!", "}}", false), ("{#", "#}", false), ("<%#", "%>", false),
        ("<!--", "-->", true), ("/*", "*/", true),
    ].map { (Array($0.0.utf8), Array($0.1.utf8), $0.2) }

    /// A scanner; in plain text `<!--` and `/*` are no comments.
    init(_ bytes: [UInt8], isHTML: Bool) {
        self.bytes = bytes
        self.isHTML = isHTML
    }

    /// The directives, in order.
    func scan() -> [LintDirective] {
        var found: [LintDirective] = []
        var index = 0
        // The word is rarer than comments are, so it is what is looked for.
        while index + Self.prefix.count < bytes.count {
            // The hyphen is the rarest of its bytes: where it is not, nor a byte that the word has too, none begins.
            let last = bytes[index + Self.prefix.count - 1]
            guard last == UInt8(ascii: "-"), bytes[index..<index + Self.prefix.count].elementsEqual(Self.prefix) else {
                index += Self.letters.contains(last) ? 1 : Self.prefix.count
                continue
            }
            if let directive = directive(at: index) {
                found.append(directive)
                index = directive.comment.upperBound
            } else {
                index += Self.prefix.count
            }
        }
        return found
    }

    private func directive(at word: Int) -> LintDirective? {
        var end = word
        while end > 0, bytes[end - 1].isBlankOrBreak, word - end < 64 { end -= 1 }
        guard
            let comment = Self.comments.first(where: { comment in
                (isHTML || !comment.isMarkup) && end >= comment.open.count
                    && bytes[end - comment.open.count..<end].elementsEqual(comment.open)
            })
        else { return nil }
        let limit = min(bytes.count, word + Self.longest)
        var close = word
        while close + comment.close.count <= limit,
            !bytes[close..<close + comment.close.count].elementsEqual(comment.close)
        {
            close += 1
        }
        guard close + comment.close.count <= limit else { return nil }
        var words = words(in: word..<close)
        guard let first = words.first else { return nil }
        let verb = String(decoding: bytes[first].dropFirst(Self.prefix.count), as: UTF8.self)
        guard let reach = LintDirective.Reach(rawValue: verb) else { return nil }
        words.removeFirst()
        let dash = words.firstIndex { bytes[$0].allSatisfy { $0 == UInt8(ascii: "-") } && bytes[$0].count >= 2 }
        let reason = dash.map { words[($0 + 1)...] }.flatMap { words in
            words.first.map { String(decoding: bytes[$0.lowerBound..<close], as: UTF8.self).collapsed }
        }
        let names = words[..<(dash ?? words.count)].flatMap { commaSeparated($0) }.map {
            LintDirective.Name(rule: RuleID(rawValue: String(decoding: bytes[$0], as: UTF8.self)), range: $0)
        }
        return LintDirective(
            reach: reach, names: names, reason: reason ?? "", range: first,
            comment: end - comment.open.count..<close + comment.close.count)
    }

    private func words(in range: Range<Int>) -> [Range<Int>] {
        bytes[range].split(whereSeparator: \.isBlankOrBreak).map { $0.startIndex..<$0.endIndex }
    }

    private func commaSeparated(_ range: Range<Int>) -> [Range<Int>] {
        bytes[range].split(separator: UInt8(ascii: ",")).map { $0.startIndex..<$0.endIndex }
    }
}
