public import DNS
public import Findings

/// Looks the published key of a selector over, beyond whether a signature verifies with it.
///
/// Everything is taken from answers that are already there: nothing is asked.
public struct DKIMKeyLint: Sendable {
    /// What is to be mended, in the order of the record's text.
    public private(set) var findings: [RecordFinding] = []

    let name: DomainName
    let answer: Answer

    /// Every rule that may speak.
    public static var rules: [RuleID] { DKIMKeyRule.allCases.map(\.id) }

    /// What travels in one UDP datagram through any network, as the makers of DNS software have agreed (DNS Flag Day 2020).
    ///
    /// A longer answer comes over TCP, or not at all where a firewall stops that.
    static let longestDatagram = 1232

    /// Looks over what a selector answers with.
    ///
    /// - Parameters:
    ///   - name: The name that was asked for: `s1._domainkey.example.com`.
    ///   - answer: What came.
    ///   - sibling: What came for `improbableSibling(of:)`; nil where it was not asked.
    public init(name: DomainName, answer: Answer, sibling: Answer? = nil) {
        self.name = name
        self.answer = answer
        lookAtRecords()
        if let sibling { lookAtWildcard(sibling) }
        lookAtSize()
    }

    /// A selector that nobody has: where it answers, a wildcard does.
    public static func improbableSibling(of name: DomainName) -> DomainName? {
        let labels = name.labels
        guard let index = labels.firstIndex(where: { $0.equalsIgnoringCase("_domainkey") }) else { return nil }
        return name.suffix(labels.count - index).prepending("mailproof-no-such-selector")
    }

    private mutating func lookAtRecords() {
        let texts = answer.records.compactMap { record in record.data.joinedText.map { (record: record, text: $0) } }
        guard let only = texts.first else {
            let reason = answer.outcome == .nameError ? "no such name" : "no TXT record"
            report(
                .noRecord, "there is no key at \(name): \(reason)", in: nil, at: 0..<0,
                remedy: "publish the TXT record v=DKIM1; k=…; p=… there, or correct the selector")
            return
        }
        // RFC 6376 §3.6.2.2: the record of a selector is unique; with several the result is undefined.
        guard texts.count == 1 else {
            let keys = texts.filter { DKIMKeyLint.foreign($0.text) == nil }.count
            let listed = texts.map { "'\(DKIMKeyLint.shortened($0.text))'" }.joined(separator: ", ")
            report(
                .severalRecords,
                "there are \(texts.count) TXT records at \(name), of which "
                    + (keys == 1 ? "1 is a key: " : "\(keys) are keys: ") + listed,
                in: only.record, at: 0..<only.text.count,
                remedy: keys == 1
                    ? "remove those that are no key"
                    : "keep the key that signs, and give every other a selector of its own")
            return
        }
        lookAt(only.text, in: only.record)
    }

