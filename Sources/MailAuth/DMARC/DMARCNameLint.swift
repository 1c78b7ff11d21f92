public import DNS
import Findings

/// Looks over what stands at and around the name of a DMARC record, where no record is read from it.
///
/// Everything is taken from answers that are already there: nothing is asked.
public struct DMARCNameLint: Sendable {
    /// What is to be mended.
    public private(set) var findings: [RecordFinding] = []

    /// Looks over what `_dmarc` below a domain answers with.
    ///
    /// - Parameters:
    ///   - name: The name that was asked for: `_dmarc.example.com`.
    ///   - answer: What came.
    ///   - sibling: What came for `improbableSibling(of:)`; nil where it was not asked.
    ///   - isCovered: Whether a record of a domain above applies, so that none has to stand here.
    public init(name: DomainName, answer: Answer, sibling: Answer? = nil, isCovered: Bool = false) {
        let texts = answer.records.compactMap { record in record.data.joinedText.map { (record: record, text: $0) } }
        let records = texts.filter { DMARCRecord.isRecord($0.text) }
        if records.count > 1, let first = records.first {
            report(
                .severalRecords, "\(name) publishes \(records.count) DMARC records, which all count as none",
                in: first.record, at: 0..<first.text.count, remedy: "keep one of them")
        }
        for (record, text) in texts where !DMARCRecord.isRecord(text) {
            readForeign(text, of: record, at: name, isAlone: records.isEmpty && !isCovered)
        }
        guard let stray = sibling?.records.first(where: { $0.data.joinedText.map(DMARCRecord.isRecord) ?? false }),
            let text = stray.data.joinedText
        else { return }
        report(
            .wildcard, "a wildcard answers with a DMARC record for every name below that does not exist", in: stray,
            at: 0..<text.count,
            remedy: "publish the record at _dmarc alone: names below the domain take its policy by themselves")
    }

    /// Looks over what stands where a record was put by mistake; what is right is passed over.
    ///
    /// - Parameters:
    ///   - domain: The domain that has no record.
    ///   - elsewhere: What came for the names of `wrongNames(for:)`.
    public init(misplacedRecordsOf domain: DomainName, in elsewhere: [(name: DomainName, answer: Answer)]) {
        for (name, answer) in elsewhere {
            for record in answer.records {
                guard let text = record.data.joinedText, DMARCRecord.isRecord(text) else { continue }
                report(
                    .wrongPlace, "a DMARC record stands at \(name), where no receiver looks", in: record,
                    at: 0..<text.count, remedy: "publish it at _dmarc.\(domain)")
            }
        }
    }

    /// Where the record of a domain is put by mistake: at the domain, twice below `_dmarc`, and below the domain twice
    /// for want of a dot at the end of a name in the zone file.
    public static func wrongNames(for domain: DomainName) -> [DomainName] {
        [
            domain, domain.prepending("_dmarc", "_dmarc"), domain.prepending("dmarc"),
            domain.prepending("_dmarc")?.appending(domain),
        ].compactMap { $0 }
    }

    /// A name beside `_dmarc` that nobody has: where it answers, a wildcard does.
    public static func improbableSibling(of domain: DomainName) -> DomainName? {
        domain.prepending("mailproof-no-such-name")
    }

    private mutating func report(
        _ rule: DMARCRule, _ message: String, in resource: ResourceRecord, at range: Range<Int>,
        severity: Severity? = nil, remedy: String, replacement: String? = nil
    ) {
        var finding = RecordFinding(rule, message, in: resource, at: range, remedy: remedy, replacement: replacement)
        finding.severity = severity ?? finding.severity
        findings.append(finding)
    }

    private mutating func readForeign(_ text: [UInt8], of record: ResourceRecord, at name: DomainName, isAlone: Bool) {
        if let mended = DMARCNameLint.mended(text) {
            report(
                .badVersion, "receivers find no DMARC record at \(name): its text does not begin with v=DMARC1;",
                in: record, at: 0..<min(text.count, 16), remedy: "begin the text with v=DMARC1;",
                replacement: mended)
            return
        }
        let what = text.asciiLowercased.starts(with: "v=spf1".utf8) ? "an SPF record" : "a text that is no DMARC record"
        report(
            .foreignRecord,
            "\(name) holds \(what)" + (isAlone ? "" : ", which receivers pass over"),
            in: record, at: 0..<text.count, severity: isAlone ? .error : .info,
            remedy: isAlone ? "publish a text there that begins with v=DMARC1; p=" : "remove it")
    }

    /// The record that a text was meant to be: in another case, in quotes, with something before or amiss behind
    /// `DMARC1`; nil for a text that is none.
    private static func mended(_ text: [UInt8]) -> String? {
        let clean = text.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        let tags = TagList(clean[...], names: .folded)
        if let version = tags["v"], version.value.equalsIgnoringCase("DMARC1") {
            return TagListDraft(tags).leading(with: "v", "DMARC1").text
        }
        // The version stands near the start, or the text is about something else.
        let start = clean.prefix(24).asciiLowercased
        guard let mark = start.firstRange(of: Array("dmarc".utf8)) else { return nil }
        let rest = clean[mark.upperBound...].drop { octet in
            octet.isDigit || octet.isWhiteSpace || ".,:;_-".utf8.contains(octet)
        }
        let record = TagList((Array("v=DMARC1; ".utf8) + rest)[...], names: .folded)
        return record.problems.isEmpty && record.tags.count > 1 ? TagListDraft(record).text : nil
    }
}
