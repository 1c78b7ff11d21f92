/// Reads one line of a table of rules; `ReplyRuleTable` has the form.
struct ReplyRuleLine {
    /// What is wrong with a line.
    struct Cause: Error {
        var text: String
    }

    /// The most phrases of a rule once its groups are written out.
    static let phrasesLimit = 2000

    private let text: Substring
    private let groups: [String: [String]]

    init(_ text: Substring, groups: [String: [String]]) {
        self.text = text
        self.groups = groups
    }

    /// `let name = a|b`.
    func group() throws(Cause) -> (String, [String]) {
        let parts = text.dropFirst(4).split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw Cause(text: "a group is written 'let name = a|b'") }
        let name = parts[0].filter { $0 != " " }
        let value = parts[1].drop { $0 == " " }
        return (name, try expanded(value))
    }

    /// `[name mx=a,b text="c|d"]`, or `[*]` and `[* weak]`, which are about no service.
    func section() throws(Cause) -> (provider: ReplyRuleTable.Provider?, isWeak: Bool) {
        guard text.last == "]" else { throw Cause(text: "a section ends with ']'") }
        let words = try words(of: text.dropFirst().dropLast())
        guard let name = words.first else { throw Cause(text: "a section has a name") }
        guard name != "*" else {
            guard words.dropFirst().allSatisfy({ $0 == "weak" }) else { throw Cause(text: "'weak' is all it may say") }
            return (nil, words.count > 1)
        }
        var provider = ReplyRuleTable.Provider(name: name, domains: [], marks: [])
        for word in words.dropFirst() {
            if word.hasPrefix("mx=") {
                provider.domains = word.dropFirst(3).split(separator: ",").map { $0.lowercased() }
            } else if word.hasPrefix("text=\"") {
                provider.marks = try phrases(word.dropFirst(6).dropLast())
            } else {
                throw Cause(text: "'\(word)' is neither mx= nor text=\"\"")
            }
        }
        return (provider, false)
    }

    /// A rule of a service, or of all of them.
    func rule(provider: Int?, named name: String?, isWeak: Bool, line: Int) throws(Cause) -> ReplyRule {
        let halves = text.split(separator: " # ", maxSplits: 1)
        guard halves.count == 2 else { throw Cause(text: "behind '#' stands where the rule is from") }
        var words = try words(of: halves[0])
        var stage: ReplyStage?
        if let index = words.firstIndex(where: { $0.hasPrefix("@") }) {
            stage = ReplyStage(rawValue: String(words.remove(at: index).dropFirst()))
            guard stage != nil else { throw Cause(text: "this is no step of the dialogue") }
        }
        guard words.count == 5 else {
            throw Cause(text: "a rule has codes, enhanced status codes, words, reason and disposition")
        }
        guard let reason = ReplyReason(rawValue: words[3]) else {
            throw Cause(text: "there is no reason '\(words[3])'")
        }
        let disposition = ReplyDisposition(rawValue: words[4])
        guard disposition != nil || words[4] == "-" else { throw Cause(text: "'\(words[4])' is no disposition") }
        let quoted = words[2]
        guard quoted == "-" || quoted.hasPrefix("\"") else { throw Cause(text: "words stand between quotation marks") }
        let source = ReplyRule.Source(
            text: halves[0].split(separator: " ").joined(separator: " "), origin: String(halves[1]), provider: name,
            line: line)
        return ReplyRule(
            codes: try codes(words[0]), enhanced: try patterns(words[1]),
            phrases: quoted == "-" ? [] : try phrases(quoted.dropFirst().dropLast()), stage: stage, reason: reason,
            disposition: disposition, provider: provider, isWeak: isWeak, source: source)
    }

    /// The words between blanks; what stands between quotation marks is one, with them.
    private func words(of text: some StringProtocol) throws(Cause) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        guard !isQuoted else { throw Cause(text: "a quotation mark is missing") }
        return word.isEmpty ? words : words + [word]
    }

    private func codes(_ text: String) throws(Cause) -> [ClosedRange<Int>] {
        guard text != "*" else { return [] }
        var ranges: [ClosedRange<Int>] = []
        for word in text.split(separator: ",") {
            guard word.utf8.count == 3, let low = Int(word.replacing("x", with: "0")),
                let high = Int(word.replacing("x", with: "9")), (200..<600).contains(low)
            else { throw Cause(text: "'\(word)' is no reply code") }
            ranges.append(low...high)
        }
        return ranges
    }

    private func patterns(_ text: String) throws(Cause) -> [EnhancedStatusPattern] {
        guard text != "*" else { return [] }
        var patterns: [EnhancedStatusPattern] = []
        for word in text.split(separator: ",") {
            guard let pattern = EnhancedStatusPattern(word) else {
                throw Cause(text: "'\(word)' is no enhanced status code")
            }
            patterns.append(pattern)
        }
        return patterns
    }

    private func phrases(_ text: some StringProtocol) throws(Cause) -> [ReplyRule.Phrase] {
        var phrases: [ReplyRule.Phrase] = []
        for phrase in try expanded(text) {
            var pieces: [[UInt8]] = []
            var gaps: [Int] = []
            for stretch in phrase.split(separator: " * ") {
                for (number, piece) in stretch.split(separator: " ~ ").enumerated() {
                    if !pieces.isEmpty { gaps.append(number == 0 ? PhraseIndex.gapLimit : PhraseIndex.closeGap) }
                    pieces.append(Array(piece.utf8))
                }
            }
            guard !pieces.isEmpty, pieces.allSatisfy({ $0.count >= PhraseIndex.pieceMinimum }) else {
                throw Cause(text: "'\(phrase)' is too short")
            }
            guard phrase == phrase.lowercased() else { throw Cause(text: "'\(phrase)' is not in lower case") }
            phrases.append(ReplyRule.Phrase(pieces: pieces, gaps: gaps))
        }
        return phrases
    }

    /// The phrases that stand between bars, with the groups in them written out.
    private func expanded(_ text: some StringProtocol) throws(Cause) -> [String] {
        var result: [String] = []
        for phrase in text.split(separator: "|", omittingEmptySubsequences: false) {
            var pending = [String(phrase)]
            while let next = pending.popLast() {
                guard let open = next.firstIndex(of: "{") else {
                    result.append(next)
                    continue
                }
                guard let close = next[open...].firstIndex(of: "}"),
                    let group = groups[String(next[next.index(after: open)..<close])]
                else { throw Cause(text: "'\(next)' names no group") }
                pending += group.map { next[..<open] + $0 + next[next.index(after: close)...] }.map { String($0) }
                guard pending.count + result.count <= ReplyRuleLine.phrasesLimit else {
                    throw Cause(text: "the groups make too many phrases")
                }
            }
        }
        return result
    }
}
