/// One line of the table that tells why a server refuses: codes, words, and what they mean.
package struct ReplyRule: Sendable {
    /// Where a rule stands and what it says.
    package struct Source: Sendable, Hashable {
        /// The rule as written, without its source.
        package var text: String
        /// The document or the server that it is taken from.
        package var origin: String
        /// The mail service whose replies it is about; nil where it is about all.
        package var provider: String?
        /// The line of the table, from 1.
        package var line: Int
    }

    /// The reply codes that it is about; all where empty.
    var codes: [ClosedRange<Int>] = []
    /// The enhanced status codes that it is about; all, and none at all, where empty.
    var enhanced: [EnhancedStatusPattern] = []
    /// Phrases one of which the text must hold; any text where empty.
    var phrases: [Phrase] = []
    /// The step of the dialogue that the reply answers; any where nil.
    var stage: ReplyStage?
    let reason: ReplyReason
    /// What it means, where that differs from what the reason and the first digit say.
    let disposition: ReplyDisposition?
    /// The place in the table of the section that it stands in; nil for what is about all servers.
    let provider: Int?
    /// Whether it says so little that an enhanced status code counts more.
    let isWeak: Bool
    /// Where it stands and what it says.
    package let source: Source

    /// Pieces of text that follow each other at no great distance.
    struct Phrase: Sendable, Hashable {
        var pieces: [[UInt8]]
        /// How many octets may stand before each piece, the first one left out.
        var gaps: [Int]
    }

    /// How much a rule weighs, the smallest most.
    ///
    /// What a service says of its own codes is worth more than words, words more than codes: 5.7.1 and its like say very
    /// different things. The reply code alone says least.
    var weight: Int {
        if isWeak { return 4 }
        return switch (provider != nil, !phrases.isEmpty, !enhanced.isEmpty) {
        case (true, true, _): 0
        case (true, false, _): 1
        case (false, true, _): 2
        case (false, false, true): 3
        case (false, false, false): 5
        }
    }
}

/// Enhanced status codes of a kind: `5.7.1`, `x.7.1`, `5.7.606-649`, `4.3.x`.
struct EnhancedStatusPattern: Sendable, Hashable {
    /// The class; 2, 4 and 5 alike where nil.
    var classDigit: Int?
    /// The subject.
    var subject: Int
    /// The details.
    var details: ClosedRange<Int>

    func matches(_ code: EnhancedStatusCode) -> Bool {
        subject == code.subject && details.contains(code.detail) && (classDigit == nil || classDigit == code.classDigit)
    }

    /// The pattern that `text` spells, or nil.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let subject = Int(parts[1]), (0...999).contains(subject) else { return nil }
        if parts[0] != "x" {
            guard let digit = Int(parts[0]), [2, 4, 5].contains(digit) else { return nil }
            classDigit = digit
        }
        self.subject = subject
        if parts[2] == "x" {
            details = 0...999
        } else {
            let bounds = parts[2].split(separator: "-").map { Int($0) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2, first <= last,
                first >= 0, last <= 999
            else { return nil }
            details = first...last
        }
    }
}
