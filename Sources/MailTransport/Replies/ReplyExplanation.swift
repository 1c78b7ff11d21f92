/// What a reply means, why it is taken to mean it, and what to do: for people.
package struct ReplyExplanation: Sendable, Hashable {
    /// The reply as it was understood.
    package var reply: ReportedReply
    /// What kind of refusal it is; nil where it is none.
    package var classification: ReplyClassification?

    /// The explanation of a reply; nil where the text has neither a reply code nor a word.
    ///
    /// - Parameters:
    ///   - text: Such as `451 4.7.650 …`, from a log or a transcript, in one line or several.
    ///   - mx: The name of the server that gave it.
    package init?(_ text: String, mx: String? = nil) {
        reply = ReportedReply(text)
        guard reply.code != nil || reply.text.utf8.contains(where: \.isLetterOrDigit) else { return nil }
        // What was heard is no hearsay: a refusal without more words is one of RCPT.
        classification = ReplyClassifier.standard.classify(
            code: reply.code, enhanced: reply.enhanced, text: reply.text, mx: mx, stage: reply.stage)
        // Words that no code stands before and no rule knows are not what a server says.
        guard reply.code != nil || reply.enhanced != nil || classification?.rule != nil else { return nil }
    }

    /// The explanation in lines of text.
    package var text: String {
        guard let classification else { return "This reply refuses nothing.\n" }
        let reason = classification.reason
        var lines = [
            "\(reason.rawValue) (\(classification.disposition.rawValue)): \(reason.meaning)", "",
            "  for the address: \(address(classification))",
            "  a later try:     \(retry(classification))",
            "  what to do:      \(reason.remedy)",
        ]
        if let provider = classification.provider { lines.append("  mail service:    \(provider)") }
        if let rule = classification.rule {
            let whose = rule.provider.map { " of \($0)" } ?? ""
            lines.append("  why:             the rule\(whose) on line \(rule.line): \(rule.text)")
            lines.append("  source:          \(rule.origin)")
        } else {
            lines.append("  why:             no rule fits; the first digit decides (RFC 5321 §4.2.1)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func address(_ classification: ReplyClassification) -> String {
        guard classification.reason == .other, classification.disposition == .hard else {
            return classification.disposition.meaning
        }
        // RFC 5321 §4.2.1: a 5xx is for good, of this message; of the address it says nothing.
        return "not known: the server refuses for good and does not say why; keep it until that is clear"
    }

    private func retry(_ classification: ReplyClassification) -> String {
        switch (classification.isWorthRetrying, classification.disposition) {
        case (true, .policy): "is permitted, and gets no further until that is done"
        case (true, _): "may get through"
        case (false, .policy): "gets no further until that is done"
        case (false, _): "gets no further"
        }
    }
}

extension ReplyDisposition {
    /// What it means, in a sentence.
    package var meaning: String {
        switch self {
        case .hard: "it takes no mail; send nothing to it again"
        case .soft: "it stays; this passes"
        case .policy: "it stays; the sender, the client or the message has to change"
        }
    }
}
