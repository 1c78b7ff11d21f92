import DNS
import Findings

/// The tags of a record that are about reports, on their way through the rules.
struct DMARCReportReading {
    private let published: DMARCPublishedRecord
    private(set) var findings: [RecordFinding] = []

    init(_ published: DMARCPublishedRecord) {
        self.published = published
    }

    private var record: DMARCRecord { published.record }
    private var draft: TagListDraft { TagListDraft(record.tags) }

    mutating func read() {
        for name in ["rua", "ruf"] {
            guard let tag = record.tags[name] else { continue }
            if tag.value.isEmpty {
                report(
                    .badReportAddress, "\(name)= names no address", at: tag.range,
                    remedy: "write \(name)=mailto: and an address, or remove it", replacement: draft.removing(name))
            } else {
                readList(tag)
            }
        }
        readFailureOptions()
    }

    private mutating func report(
        _ rule: DMARCRule, _ message: String, at range: Range<Int>, remedy: String, replacement: TagListDraft? = nil
    ) {
        findings.append(
            RecordFinding(
                rule, message, in: published.resource, at: range, remedy: remedy, replacement: replacement?.text))
    }

    // MARK: Addresses

    private mutating func readList(_ tag: TagList.Tag) {
        let items = tag.value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { $0.trimmed(\.isFoldingWhiteSpace) }
        var index = 0
        while index < items.count {
            // A comma within an address cuts it in two: `mailto:dmarc` and `reports@example.com`.
            if index + 1 < items.count, isCutAddress(items[index]), isBareAddress(items[index + 1]) {
                let mended = items[index].printable + "%2C" + items[index + 1].printable
                report(
                    .reportNotEncoded, "the comma in \(tag.name)= ends the address '\(items[index].printable)'",
                    at: items[index].startIndex..<items[index + 1].endIndex, remedy: "write %2C for the comma",
                    replacement: replacing(index...(index + 1), of: items, in: tag, by: mended))
                index += 2
                continue
            }
            read(items, at: index, in: tag)
            index += 1
        }
    }

    private mutating func read(_ items: [ArraySlice<UInt8>], at index: Int, in tag: TagList.Tag) {
        let item = items[index]
        let range = item.isEmpty ? tag.range : item.startIndex..<item.endIndex
        guard !item.isEmpty else {
            report(
                .badReportAddress, "\(tag.name)= has a comma with no address before or behind it", at: range,
                remedy: "remove the comma",
                replacement: draft.setting(
                    tag.name, to: items.filter { !$0.isEmpty }.map(\.printable).joined(separator: ",")))
            return
        }
        do throws(RecordProblem) {
            try accept(DMARCReportURI(item), items, index, tag, range)
        } catch {
            if isBareAddress(item) {
                report(
                    .reportWithoutScheme, "'\(item.printable)' in \(tag.name)= is no URI: nobody sends reports there",
                    at: range, remedy: "write mailto:\(item.printable)",
                    replacement: replacing(index...index, of: items, in: tag, by: "mailto:\(item.printable)"))
            } else if let mark = item.firstIndex(of: UInt8(ascii: "!")), item[mark...].contains(UInt8(ascii: "@")) {
                let mended = item[..<mark].printable + "%21" + item[(mark + 1)...].printable
                report(
                    .reportNotEncoded,
                    "an exclamation mark in \(tag.name)= begins a size limit, not a part of an address",
                    at: mark..<item.endIndex, remedy: "write %21 for the exclamation mark",
                    replacement: replacing(index...index, of: items, in: tag, by: mended))
            } else {
                report(
                    .badReportAddress, "no report can be sent to '\(item.printable)' in \(tag.name)=: \(error.message)",
                    at: error.range.isEmpty ? range : error.range,
                    remedy: error.remedy ?? "write mailto: and an address")
            }
        }
    }

    private mutating func accept(
        _ uri: DMARCReportURI, _ items: [ArraySlice<UInt8>], _ index: Int, _ tag: TagList.Tag, _ range: Range<Int>
    ) {
        if uri.scheme != "mailto" {
            // RFC 9989 §4.7: mailto: is the one scheme that every receiver has to know; others are ignored.
            report(
                .reportScheme, "receivers have to send reports by mail alone, and may ignore \(uri.scheme):", at: range,
                remedy: "write mailto: and an address")
        }
        if let limit = uri.sizeLimit {
            report(
                .reportSizeLimit,
                "RFC 9989 has removed the size limit !\(limit); receivers of RFC 7489 hold larger reports back",
                at: (range.upperBound - limit.utf8.count - 1)..<range.upperBound, remedy: "remove !\(limit)",
                replacement: replacing(index...index, of: items, in: tag, by: uri.text))
        }
    }

    private func replacing(
        _ range: ClosedRange<Int>, of items: [ArraySlice<UInt8>], in tag: TagList.Tag, by text: String
    ) -> TagListDraft {
        var texts = items.map(\.printable)
        texts.replaceSubrange(range, with: [text])
        return draft.setting(tag.name, to: texts.joined(separator: ","))
    }

    private func isCutAddress(_ item: ArraySlice<UInt8>) -> Bool {
        item.prefix(7).equalsIgnoringCase("mailto:") && !item.contains(UInt8(ascii: "@")) && item.count > 7
    }

    /// `dmarc@example.com` without a scheme.
    private func isBareAddress(_ item: ArraySlice<UInt8>) -> Bool {
        guard let at = item.lastIndex(of: UInt8(ascii: "@")), at > item.startIndex,
            !item.contains(UInt8(ascii: ":")), !item.contains(where: \.isWhiteSpace)
        else { return false }
        return DomainName(text: item[(at + 1)...]) != nil
    }

    // MARK: Failure options

    private mutating func readFailureOptions() {
        guard let tag = record.tags["fo"] else { return }
        let words = tag.words.map { String(decoding: $0.asciiLowercased, as: UTF8.self) }
        let known = words.filter(["0", "1", "d", "s"].contains)
        // RFC 9989 §4.7: 0 and 1 exclude each other; §4.8: d and s stand at most once.
        let isRepeated = Set(words).count < words.count
        if known.count < words.count || isRepeated || words.contains("0") && words.contains("1") {
            var kept: [String] = []
            for word in known where !kept.contains(word) && !(word == "0" && known.contains("1")) { kept.append(word) }
            report(
                .badValue,
                known.count < words.count
                    ? "'\(tag.value.printable)' in fo= is no list of 0, 1, d and s"
                    : "of 0 and 1 only one may stand in fo=, and no word twice",
                at: tag.range, remedy: "write words between colons: fo=1:d:s",
                replacement: draft.setting("fo", to: kept.isEmpty ? "1" : kept.joined(separator: ":")))
        } else if record.tags["ruf"] == nil {
            // RFC 9989 §4.7: fo is ignored without ruf.
            report(
                .failureOptionsUnused, "receivers ignore fo=: the record names no address for failure reports (ruf=)",
                at: tag.range, remedy: "remove fo=, or add ruf=mailto: and an address",
                replacement: draft.removing("fo"))
        }
    }
}
