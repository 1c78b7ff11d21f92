/// Tells why a server refuses, by a table of rules.
///
/// Making one takes milliseconds and is done once; classifying a reply takes a few microseconds.
package struct ReplyClassifier: Sendable {
    /// The classifier with the rules that are built in.
    package static let standard = ReplyClassifier(ReplyRuleTable.standard)

    private let table: ReplyRuleTable
    private let gates: RuleGates
    /// Rules are numbered from 0, services from -1 downwards.
    private let index: PhraseIndex
    /// The rules without words, in the order of the table.
    private let wordless: [Int]

    /// A classifier with the rules of a table.
    package init(_ table: ReplyRuleTable) {
        self.table = table
        let rulePhrases = table.rules.enumerated().flatMap { number, rule in
            rule.phrases.map { (owner: number, phrase: $0) }
        }
        let marks = table.providers.enumerated().flatMap { number, provider in
            provider.marks.map { (owner: -1 - number, phrase: $0) }
        }
        gates = RuleGates(table.rules)
        index = PhraseIndex(rulePhrases + marks)
        wordless = table.rules.indices.filter { table.rules[$0].phrases.isEmpty }
    }

    /// What kind of refusal a reply is; nil where its code accepts.
    ///
    /// What a service says of its own texts and codes decides before words, words before the enhanced status code, and
    /// that before the reply code.
    ///
    /// - Parameters:
    ///   - code: The reply code; nil where only an enhanced status code or a text is known.
    ///   - enhanced: The enhanced status code, where there is one.
    ///   - text: The text of all lines, with or without repeated codes.
    ///   - mx: The name of the server that gave it, where it is known.
    ///   - stage: What it answers, where that is known.
    package func classify(
        code: Int?, enhanced: EnhancedStatusCode? = nil, text: String, mx: String? = nil, stage: ReplyStage? = nil
    ) -> ReplyClassification? {
        let leading = code.map { $0 / 100 } ?? enhanced?.classDigit
        guard leading != 2, leading != 3 else { return nil }
        let normalised = ReplyText.normalised(text, code: code)
        var providers = mx.map { bits(ofServer: $0) } ?? 0
        var worded: [Int] = []
        index.scan(normalised) { owner in
            if owner >= 0 { worded.append(owner) } else { providers |= 1 << UInt64(-1 - owner) }
        }
        // Rules are sorted by weight: the smallest number that fits decides.
        var best = Int.max
        for number in worded
        where number < best
            && gates.admits(number, code: code, enhanced: enhanced, stage: stage, providers: providers)
        { best = number }
        for number in wordless {
            guard number < best else { break }
            if gates.admits(number, code: code, enhanced: enhanced, stage: stage, providers: providers) {
                best = number
                break
            }
        }
        let rule = best < table.rules.count ? table.rules[best] : nil
        let reason = rule?.reason ?? .other
        // Who reports a refusal without any code has given up; whose reason is not known has not been refused for good.
        let isPermanent = leading.map { $0 == 5 } ?? (reason != .other)
        let disposition = rule?.disposition ?? reason.disposition(isPermanent: isPermanent)
        return ReplyClassification(
            reason: reason, disposition: disposition,
            isWorthRetrying: disposition == .soft || (disposition == .policy && leading == 4), rule: rule?.source,
            provider: providers == 0 ? nil : table.providers[providers.trailingZeroBitCount].name)
    }

    /// The services that have a domain above that server; the root's dot may stand behind its name.
    private func bits(ofServer name: String) -> UInt64 {
        let server = name.lowercased().split(separator: ".").joined(separator: ".")
        var bits: UInt64 = 0
        for (number, provider) in table.providers.enumerated()
        where provider.domains.contains(where: { server == $0 || server.hasSuffix("." + $0) }) {
            bits |= 1 << UInt64(number)
        }
        return bits
    }
}
