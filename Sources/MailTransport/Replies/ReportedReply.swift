/// A reply as a bounce or a log tells it: perhaps in the middle of other words, folded, or without a reply code.
package struct ReportedReply: Sendable, Hashable {
    /// The reply code, where the text has one.
    package var code: Int?
    /// The enhanced status code: the reply's own one, or the one that was reported beside it.
    package var enhanced: EnhancedStatusCode?
    /// What was said behind the code, on one line; everything where there is no code.
    package var text: String
    /// Everything that was said, with what stands around the reply.
    package var context: String
    /// What it answers, where the text says so.
    package var stage: ReplyStage?

    /// How far into a text a reply code is looked for.
    static let searchLimit = 2048

    /// The reply that `text` tells of.
    ///
    /// - Parameters:
    ///   - text: Such as `550-5.1.1 no such user`, `host mx.example.org said: 550 no (in reply to RCPT TO command)`, or
    ///     `Sorry, no mailbox here by that name. (#5.1.1)`; line breaks before and in it do no harm.
    ///   - status: The enhanced status code that was reported beside it, which counts where the text has none.
    package init(_ text: String, status: String? = nil) {
        let bytes = Array(text.utf8.prefix(ReplyText.limit)).map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        let start = ReportedReply.codeStart(in: bytes)
        if let start { code = bytes[start..<(start + 3)].reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
        enhanced = ReportedReply.enhanced(in: bytes, from: start.map { $0 + 4 } ?? 0)
        if let stated = status.flatMap({ text in EnhancedStatusCode(text.prefix { $0 != " " }) }) {
            // RFC 3463 §3: a detail of zero is "other or undefined", which the reply's own code is better than.
            if enhanced == nil { enhanced = stated }
        }
        stage = ReportedReply.stage(in: bytes)
        context = String(decoding: bytes, as: UTF8.self)
        var shown = start.map { bytes[($0 + 3)...] } ?? bytes[...]
        if let start, start > 0, let end = ReportedReply.end(of: shown, openedBy: bytes[start - 1]) {
            shown = shown[..<end]
        }
        self.text = String(decoding: shown.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }, as: UTF8.self)
    }

    /// The reply that a report tells of: by its diagnosis, or by all that it says where the diagnosis has no code and is
    /// empty, or breaks off within a reply of several lines.
    ///
    /// - Parameters:
    ///   - diagnostic: What the refusing server said, as the report has it.
    ///   - remarks: What the report says beside it.
    ///   - status: The enhanced status code that was reported.
    package init(diagnostic: String, remarks: String, status: String?) {
        let reply = ReportedReply(diagnostic, status: status)
        let isBroken = reply.code.map { diagnostic.contains("\($0)-") && !diagnostic.contains("\($0) ") } ?? false
        let isEmpty = !diagnostic.utf8.contains(where: \.isLetterOrDigit)
        self = isBroken || isEmpty ? ReportedReply(remarks, status: status) : reply
        context = remarks.isEmpty ? context : context + " " + remarks
    }

    /// What kind of refusal it is; nil where it is none.
    ///
    /// What stands around the reply counts where the reply itself does not tell.
    package func classification(mx: String? = nil, stage known: ReplyStage? = nil) -> ReplyClassification? {
        let classifier = ReplyClassifier.standard
        let stage = known ?? stage
        let own = classifier.classify(code: code, enhanced: enhanced, text: text, mx: mx, stage: stage)
        guard let own, own.reason == .other, context != text else { return own.map { hearsay($0, stage) } }
        let all = classifier.classify(code: code, enhanced: enhanced, text: context, mx: mx, stage: stage)
        return all.map { hearsay($0, stage) }
    }

    /// What a report proves of a mailbox that is said to be absent.
    ///
    /// Services answer so, behind DATA, for filters of a recipient whose mailbox they accepted at RCPT. Unless RCPT was
    /// refused or the code says so (RFC 3463 §3.2: x.1.x), the address is not given up; nor where the reason is not told.
    private func hearsay(_ classification: ReplyClassification, _ stage: ReplyStage?) -> ReplyClassification {
        guard classification.disposition == .hard, classification.rule?.provider == nil else { return classification }
        let isDoubted =
            switch classification.reason {
            case .invalidMailbox: (code != nil || enhanced != nil) && stage != .rcpt && enhanced?.subject != 1
            case .other: true
            default: false
            }
        guard isDoubted else { return classification }
        var doubted = classification
        doubted.disposition = .soft
        doubted.isWorthRetrying = true
        return doubted
    }

    /// Where a reply code begins: three digits that are a word, and in the middle of a text those of a refusal only.
    private static func codeStart(in bytes: [UInt8]) -> Int? {
        let first = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.count
        for index in first..<max(first, min(bytes.count, searchLimit)) {
            guard index + 3 <= bytes.count, bytes[index..<(index + 3)].allSatisfy(\.isDigit) else { continue }
            // RFC 5321 §4.2: the first digit is 2 to 5, the second 0 to 5; 57x is in use all the same.
            let classes = index == first ? UInt8(ascii: "2")...UInt8(ascii: "5") : UInt8(ascii: "4")...UInt8(ascii: "5")
            guard classes.contains(bytes[index]), bytes[index + 1] <= UInt8(ascii: "7") else { continue }
            let next = index + 3 < bytes.count ? bytes[index + 3] : UInt8(ascii: " ")
            guard " -,:;".utf8.contains(next) else { continue }
            guard index > first else { return index }
            let isOpened = " <([:;'\"".utf8.contains(bytes[index - 1])
            if isOpened, isRefusal(bytes, at: index) { return index }
        }
        return nil
    }

    /// Where a reply ends that stands between brackets or quotation marks: before what closes them.
    private static func end(of text: ArraySlice<UInt8>, openedBy opening: UInt8) -> Int? {
        switch opening {
        case UInt8(ascii: "["): text.firstIndex(of: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): text.firstIndex(of: UInt8(ascii: "\""))
        default:
            // In a JSON document it ends with its string.
            text.indices.dropLast().first { text[$0] == UInt8(ascii: "\"") && text[$0 + 1] == UInt8(ascii: "}") }
        }
    }

    /// Whether what follows the digits within a text makes a reply of them, and no number of days or messages.
    private static func isRefusal(_ bytes: [UInt8], at index: Int) -> Bool {
        let units = ["messages", "recipients", "minutes", "seconds", "hours", "bytes", "kb", "mb", "days", "octets"]
        let word = bytes.dropFirst(index + 4).prefix { $0.isLetterOrDigit }
        return !units.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// The first enhanced status code from `start` on, or the first of all.
    private static func enhanced(in bytes: [UInt8], from start: Int) -> EnhancedStatusCode? {
        for from in start > 0 ? [start, 0] : [0] {
            for index in from..<max(from, bytes.count) {
                if index > 0, bytes[index - 1].isLetterOrDigit || bytes[index - 1] == UInt8(ascii: ".") { continue }
                guard let end = ReplyText.endOfEnhancedCode(in: bytes, at: index) else { continue }
                if let code = EnhancedStatusCode(String(decoding: bytes[index..<end], as: UTF8.self)) { return code }
            }
        }
        return nil
    }

    /// Postfix and its like say behind a reply what it answered: `(in reply to end of DATA command)`.
    private static func stage(in bytes: [UInt8]) -> ReplyStage? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let mark = text.firstRange(of: "in reply to ") else { return nil }
        var command = text[mark.upperBound...]
        if command.hasPrefix("end of ") { command = command.dropFirst(7) }
        return ReplyStage(command: command)
    }
}
