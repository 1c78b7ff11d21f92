/// What codes and stage rules are about, laid out so that asking costs next to nothing.
///
/// A rule itself holds arrays and texts; looking at hundreds of them for each reply would be most of the work.
struct RuleGates: Sendable {
    private struct Gate: Sendable {
        var codes: Range<Int32>
        var patterns: Range<Int32>
        var stage: ReplyStage?
        /// The bit of its service; 0 where it is about all.
        var provider: UInt64
    }

    private var gates: [Gate] = []
    private var codes: [ClosedRange<Int>] = []
    private var patterns: [EnhancedStatusPattern] = []

    init(_ rules: [ReplyRule]) {
        for rule in rules {
            let code = Int32(codes.count)
            let pattern = Int32(patterns.count)
            codes += rule.codes
            patterns += rule.enhanced
            gates.append(
                Gate(
                    codes: code..<Int32(codes.count), patterns: pattern..<Int32(patterns.count), stage: rule.stage,
                    provider: rule.provider.map { 1 << UInt64($0) } ?? 0))
        }
    }

    /// Whether a rule is about such a reply.
    func admits(
        _ number: Int, code: Int?, enhanced: EnhancedStatusCode?, stage: ReplyStage?, providers: UInt64
    ) -> Bool {
        let gate = gates[number]
        if gate.provider != 0, gate.provider & providers == 0 { return false }
        if let wanted = gate.stage, wanted != stage { return false }
        if !gate.codes.isEmpty {
            guard let code else { return false }
            var isAbout = false
            for index in gate.codes where codes[Int(index)].contains(code) { isAbout = true }
            if !isAbout { return false }
        }
        if gate.patterns.isEmpty { return true }
        guard let enhanced else { return false }
        for index in gate.patterns where patterns[Int(index)].matches(enhanced) { return true }
        return false
    }
}