    private mutating func lookAt(_ text: [UInt8], in resource: ResourceRecord) {
        if let foreign = DKIMKeyLint.foreign(text) {
            report(
                .notAKey, "what stands at \(name) is no key but \(foreign)", in: resource, at: 0..<text.count,
                remedy: answer.aliases.isEmpty
                    ? "publish the key there" : "let the alias lead to the name that holds the key")
            return
        }
        // Marks that belong to a zone file or a console break the tags and the key; what they break is not told again.
        if lookAtLiteralQuotes(text, in: resource) { return }
        var reading = DKIMKeyReading(name: name, record: DKIMKeyRecord(text: text), resource: resource)
        reading.readForm()
        reading.readUsage()
        reading.readKey()
        findings += reading.findings.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private mutating func lookAtWildcard(_ sibling: Answer) {
        guard let stray = sibling.records.first, let text = stray.data.joinedText, !answer.records.isEmpty else {
            return
        }
        let isSame = sibling.records.map(\.data) == answer.records.map(\.data)
        let what =
            isSame
            ? "the record at \(name) comes from a wildcard: every other selector has it too"
            : "a wildcard answers for every selector that does not exist with '\(DKIMKeyLint.shortened(text))'"
        report(
            .wildcard, what, in: stray, at: 0..<text.count,
            remedy: "publish the records of selectors under their own names, and add no TXT to a wildcard above them")
    }

    private mutating func lookAtSize() {
        // RFC 1035 §4.1: header, question, and for each record its name as a pointer, ten octets and the data; RFC 6891
        // §6.1.2: eleven octets of OPT.
        var octets = 12 + name.wire.count + 4 + 11
        for record in answer.aliases + answer.records {
            octets += 12 + (record.data.strings.map { $0.reduce(0) { $0 + $1.count + 1 } } ?? record.name.wire.count)
        }
        guard octets > DKIMKeyLint.longestDatagram, let record = answer.records.first else { return }
        report(
            .largeAnswer,
            "the answer for \(name) takes \(octets) octets, more than the \(DKIMKeyLint.longestDatagram) that travel "
                + "without TCP",
            in: record, at: 0..<(record.data.joinedText?.count ?? 0),
            remedy: "use an RSA key of 2048 bits, and keep other TXT records away from the selector")
    }
}

extension DKIMKeyLint {
    private mutating func report(
        _ rule: DKIMKeyRule, _ message: String, in resource: ResourceRecord?, at range: Range<Int>, remedy: String?,
        replacement: String? = nil
    ) {
        findings.append(
            RecordFinding(
                rule.id, rule.severity, message, in: resource, at: range, section: rule.section, remedy: remedy,
                replacement: replacement))
    }

    /// `"` and `\` from a zone file or a console that took them for text; whether they explain what is wrong.
    private mutating func lookAtLiteralQuotes(_ text: [UInt8], in resource: ResourceRecord) -> Bool {
        func isMark(_ octet: UInt8) -> Bool { octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") }
        let notes = TagList(text[...], names: .exact)["n"]?.range ?? 0..<0
        guard let first = text.indices.first(where: { isMark(text[$0]) && !notes.contains($0) }),
            let last = text.indices.last(where: { isMark(text[$0]) && !notes.contains($0) })
        else { return false }
        // `" "` between two strings is one boundary; where it stood nothing was.
        var clean: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "\"") {
                let rest = text[(index + 1)...].drop(while: \.isWhiteSpace)
                if rest.first == UInt8(ascii: "\"") { index = rest.startIndex }
            } else if text[index] != UInt8(ascii: "\\") {
                clean.append(text[index])
            }
            index += 1
        }
        let mended = DKIMKeyRecord(text: clean)
        let isWhole = mended.problems.isEmpty
        report(
            .literalQuotes,
            "the text of the key at \(name) holds \(text[first].named), which belongs to a zone file and not to the record",
            in: resource, at: first..<(last + 1),
            remedy: "enter the text without quotation marks and backslashes; the console splits it by itself",
            replacement: isWhole ? TagListDraft(mended.tags).text : nil)
        return isWhole
    }

    /// What a text is that is no key; nil for what may be one.
    private static func foreign(_ text: [UInt8]) -> String? {
        let known: [(start: String, what: String)] = [
            ("v=spf1", "an SPF record"), ("spf2.0/", "a Sender ID record"), ("v=DMARC1", "a DMARC record"),
            ("v=STSv1", "an MTA-STS record"), ("v=TLSRPTv1", "a TLS-RPT record"), ("v=BIMI1", "a BIMI record"),
        ]
        let lowercased = text.asciiLowercased
        if let record = known.first(where: { lowercased.starts(with: Array($0.start.utf8).asciiLowercased) }) {
            return record.what
        }
        let tags = TagList(text[...], names: .exact)
        let isKey = ["p", "k"].contains { tags[$0] != nil } || lowercased.starts(with: "v=dkim".utf8)
        return isKey || text.contains(UInt8(ascii: "\"")) || text.contains(UInt8(ascii: "\\"))
            ? nil : "the text '\(shortened(text))'"
    }

    /// The start of a text, for messages.
    private static func shortened(_ text: [UInt8]) -> String {
        text.count > 40 ? text.prefix(40).printable + "…" : text.printable
    }
}

extension RecordData {
    /// The strings of a TXT record; nil for other types.
    var strings: [[UInt8]]? {
        if case .txt(let strings) = self { strings } else { nil }
    }
}
