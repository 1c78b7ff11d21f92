import DNS
import Findings

/// What should be mended in one record of a policy; pure over its text.
struct SPFRecordLint {
    private let published: SPFPublishedRecord
    private let path: [String]

    /// RFC 7208 §3.4: 450 octets of name and text keep the answer in 512.
    static let advisedOctets = 450
    /// RFC 7208 asks for no bound; a /8 is the largest block that was ever given to anybody (RFC 4632 §2).
    static let shortestIPv4Prefix = 8
    /// The largest blocks that registries gave away are /19, such as 2003::/19.
    static let shortestIPv6Prefix = 19

    init(_ visit: SPFCost.Visit) {
        published = visit.published
        path = visit.path.map(\.description)
    }

    private var record: SPFRecord { published.record }

    /// Everything found, in the order of the rules.
    var findings: [RecordFinding] {
        guard record.problems.isEmpty else { return [] }
        return allowAll + unreachableTerms + pointers + validatedNames + wideNetworks + coveredNetworks + length
    }

    private func finding(
        _ rule: RuleID, _ severity: Severity, _ message: String, at range: Range<Int>, _ section: String,
        remedy: String, replacement: String? = nil
    ) -> RecordFinding {
        RecordFinding(
            rule, severity, message, in: published.resource, at: range, path: path, section: section, remedy: remedy,
            // What another domain should publish is not ours to write.
            replacement: path.isEmpty ? replacement : nil)
    }

    private func text(without ranges: [Range<Int>]) -> String {
        SPFRecord.text(record.text, without: ranges)
    }

    /// RFC 7208 §5.1: all matches everyone, so that with + everyone may send.
    private var allowAll: [RecordFinding] {
        guard let all = record.all, all.qualifier == .pass else { return [] }
        let written = all.term.description
        return [
            finding(
                "spf/allow-all", .error, "'\(written)' lets everybody send for \(published.domain)", at: all.term.range,
                "RFC 7208 §5.1", remedy: "write -all, or ~all while senders are still being found",
                replacement: SPFRecord.text(record.text, replacing: all.term.range, by: "-all"))
        ]
    }

    /// RFC 7208 §5.1 and §6.1: what stands after all is never looked at, and all hides a redirect wherever it stands.
    private var unreachableTerms: [RecordFinding] {
        guard let all = record.all else { return [] }
        var findings: [RecordFinding] = []
        let behind = record.terms.filter { term in
            if case .directive = term.content { term.range.lowerBound > all.term.range.lowerBound } else { false }
        }
        if let first = behind.first, let last = behind.last {
            findings.append(
                finding(
                    "spf/unreachable-term", .warning,
                    behind.count == 1
                        ? "'\(first)' stands after '\(all.term)' and is never looked at"
                        : "\(behind.count) terms stand after '\(all.term)' and are never looked at",
                    at: behind.count == 1 ? first.range : first.range.lowerBound..<last.range.upperBound,
                    "RFC 7208 §5.1", remedy: "move what shall count before '\(all.term)', and remove the rest",
                    replacement: text(without: behind.map(\.range))))
        }
        for term in record.terms {
            guard case .modifier(.redirect) = term.content else { continue }
            findings.append(
                finding(
                    "spf/redirect-with-all", .warning, "'\(term)' is ignored, because the record has '\(all.term)'",
                    at: term.range, "RFC 7208 §6.1", remedy: "remove the one that is not meant",
                    replacement: text(without: [term.range])))
        }
        return findings
    }

    private var pointers: [RecordFinding] {
        record.directives.compactMap { term, _, mechanism in
            guard case .ptr = mechanism else { return nil }
            return finding(
                "spf/ptr", .warning, "'\(term)' asks for the client's name, which is slow, and some receivers skip it",
                at: term.range, "RFC 7208 §5.5", remedy: "write the networks of the senders as ip4: and ip6:",
                replacement: nil)
        }
    }

    /// RFC 7208 §7.2: %{p} costs what ptr costs.
    private var validatedNames: [RecordFinding] {
        record.terms.compactMap { term in
            guard term.macroString?.uses(.validatedName) ?? false else { return nil }
            return finding(
                "spf/validated-name", .warning, "'\(term)' uses %{p}, the client's validated name", at: term.range,
                "RFC 7208 §7.2", remedy: "use %{i}, the client's address")
        }
    }

    private var wideNetworks: [RecordFinding] {
        record.directives.compactMap { term, qualifier, mechanism in
            guard qualifier == .pass, let shortest = mechanism.shortestPrefix else { return nil }
            let isWide = shortest.length < (shortest.isIPv4 ? Self.shortestIPv4Prefix : Self.shortestIPv6Prefix)
            guard isWide else { return nil }
            return finding(
                shortest.length == 0 ? "spf/allow-all" : "spf/wide-network", shortest.length == 0 ? .error : .warning,
                shortest.length == 0
                    ? "'\(term)' lets every \(shortest.isIPv4 ? "IPv4" : "IPv6") address send for \(published.domain)"
                    : "'\(term)' lets 1 of \(1 << min(shortest.length, 30)) "
                        + "\(shortest.isIPv4 ? "IPv4" : "IPv6") addresses send for \(published.domain)",
                at: term.range, "RFC 7208 §11.1", remedy: "write the networks of your own senders")
        }
    }

    /// A network within another one of the same record, which decides first.
    private var coveredNetworks: [RecordFinding] {
        var before: [(term: SPFTerm, network: IPAddress, length: Int)] = []
        var findings: [RecordFinding] = []
        for (term, _, mechanism) in record.directives {
            guard let (network, length) = mechanism.network else { continue }
            if let cover = before.first(where: {
                $0.network.isIPv4 == network.isIPv4 && $0.length <= length
                    && network.matches(network: $0.network, prefixLength: $0.length)
            }) {
                findings.append(
                    finding(
                        "spf/covered-network", .info, "'\(term)' lies within '\(cover.term)' and decides nothing",
                        at: term.range, "RFC 7208 §4.6.2", remedy: "remove it",
                        replacement: text(without: [term.range])))
            } else {
                before.append((term, network, length))
            }
        }
        return findings
    }

    private var length: [RecordFinding] {
        let octets = record.text.count + published.domain.wire.count
        guard octets > Self.advisedOctets else { return [] }
        return [
            finding(
                "spf/long-record", .warning,
                "the record has \(record.text.count) octets: with its name more than \(Self.advisedOctets), "
                    + "so that answers may not fit 512 octets", at: 0..<record.text.count, "RFC 7208 §3.4",
                remedy: "move networks into a record of their own, and include it")
        ]
    }
}

extension SPFMechanism {
    /// The network of ip4 and ip6.
    fileprivate var network: (address: IPAddress, length: Int)? {
        switch self {
        case .ip4(let address, let length), .ip6(let address, let length): (address, length)
        default: nil
        }
    }

    /// The shortest prefix that the mechanism matches with.
    fileprivate var shortestPrefix: (length: Int, isIPv4: Bool)? {
        switch self {
        case .ip4(_, let length): (length, true)
        case .ip6(_, let length): (length, false)
        case .a(_, let lengths), .mx(_, let lengths):
            lengths.ipv4 < SPFRecordLint.shortestIPv4Prefix ? (lengths.ipv4, true) : (lengths.ipv6, false)
        default: nil
        }
    }
}

extension SPFTerm {
    /// The macro string of a term that has one.
    fileprivate var macroString: SPFMacroString? {
        switch content {
        case .directive(_, .include(let string)), .directive(_, .exists(let string)),
            .modifier(.redirect(let string)), .modifier(.explanation(let string)):
            string
        case .directive(_, .a(let string, _)), .directive(_, .mx(let string, _)), .directive(_, .ptr(let string)):
            string
        default: nil
        }
    }
}

extension SPFRecord {
    /// The text without some of its terms, one space between those that stay.
    static func text(_ text: [UInt8], without ranges: [Range<Int>]) -> String {
        var kept: [UInt8] = []
        for (index, octet) in text.enumerated() where !ranges.contains(where: { $0.contains(index) }) {
            if octet == .space, kept.last == .space { continue }
            kept.append(octet)
        }
        while kept.last == .space { kept.removeLast() }
        return kept.printable
    }

    /// The text with one stretch replaced.
    static func text(_ text: [UInt8], replacing range: Range<Int>, by new: String) -> String {
        let range = range.clamped(to: text.indices)
        return (text[..<range.lowerBound] + Array(new.utf8) + text[range.upperBound...]).printable
    }
}

/// Two strings of a TXT record that were meant to be joined with a space between them.
struct SPFSplitStrings {
    /// The term that the second string begins with.
    let next: String
    /// Where it stands in the joined text.
    let range: Range<Int>
    /// The text with the space.
    let replacement: String

    /// Nil where no string begins within the stretch, or where what begins there does not look like a term.
    init?(_ location: SPFLocation) {
        guard case .txt(let strings) = location.record.data else { return nil }
        var text: [UInt8] = []
        var joined = 0
        var found: (word: String, range: Range<Int>)?
        for string in strings {
            // RFC 7208 §3.3: strings are joined without adding spaces.
            let word = string.prefix { $0 != .space }
            let isWithin = location.range.lowerBound <= joined && joined <= location.range.upperBound
            if isWithin, !text.isEmpty, text.last != .space, SPFSplitStrings.isTerm(word) {
                text.append(.space)
                found = found ?? (word.printable, joined..<(joined + word.count))
            }
            text += string
            joined += string.count
        }
        guard let found else { return nil }
        next = found.word
        range = found.range
        replacement = text.printable
    }

    private static func isTerm(_ word: ArraySlice<UInt8>) -> Bool {
        guard let content = try? SPFTermParser(word).parse() else { return false }
        if case .modifier(.unknown) = content { return false }
        return true
    }
}
